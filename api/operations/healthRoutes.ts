import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Reply, type Route } from '../http/route.ts';
import { isLoopback, knowsSecret } from '../http/secrets.ts';

export interface HealthDeps {
  db: Database;
  engineHealthy(): Promise<boolean>;
  /** This process was told to stop. */
  isStopping(): boolean;
  metrics(): Promise<string>;
  /** Without one only this machine reads metrics. */
  metricsToken: string | undefined;
}

const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    timestamp: z.string(),
    checks: z.record(z.string(), z.enum(['ok', 'down'])),
  })
  .meta({ id: 'Health' });

async function health(deps: HealthDeps): Promise<Reply> {
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

/** As health; and not ready as soon as the process is told to stop, so that a balancer sends nothing new. */
const ready = async (deps: HealthDeps): Promise<Reply> =>
  deps.isStopping()
    ? { status: 503, body: { status: 'down', timestamp: new Date().toISOString(), checks: { process: 'down' } } }
    : health(deps);

const healthRoute = (deps: HealthDeps): Route =>
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
    handle: () => health(deps),
  });

const readyRoute = (deps: HealthDeps): Route =>
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
    handle: () => ready(deps),
  });

const liveRoute = (): Route =>
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
  });

const metricsRoute = (deps: HealthDeps): Route =>
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
  });

/** What balancers, supervisors and Prometheus ask. */
export const healthRoutes = (deps: HealthDeps): Route[] => [
  healthRoute(deps),
  readyRoute(deps),
  liveRoute(),
  metricsRoute(deps),
];
