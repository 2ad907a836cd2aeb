import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { type PostgresJsDatabase, PostgresJsSession, PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { createPool, END_SECONDS, isConnectionLost, type Pool } from './connectionPool.ts';

/** One open transaction; queries of an activity or a route live where they are needed and take this. */
export type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/** Functions of the database that set the tenant and read as it, by the migrations that make them. */
type TenantRead = 'own_profile';

/** The books, as one tenant or across tenants. There is no other way to run a query. */
export interface Database {
  /** Runs `work` in a transaction that sees and writes rows of this tenant only. */
  withTenant<Result>(tenantId: string, work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** As withTenant for a single query, in one round trip. `query` returns the query itself: COMMIT goes right behind it. */
  readTenant<Result>(tenantId: string, query: (tx: Transaction) => PromiseLike<Result>): Promise<Result>;
  /** For the busiest reads: one call of a function that sets the tenant itself, in one message. Rows are as the driver gives them. */
  callRead<Row>(read: TenantRead, tenantId: string, parameters: readonly string[]): Promise<Row[]>;
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

const dialect = new PgDialect();

type Values = Parameters<Sql['unsafe']>[1];

/** drizzle's transaction over a connection. It only calls unsafe() on it, as savepoints are not used here, hence the casts. */
function transactionOn(connection: object): Transaction {
  type Parameters = ConstructorParameters<typeof PostgresJsTransaction<Record<string, never>, Record<string, never>>>;
  const session = new PostgresJsSession(connection as Sql, dialect, undefined) as unknown as Parameters[1];
  return new PostgresJsTransaction<Record<string, never>, Record<string, never>>(dialect, session, undefined);
}

interface Setting {
  name: 'app.tenant_id' | 'application_name';
  /** Letters, digits, space, `:`, `-` only: it stands in the text of the statement. */
  value: string;
}

/**
 * A connection of the pool to oneself. When it is lost, everything that waits on it fails at once and nothing more is sent
 * on it.
 */
async function openConnection(pool: Pool) {
  const { connection, lost: giveUp, watch } = await pool.reserve();
  let dead = false;
  let lostBy: unknown = null;
  const waiting = new Set<(error: unknown) => void>();
  const fail = (error: unknown): void => {
    if (dead) return;
    dead = true;
    lostBy = error;
    for (const lose of waiting) lose(error);
    giveUp(error);
  };
  /** The rows, or the loss of the connection before they came. Whoever has an answer is waited for no longer. */
  const orLost = <Rows>(rows: PromiseLike<Rows>): Promise<Rows> =>
    new Promise((resolve, reject) => {
      waiting.add(reject);
      rows.then(
        (answer) => {
          waiting.delete(reject);
          resolve(answer);
        },
        (error: unknown) => {
          waiting.delete(reject);
          reject(error);
        },
      );
    });
  let unwatch: (() => void) | null = null;
  // The driver tells its connection to whoever sends with this option, and goes on when it is answered with true.
  const onexecute = ({ id }: { id: number }): true => {
    unwatch ??= watch(id, fail);
    return true;
  };
  return {
    // It is sent at once, in the order of the calls, not when somebody begins to wait for it.
    send(query: string, parameters: Values, options: object) {
      const sent = dead ? null : connection.unsafe(query, parameters, { ...options, onexecute } as object).execute();
      sent?.catch((error: unknown) => {
        if (isConnectionLost(error)) fail(error);
      });
      const answer = <Rows>(rows: PromiseLike<Rows> | undefined): Promise<Rows> =>
        rows ? orLost(rows) : Promise.reject(lostBy);
      return {
        // biome-ignore lint/suspicious/noThenProperty: drizzle awaits what unsafe() returns, or its values(), and only one of them
        then: <Done, Failed>(
          onDone: (rows: Awaited<NonNullable<typeof sent>>) => Done | PromiseLike<Done>,
          onFailed?: (error: unknown) => Failed | PromiseLike<Failed>,
        ) => answer(sent ?? undefined).then(onDone, onFailed),
        values: () => answer(sent?.values()),
      };
    },
    release(): void {
      unwatch?.();
      // A lost connection is not given back: the driver has put it away already.
      if (!dead) connection.release();
    },
  };
}

/**
 * A connection that is shared by those who read with one message each. What they ask meanwhile goes out together, and nobody
 * waits for a connection of their own. It goes back to the pool when nobody reads; after a failure the next ones get another.
 */
function shareConnection(pool: Pool) {
  let shared: { opened: ReturnType<typeof openConnection>; readers: number } | null = null;
  return async (query: string, parameters: Values): Promise<unknown> => {
    shared ??= { opened: openConnection(pool), readers: 0 };
    const mine = shared;
    mine.readers += 1;
    const leave = () => {
      if (shared === mine) shared = null;
    };
    try {
      const { send } = await mine.opened;
      return await send(query, parameters, { prepare: true });
    } catch (error) {
      leave();
      throw error;
    } finally {
      mine.readers -= 1;
      if (mine.readers === 0) {
        leave();
        mine.opened.then(({ release }) => release()).catch(() => undefined);
      }
    }
  };
}

/**
 * Begins a transaction on one connection of the pool and returns how to end it. BEGIN and the setting are not waited
 * for, so they go in the same round trip as the first query.
 */
async function openTransaction(pool: Pool, setting: Setting) {
  const { send, release } = await openConnection(pool);
  let ended = false;
  // Every statement stays prepared on its connection: parsed and planned once.
  const unsafe = (query: string, parameters?: Values, options?: object) => {
    // Of several statements at once one may fail while another still wants to go on: it must not run outside.
    if (ended) throw new Error('the transaction has ended');
    return send(query, parameters, { ...options, prepare: true });
  };
  // One message of the simple protocol. Local to this transaction: a session-level setting would survive COMMIT and leak
  // to the pool's next user.
  const opened = Promise.resolve(
    unsafe(`begin; set local ${setting.name} = '${setting.value}'`, [], { prepare: false }),
  );
  opened.catch(() => undefined);
  return {
    unsafe,
    opened,
    async end(statement: 'commit' | 'rollback'): Promise<void> {
      ended = true;
      try {
        const { command } = await send(statement, [], { simple: true });
        // A query failed and somebody caught its error: the server has rolled back all the same.
        if (statement === 'commit' && command !== 'COMMIT') throw new Error('the transaction was rolled back');
      } finally {
        release();
      }
    },
  };
}

/** Two transactions stood in each other's way: the server has rolled this one back whole, so it may simply run again. */
const isConflict = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return cause instanceof postgres.PostgresError && (cause.code === '40001' || cause.code === '40P01');
};

/** Runs `work` in a transaction; once more where the server undid it for a conflict. `work` touches nothing but the books. */
async function inTransaction<Result>(
  pool: Pool,
  setting: Setting,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await tryTransaction(pool, setting, work);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return tryTransaction(pool, setting, work);
  }
}

async function tryTransaction<Result>(
  pool: Pool,
  setting: Setting,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const { unsafe, opened, end } = await openTransaction(pool, setting);
  let result: Result;
  try {
    result = await work(transactionOn({ unsafe }));
    await opened;
  } catch (error) {
    await end('rollback').catch(() => undefined);
    throw error;
  }
  await end('commit');
  return result;
}

/** Opens the two pools. Slots of activities and pool sizes are set together in temporal.config.ts and cli/configuration.ts. */
export function openDatabase(
  urls: { app: string; platform: string },
  poolMax: number,
  observe: (kind: 'tenant' | 'read' | 'platform', seconds: number) => void = () => undefined,
): Database {
  const options = { onnotice: () => undefined, connect_timeout: 5, idle_timeout: 60 } as const;
  const app = createPool(urls.app, { ...options, max: poolMax });
  const readShared = shareConnection(app);
  const platform = createPool(urls.platform, { ...options, max: 3 });
  const timed = async <Result>(kind: Parameters<typeof observe>[0], work: () => Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      observe(kind, (performance.now() - startedAt) / 1000);
    }
  };
  type Unsafe = Awaited<ReturnType<typeof openTransaction>>['unsafe'];
  const read = async <Result>(tenantId: string, query: (unsafe: Unsafe) => PromiseLike<Result>): Promise<Result> => {
    if (!isUuid(tenantId)) throw new Error('a read needs a tenant id');
    return timed('read', async () => {
      const { unsafe, end } = await openTransaction(app, { name: 'app.tenant_id', value: tenantId });
      // then() sends the query; COMMIT goes right behind it.
      const answer = query(unsafe).then((result) => result);
      const [rows, ended] = await Promise.allSettled([answer, end('commit')]);
      if (rows.status === 'rejected') throw rows.reason;
      if (ended.status === 'rejected') throw ended.reason;
      return rows.value;
    });
  };
  // Listens on a connection of its own, which the driver brings back by itself.
  const listener = postgres(urls.app, { ...options, max: 1 });

  return {
    withTenant(tenantId, work) {
      if (!isUuid(tenantId)) return Promise.reject(new Error('withTenant needs a tenant id'));
      return timed('tenant', () => inTransaction(app, { name: 'app.tenant_id', value: tenantId }, work));
    },
    readTenant: (tenantId, query) => read(tenantId, (unsafe) => query(transactionOn({ unsafe }))),
    callRead<Row>(name: TenantRead, tenantId: string, parameters: readonly string[]): Promise<Row[]> {
      const places = parameters.map((_, index) => `, $${index + 2}`).join('');
      return timed('read', async () => {
        const rows = await readShared(`select * from ${name}($1${places})`, [tenantId, ...parameters]);
        return rows as Row[];
      });
    },
    withPlatform(reason, work) {
      const value = `platform: ${reason}`.replace(/[^\w :-]/g, ' ').slice(0, 60);
      return timed('platform', () => inTransaction(platform, { name: 'application_name', value }, work));
    },
    async listen(channel, onNotify) {
      const subscription = await listener.listen(channel, onNotify, () => onNotify(''));
      return () => subscription.unlisten();
    },
    async end() {
      await Promise.all([app.end(), platform.end(), listener.end({ timeout: END_SECONDS })]);
    },
  };
}
