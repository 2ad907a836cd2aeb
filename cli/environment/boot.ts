import type { Logger } from 'pino';
import postgres from 'postgres';
import { isLostTypeQuestion } from '../../db/connectionPool.ts';
import type { Database } from '../../db/database.ts';
import { connectionProblem } from '../../db/roles.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from './connect.ts';
import { pause } from './ready.ts';

/** How long a process that boots waits for what it needs. Then it ends, and whoever started it starts it again. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 500;
const TRY_MS = 3_000;

/** Waiting does not mend this. */
class Hopeless extends Error {}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && error.code ? ` (${String(error.code)})` : '';
  return `${error.message || error.name}${code}`;
};

/** Tries until it works, for 5 s; then fails with the last reason. What is hopeless fails at once. */
export async function patiently<Result>(
  what: string,
  logger: Pick<Logger, 'warn'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await Promise.race([work(), pause(TRY_MS).then(() => Promise.reject(new Error('no answer within 3 s')))]);
    } catch (error) {
      if (error instanceof Hopeless) throw new Error(`${what}: ${error.message}`);
      if (Date.now() >= deadline)
        throw new Error(`${what} can't be reached, tried for ${PATIENCE_MS / 1000} s: ${reasonOf(error)}`);
      logger.warn({ code: reasonOf(error), step: what }, 'not reachable yet; trying again');
      await pause(PAUSE_MS);
    }
  }
}

/** Refused for what it is, not for the moment: a wrong password (28), no such database (3D), no right (42). */
const isRefusal = (error: unknown): error is postgres.PostgresError =>
  error instanceof postgres.PostgresError && /^(28|3D|42)/.test(error.code);

/** Checks one login: that it gets in, may no more than it should, and finds the tables. */
async function checkLogin(url: string, kind: 'app' | 'platform'): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined });
  const user = new URL(url).username;
  try {
    const problem = await connectionProblem(client, user, kind);
    if (problem) throw new Hopeless(problem);
    const [row] = await client`select to_regclass('public.tenants') as books`;
    if (!row?.books) throw new Hopeless('it has no tables yet; run: countersign db-setup');
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new Hopeless(
      `it refuses the login ${user} (${error.code}: ${error.message}); was db-setup run with the same passwords?`,
    );
  } finally {
    await client.end({ timeout: 1 });
  }
}

/**
 * The driver (3.4) asks each new connection for the server's array types and does not look at an answer that is lost. Node
 * would end the process for it; what needed that connection has heard of the loss already. Any other such error still ends it.
 */
function outlivesLostConnections(logger: Pick<Logger, 'warn'>): void {
  process.on('unhandledRejection', (reason) => {
    if (!isLostTypeQuestion(reason)) throw reason;
    logger.warn({ code: reasonOf(reason) }, 'a connection to the database was lost while it was being opened');
  });
}

/** The books for a process that boots; fails within seconds, with the reason, when they can't be reached. */
export async function bootDatabase(
  configuration: Configuration,
  poolMax: number,
  logger: Pick<Logger, 'warn'>,
): Promise<Database> {
  outlivesLostConnections(logger);
  if (configuration.ownerUrl) {
    const { host, pathname } = new URL(configuration.ownerUrl);
    const urls = configuration.databaseUrls(configuration.ownerUrl);
    for (const kind of ['app', 'platform'] as const)
      await patiently(`the database ${host}${pathname}`, logger, () => checkLogin(urls[kind], kind));
  }
  return openConfiguredDatabase(configuration, poolMax);
}
