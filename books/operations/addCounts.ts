import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { counterMinutes } from '../../db/operations/monitoringSchema.ts';

export type CounterName = (typeof counterMinutes.$inferSelect)['name'];

/** Adds what a process has counted to the counts of this minute, which all processes share. */
export async function addCounts(
  tx: Transaction,
  tenantId: string,
  counts: ReadonlyMap<CounterName, number>,
): Promise<void> {
  await tx
    .insert(counterMinutes)
    .values([...counts].map(([name, value]) => ({ tenantId, name, minute: sql`date_trunc('minute', now())`, value })))
    .onConflictDoUpdate({
      target: [counterMinutes.tenantId, counterMinutes.name, counterMinutes.minute],
      set: { value: sql`${counterMinutes.value} + excluded.value` },
    });
}
