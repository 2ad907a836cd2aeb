import { type SQL, sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** One open transaction; queries of an activity or a route live where they are needed and take this. */
export type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/** The two doors to the books. There is no other way to run a query. */
export interface Database {
  /** Runs `work` in a transaction that sees and writes rows of this tenant only. */
  withTenant<Result>(tenantId: string, work: (tx: Transaction) => Promise<Result>): Promise<Result>;
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

/** Not awaited before the work, so that the setting travels in the same round trip as the first query. */
async function withSetting<Result>(
  tx: Transaction,
  setting: SQL,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const set = tx.execute(setting).then(() => undefined);
  set.catch(() => undefined);
  const result = await work(tx);
  await set;
  return result;
}

/** Opens the two pools. Slots of activities and pool sizes are set together in temporal.config.ts and cli/configuration.ts. */
export function openDatabase(urls: { app: string; platform: string }, poolMax: number): Database {
  const options = { onnotice: () => undefined, connect_timeout: 5, idle_timeout: 60 } as const;
  const appClient = postgres(urls.app, { ...options, max: poolMax });
  const platformClient = postgres(urls.platform, { ...options, max: 3 });
  const app = drizzle(appClient);
  const platform = drizzle(platformClient);

  return {
    withTenant(tenantId, work) {
      if (!isUuid(tenantId)) return Promise.reject(new Error('withTenant needs a tenant id'));
      // Local to this transaction: a session-level setting would survive COMMIT and leak to the pool's next user.
      return app.transaction((tx) => withSetting(tx, sql`select set_config('app.tenant_id', ${tenantId}, true)`, work));
    },
    withPlatform(reason, work) {
      return platform.transaction((tx) =>
        withSetting(tx, sql`select set_config('application_name', ${`platform: ${reason}`.slice(0, 60)}, true)`, work),
      );
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
