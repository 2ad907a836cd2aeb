import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { outbox } from '../../db/operations/schema.ts';

/** The start of a process is due again, also one that the engine had taken: its data may be lost. */
export async function startAgain(tx: Transaction, processId: string): Promise<void> {
  await tx
    .update(outbox)
    .set({ deliveredAt: null, dueAt: sql`now()` })
    .where(and(eq(outbox.kind, 'start'), eq(outbox.subjectId, processId)));
}

/** Decisions that were told to nobody yet are due now, of all tenants. For the platform's login. */
export async function decisionsAgain(tx: Transaction): Promise<void> {
  await tx
    .update(outbox)
    .set({ dueAt: sql`now()` })
    .where(and(eq(outbox.kind, 'decision'), isNull(outbox.deliveredAt)));
}

/** What the engine did not take is sent at once, with all its tries; false when there is no such row that waits. */
export async function sendAgain(tx: Transaction, outboxId: string): Promise<boolean> {
  const resent = await tx
    .update(outbox)
    .set({ attempts: 0, dueAt: sql`now()` })
    .where(and(eq(outbox.id, outboxId), isNull(outbox.deliveredAt)))
    .returning({ id: outbox.id });
  return resent.length > 0;
}
