import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { outbox } from '../../db/operations/schema.ts';

/** The engine has been told: the outbox no longer sends it. */
export async function markDelivered(
  tx: Transaction,
  kind: (typeof outbox.$inferSelect)['kind'],
  subjectId: string,
): Promise<void> {
  await tx
    .update(outbox)
    .set({ deliveredAt: sql`now()` })
    .where(and(eq(outbox.kind, kind), eq(outbox.subjectId, subjectId)));
}
