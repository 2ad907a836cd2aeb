import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { noteCodecToken } from '../../books/operations/noteCodecToken.ts';
import type { Database } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { presentRights } from '../http/presentRights.ts';
import type { Revocations } from '../http/revocations.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { isLoopback, knowsSecret } from '../http/secrets.ts';
import type { TokenService } from '../http/tokens.ts';

/** A Temporal payload as JSON: metadata and data in base64. */
export interface PayloadJson {
  metadata?: Record<string, string> | undefined;
  data?: string | undefined;
}

export interface OperationsDeps {
  db: Database;
  engineHealthy(): Promise<boolean>;
  /** This process was told to stop. */
  isStopping(): boolean;
  tokens: TokenService;
  revocations: Revocations;
  encode(payloads: PayloadJson[]): Promise<PayloadJson[]>;
  decode(payloads: PayloadJson[]): Promise<PayloadJson[]>;
  metrics(): Promise<string>;
  /** Without one only this machine reads metrics. */
  metricsToken: string | undefined;
}

const payloads = z.object({
  payloads: z
    .array(
      z.object({
        metadata: z
          .record(z.string().max(100), z.string().max(1000))
          .meta({ maxProperties: 20 })
          .refine((metadata) => Object.keys(metadata).length <= 20, 'at most 20 names')
          .optional(),
        data: z.string().max(1_048_576).optional(),
      }),
    )
    .max(1000),
});
const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    timestamp: z.string(),
    checks: z.record(z.string(), z.enum(['ok', 'down'])),
  })
  .meta({ id: 'Health' });

export function operationsRoutes(deps: OperationsDeps): Route[] {
  async function health() {
    const database = await deps.db
      .withPlatform('health', (tx) => tx.execute(sql`select 1`))
      .then(
        () => true,
        () => false,
      );
    const engine = await deps.engineHealthy();
    const status = database ? (engine ? 'ok' : 'degraded') : 'down';
    return {
      status: status === 'down' ? 503 : 200,
      body: {
        status,
        timestamp: new Date().toISOString(),
        checks: { database: database ? 'ok' : 'down', engine: engine ? 'ok' : 'down' },
      },
    };
  }
  /** A payload does not say whose it is, and the keys open all: the token's owner must be an operator of the platform now. */
  async function assertPlatformOperator(operatorToken: string): Promise<void> {
    const token = await deps.tokens.verify('codec', operatorToken);
    await deps.revocations.assertLive(token);
    const [owner] = await deps.db.withPlatform('codec', (tx) =>
      tx.select().from(users).where(eq(users.id, token.userId)),
    );
    if (!owner || !(await presentRights(deps.db, owner)).includes('codec:token')) throw new CodedError('TOKEN_REVOKED');
  }

  /** As health; and not ready as soon as the process is told to stop, so that a balancer sends nothing new. */
  const ready = async () =>
    deps.isStopping()
      ? { status: 503, body: { status: 'down', timestamp: new Date().toISOString(), checks: { process: 'down' } } }
      : health();
  const codec = (name: 'encode' | 'decode'): Route =>
    defineRoute({
      method: 'post',
      path: `/codec/:operator_token/${name}`,
      otherOrigins: true,
      area: 'operations',
      summary: `${name === 'encode' ? 'Encrypt' : 'Decrypt'} payloads for the Temporal UI and CLI`,
      access: 'public',
      params: z.object({ operator_token: z.string().max(2000) }),
      body: payloads,
      responses: { 200: { description: 'Payloads', schema: payloads } },
      errors: ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_REVOKED'],
      async handle(_context, _principal, { params, body }) {
        await assertPlatformOperator(params.operator_token);
        return {
          status: 200,
          body: { payloads: await deps[name](body.payloads) },
          headers: { 'cache-control': 'no-store' },
        };
      },
    });

  return [
    defineRoute({
      method: 'get',
      path: '/health',
      budget: 'none',
      area: 'operations',
      summary: 'Health of the database and the engine',
      access: 'public',
      responses: {
        200: { description: 'ok or degraded', schema: healthSchema },
        503: { description: 'down', schema: healthSchema },
      },
      errors: [],
      handle: health,
    }),
    defineRoute({
      method: 'get',
      path: '/health/ready',
      budget: 'none',
      area: 'operations',
      summary: 'Whether this process can serve',
      access: 'public',
      responses: {
        200: { description: 'ready', schema: healthSchema },
        503: { description: 'not ready', schema: healthSchema },
      },
      errors: [],
      handle: ready,
    }),
    defineRoute({
      method: 'get',
      path: '/health/live',
      budget: 'none',
      area: 'operations',
      summary: 'Whether this process runs',
      access: 'public',
      responses: { 200: { description: 'alive', schema: z.object({ status: z.literal('ok') }) } },
      errors: [],
      handle: async () => ({ status: 200, body: { status: 'ok' } }),
    }),
    defineRoute({
      method: 'get',
      path: '/metrics',
      area: 'operations',
      summary: 'Prometheus metrics of the API',
      access: 'public',
      responses: { 200: { description: 'Prometheus text', schema: z.string(), type: 'text/plain' } },
      errors: ['UNAUTHENTICATED'],
      async handle(context) {
        const [scheme, token, ...rest] = (context.header('authorization') ?? '').split(' ');
        const knows = scheme?.toLowerCase() === 'bearer' && rest.length === 0 && knowsSecret(deps.metricsToken, token);
        if (!knows && (deps.metricsToken !== undefined || !isLoopback(context.address)))
          throw new CodedError('UNAUTHENTICATED');
        return { status: 200, type: 'text/plain', body: await deps.metrics() };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/codec-tokens',
      area: 'operations',
      summary:
        'An operator token for the codec endpoint of the Temporal UI and CLI: 8 hours, or until your session ends',
      access: 'codec:token',
      responses: {
        201: {
          description: 'Token and endpoint path',
          schema: z.object({ endpoint: z.string(), expires_at: z.string() }),
        },
      },
      errors: ['FORBIDDEN'],
      async handle(context, principal) {
        const { tenantId, userId, sessionId } = principal;
        if (!sessionId) throw new CodedError('FORBIDDEN');
        const { requestId } = context;
        const issuedAtMs = await deps.db.withTenant(tenantId, (tx) => noteCodecToken(tx, principal, requestId));
        const { token, expiresAtMs } = await deps.tokens.issue('codec', { tenantId, userId, sessionId }, issuedAtMs);
        return {
          status: 201,
          body: { endpoint: `/codec/${token}`, expires_at: new Date(expiresAtMs).toISOString() },
          headers: { 'cache-control': 'no-store' },
        };
      },
    }),
    codec('encode'),
    codec('decode'),
  ];
}
