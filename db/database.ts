import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, PostgresJsSession, PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';

/** One open transaction; queries of an activity or a route live where they are needed and take this. */
export type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/** The two doors to the books. There is no other way to run a query. */
export interface Database {
  /** Runs `work` in a transaction that sees and writes rows of this tenant only. */
  withTenant<Result>(tenantId: string, work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** As withTenant for a single query, in one round trip. */
  readTenant<Result>(tenantId: string, query: (tx: Transaction) => PromiseLike<Result>): Promise<Result>;
  /** Cross-tenant work on the tables opened to the platform login (0001_protection.sql); `reason` goes to the server's log. */
  withPlatform<Result>(reason: string, work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** Calls `onNotify` after each NOTIFY on `channel`, on a connection of its own, and with '' whenever that connection is (again) up. Returns the unsubscriber. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>;
  end(): Promise<void>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True when `text` can be a UUID key; anything else can't name a row. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** First row of a raw query, or undefined. */
export async function firstRow<Row>(tx: Transaction, query: SQL): Promise<Row | undefined> {
  const rows = await tx.execute(query);
  return rows[0] as Row | undefined;
}

type Reserved = Awaited<ReturnType<Sql['reserve']>>;

const dialect = new PgDialect();

/** drizzle's transaction over a connection. It only calls unsafe() on it, as savepoints are not used here, hence the casts. */
function transactionOn(connection: Pick<Reserved, 'unsafe'>): Transaction {
  type Parameters = ConstructorParameters<typeof PostgresJsTransaction<Record<string, never>, Record<string, never>>>;
  const session = new PostgresJsSession(connection as Sql, dialect, undefined) as unknown as Parameters[1];
  return new PostgresJsTransaction<Record<string, never>, Record<string, never>>(dialect, session, undefined);
}

interface Setting {
  name: string;
  value: string;
}

/**
 * Begins a transaction on one connection of the pool and hands over how to end it. BEGIN and the setting are not waited
 * for, so they travel in the same round trip as the first query; the connection goes back only when its last answer shows
 * that it lives.
 */
async function openTransaction(client: Sql, setting: Setting) {
  const connection = await client.reserve();
  // Every statement stays prepared on its connection: parsed and planned once. It is sent at once, in the order of the
  // calls, not when somebody begins to wait for it.
  const prepared = {
    unsafe: (query: string, parameters?: Parameters<Reserved['unsafe']>[1], options?: object) =>
      connection.unsafe(query, parameters, { ...options, prepare: true }).execute(),
  } as Pick<Reserved, 'unsafe'>;
  const opened = Promise.all([
    prepared.unsafe('begin'),
    // Local to this transaction: a session-level setting would survive COMMIT and leak to the pool's next user.
    prepared.unsafe('select set_config($1, $2, true)', [setting.name, setting.value]),
  ]);
  opened.catch(() => undefined);
  return {
    tx: transactionOn(prepared),
    opened,
    async end(statement: 'commit' | 'rollback'): Promise<void> {
      let alive = false;
      try {
        const { command } = await prepared.unsafe(statement);
        alive = true;
        // A query failed and somebody caught its error: the server has rolled back all the same.
        if (statement === 'commit' && command !== 'COMMIT') throw new Error('the transaction was rolled back');
      } catch (error) {
        alive ||= error instanceof postgres.PostgresError;
        throw error;
      } finally {
        if (alive) connection.release();
      }
    },
  };
}

async function inTransaction<Result>(
  client: Sql,
  setting: Setting,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const { tx, opened, end } = await openTransaction(client, setting);
  let result: Result;
  try {
    result = await work(tx);
    await opened;
  } catch (error) {
    await end('rollback').catch(() => undefined);
    throw error;
  }
  await end('commit');
  return result;
}

/** Opens the two pools. Slots of activities and pool sizes are set together in temporal.config.ts and cli/configuration.ts. */
export function openDatabase(urls: { app: string; platform: string }, poolMax: number): Database {
  const options = { onnotice: () => undefined, connect_timeout: 5, idle_timeout: 60 } as const;
  const appClient = postgres(urls.app, { ...options, max: poolMax });
  const platformClient = postgres(urls.platform, { ...options, max: 3 });
  // Also tells the driver to leave dates to drizzle.
  for (const client of [appClient, platformClient]) drizzle(client);

  return {
    withTenant(tenantId, work) {
      if (!isUuid(tenantId)) return Promise.reject(new Error('withTenant needs a tenant id'));
      return inTransaction(appClient, { name: 'app.tenant_id', value: tenantId }, work);
    },
    async readTenant(tenantId, query) {
      if (!isUuid(tenantId)) throw new Error('readTenant needs a tenant id');
      const { tx, end } = await openTransaction(appClient, { name: 'app.tenant_id', value: tenantId });
      // then() sends the query; COMMIT goes right behind it.
      const answer = query(tx).then((result) => result);
      const [read, ended] = await Promise.allSettled([answer, end('commit')]);
      if (read.status === 'rejected') throw read.reason;
      if (ended.status === 'rejected') throw ended.reason;
      return read.value;
    },
    withPlatform(reason, work) {
      const value = `platform: ${reason}`.slice(0, 60);
      return inTransaction(platformClient, { name: 'application_name', value }, work);
    },
    async listen(channel, onNotify) {
      const subscription = await appClient.listen(channel, onNotify, () => onNotify(''));
      return () => subscription.unlisten();
    },
    async end() {
      await Promise.all([appClient.end({ timeout: 5 }), platformClient.end({ timeout: 5 })]);
    },
  };
}
