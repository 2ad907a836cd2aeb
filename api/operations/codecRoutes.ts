import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { noteCodecToken } from '../../books/operations/noteCodecToken.ts';
import type { Database } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { presentRights } from '../http/presentRights.ts';
import type { Revocations } from '../http/revocations.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { TokenService } from '../http/tokens.ts';

/** A Temporal payload as JSON: metadata and data in base64. */
export interface PayloadJson {
  metadata?: Record<string, string> | undefined;
  data?: string | undefined;
}

export interface CodecDeps {
  db: Database;
  tokens: TokenService;
  revocations: Revocations;
  encode(payloads: PayloadJson[]): Promise<PayloadJson[]>;
  decode(payloads: PayloadJson[]): Promise<PayloadJson[]>;
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

/** A payload does not say whose it is, and the keys open all: the token's owner must be an operator of the platform now. */
async function assertPlatformOperator(deps: CodecDeps, operatorToken: string): Promise<void> {
  const token = await deps.tokens.verify('codec', operatorToken);
  await deps.revocations.assertLive(token);
  const [owner] = await deps.db.withPlatform('codec', (tx) =>
    tx.select().from(users).where(eq(users.id, token.userId)),
  );
  if (!owner || !(await presentRights(deps.db, owner)).includes('codec:token')) throw new CodedError('TOKEN_REVOKED');
}

const codecTokenRoute = (deps: CodecDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/codec-tokens',
    area: 'operations',
    summary: 'An operator token for the codec endpoint of the Temporal UI and CLI: 8 hours, or until your session ends',
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
      if (!sessionId) throw new CodedError('FORBIDDEN', 'Only a signed-in person may do this, no API key');
      const { requestId } = context;
      const issuedAtMs = await deps.db.withTenant(tenantId, (tx) => noteCodecToken(tx, principal, requestId));
      const { token, expiresAtMs } = await deps.tokens.issue('codec', { tenantId, userId, sessionId }, issuedAtMs);
      return {
        status: 201,
        body: { endpoint: `/codec/${token}`, expires_at: new Date(expiresAtMs).toISOString() },
      };
    },
  });

const codec = (deps: CodecDeps, name: 'encode' | 'decode'): Route =>
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
      await assertPlatformOperator(deps, params.operator_token);
      return {
        status: 200,
        body: { payloads: await deps[name](body.payloads) },
      };
    },
  });

/** Payloads of workflows for whoever operates the platform, in the Temporal UI and CLI. */
export const codecRoutes = (deps: CodecDeps): Route[] => [
  codecTokenRoute(deps),
  codec(deps, 'encode'),
  codec(deps, 'decode'),
];
