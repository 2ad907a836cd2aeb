import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { webhookEvents } from '../../db/operations/schema.ts';

/** Takes what was kept about a refund; true when there was something. The caller acts on it in the same transaction. */
export async function takeKeptFailures(tx: Transaction, refundIds: string[]): Promise<boolean> {
  if (refundIds.length === 0) return false;
  const kept = and(
    eq(webhookEvents.provider, 'stripe'),
    inArray(webhookEvents.objectId, refundIds),
    isNull(webhookEvents.takenAt),
  );
  const taken = await tx
    .update(webhookEvents)
    .set({ takenAt: sql`now()` })
    .where(kept)
    .returning({ id: webhookEvents.id });
  return taken.length > 0;
}
