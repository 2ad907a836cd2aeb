import { drizzle } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';

type Reserved = Awaited<ReturnType<Sql['reserve']>>;
export interface Pool {
  /**
   * A connection to oneself. `lost` says that it is gone: then the next transaction gets a fresh client. `watch` calls back
   * when the connection of this number closes, until the function that it returns is called.
   */
  reserve(): Promise<Reservation>;
  end(): Promise<void>;
}

interface Reservation {
  connection: Reserved;
  lost(error: unknown): void;
  watch(connectionNumber: number, onClosed: (error: unknown) => void): () => void;
}

export const END_SECONDS = 5;
const LOST_CONNECTION = /^(CONNECTION|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT)/;

/** Whether the connection is gone with this error, and not only a statement refused. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof postgres.PostgresError) return error.severity === 'FATAL' || error.severity_local === 'FATAL';
  return typeof error === 'object' && error !== null && 'code' in error && LOST_CONNECTION.test(String(error.code));
}

/** Whether this is the driver's own question about array types, asked on each new connection and lost with it. */
export const isLostTypeQuestion = (error: unknown): boolean =>
  isConnectionLost(error) &&
  typeof error === 'object' &&
  error !== null &&
  'query' in error &&
  String(error.query).includes('pg_catalog.pg_type');

/** One client of the driver, who waits for a connection of it, and what runs on which. */
interface Client {
  sql: Sql;
  waiting: Set<(error: unknown) => void>;
  running: Map<number, (error: unknown) => void>;
}

const closedError = () => Object.assign(new Error('the connection closed'), { code: 'CONNECTION_CLOSED' });
const isClosed = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'CONNECTION_CLOSED';

/** A pool that is replaced when it loses a connection: one that broke in the middle of a write can't be used again. */
export function createPool(url: string, options: postgres.Options<Record<string, never>>): Pool {
  const open = (): Client => {
    const opened: Client = { sql: postgres(url, { ...options, onclose }), waiting: new Set(), running: new Map() };
    // The driver (3.4) forgets whoever it should tell: a statement that is sent between an error of the socket and its close
    // is never answered, and a reservation whose connection closes during the driver's question about types never comes.
    function onclose(connectionNumber: number): void {
      opened.running.get(connectionNumber)?.(closedError());
      if (opened.waiting.size > 0) lost(opened, closedError());
    }
    // Also tells the driver to leave dates to drizzle.
    drizzle(opened.sql);
    return opened;
  };
  let client = open();
  const lost = (broken: Client, error: unknown): void => {
    if (broken !== client) return;
    client = open();
    broken.sql.end({ timeout: END_SECONDS }).catch(() => undefined);
    for (const fail of broken.waiting) fail(error);
    broken.waiting.clear();
  };
  // The driver (3.4) leaves a reservation that failed in its queue, and would hand it a connection later that nobody
  // gives back. So a client that fails one is given up, with all who wait for it.
  const reserveOn = (mine: Client): Promise<Reservation> =>
    new Promise((resolve, reject) => {
      let failed = false;
      const fail = (error: unknown) => {
        failed = true;
        reject(error);
      };
      mine.waiting.add(fail);
      mine.sql.reserve().then(
        (connection) => {
          mine.waiting.delete(fail);
          if (failed) connection.release();
          else
            resolve({
              connection,
              lost: (error) => lost(mine, error),
              watch(connectionNumber, onClosed) {
                mine.running.set(connectionNumber, onClosed);
                return () => void mine.running.delete(connectionNumber);
              },
            });
        },
        (error: unknown) => {
          mine.waiting.delete(fail);
          fail(error);
          lost(mine, error);
        },
      );
    });
  return {
    // Nothing has been sent while one waits, so it may wait once more.
    reserve: () =>
      reserveOn(client).catch((error: unknown) => {
        if (!isClosed(error)) throw error;
        return reserveOn(client);
      }),
    end: () => client.sql.end({ timeout: END_SECONDS }),
  };
}
