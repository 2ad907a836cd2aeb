import { sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { addCounts, type CounterName } from './addCounts.ts';

/** Counts of one process, written to the books every few seconds, so that alerts see all processes together. */
export interface Counters {
  /** Without a tenant it counts for the operator's own. */
  add(name: CounterName, tenantId?: string): void;
  end(): Promise<void>;
}

const FLUSH_MS = 5_000;

/** While the database is away the counts are kept, and its return is counted itself. */
export function createCounters(db: Database, operatorTenantId: string): Counters {
  let counts = new Map<string, Map<CounterName, number>>();
  let away = false;
  const add: Counters['add'] = (name, tenantId = operatorTenantId) => {
    const own = counts.get(tenantId) ?? new Map<CounterName, number>();
    counts.set(tenantId, own.set(name, (own.get(name) ?? 0) + 1));
  };

  const write = (tenantId: string, own: ReadonlyMap<CounterName, number>): Promise<void> =>
    db.withTenant(tenantId, (tx) => addCounts(tx, tenantId, own));
  async function flush(): Promise<void> {
    const taken = counts;
    counts = new Map();
    try {
      await db.withPlatform('counters', (tx) => tx.execute(sql`select 1`));
      if (away) add('database_lost');
      away = false;
    } catch {
      away = true;
    }
    for (const [tenantId, own] of taken)
      await (away ? Promise.reject(new Error('away')) : write(tenantId, own)).catch(() => {
        const kept = counts.get(tenantId) ?? new Map<CounterName, number>();
        for (const [name, value] of own) kept.set(name, (kept.get(name) ?? 0) + value);
        counts.set(tenantId, kept);
      });
  }
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(flush);
  }, FLUSH_MS);
  timer.unref();
  return {
    add,
    async end() {
      clearInterval(timer);
      await running.then(flush);
    },
  };
}
