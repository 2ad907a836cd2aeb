import { appendEvent } from '../../books/events.ts';
import { purgeRows } from '../../books/operations/purgeRows.ts';
import type { Database } from '../../db/database.ts';
import { RETENTION } from '../../db/retention.ts';
import type { RetentionRule } from '../../db/slice.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';

const BATCH = 5_000;

async function deleteAll(db: Database, tenantId: string, rule: RetentionRule): Promise<number> {
  let all = 0;
  for (let deleted = BATCH; deleted === BATCH; all += deleted)
    deleted = await db.withTenant(tenantId, (tx) => purgeRows(tx, rule, BATCH));
  return all;
}

/** Deletes in batches, so that no lock is held long; returns rows deleted by table. */
export const purgeExpired =
  ({ db }: { db: Database }): OperationsActivities['purgeExpired'] =>
  async ({ tenantId }) => {
    const purged: Record<string, number> = {};
    for (const rule of RETENTION) {
      const { table, sets, platform } = rule;
      if (platform) await db.withPlatform('retention', (tx) => purgeRows(tx, rule, BATCH));
      else if (sets) purged[sets.as] = await db.withTenant(tenantId, (tx) => purgeRows(tx, rule, BATCH));
      else purged[table] = await deleteAll(db, tenantId, rule);
    }
    await db.withTenant(tenantId, (tx) =>
      appendEvent(tx, { type: 'data_purged', actor: 'workflow', subject: `tenant:${tenantId}`, data: purged }),
    );
    return purged;
  };
