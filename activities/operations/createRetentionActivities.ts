import { type Name, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { RETENTION } from '../../db/retention.ts';

const BATCH = 5_000;

export function createRetentionActivities({ db }: { db: Database }) {
  async function deleteAll(tenantId: string, from: Name, when: SQL): Promise<number> {
    let all = 0;
    for (let deleted = BATCH; deleted === BATCH; all += deleted) {
      const result = await db.withTenant(tenantId, (tx) =>
        tx.execute(
          sql`delete from ${from} where ctid = any (array (select ctid from ${from} where ${when} limit ${BATCH}))`,
        ),
      );
      deleted = result.count;
    }
    return all;
  }

  return {
    /** Deletes in batches, so that no lock is held long; returns rows deleted by table. */
    async purgeExpired({ tenantId }: { tenantId: string }): Promise<Record<string, number>> {
      const purged: Record<string, number> = {};
      for (const { table, when, sets, platform } of RETENTION) {
        const from = sql.identifier(table);
        if (platform) await db.withPlatform('retention', (tx) => tx.execute(sql`delete from ${from} where ${when}`));
        else if (sets) {
          const changed = await db.withTenant(tenantId, (tx) =>
            tx.execute(sql`update ${from} set ${sets.values} where ${when}`),
          );
          purged[sets.as] = changed.count;
        } else purged[table] = await deleteAll(tenantId, from, when);
      }
      await db.withTenant(tenantId, (tx) =>
        appendEvent(tx, { type: 'data_purged', actor: 'workflow', subject: `tenant:${tenantId}`, data: purged }),
      );
      return purged;
    },
  };
}
