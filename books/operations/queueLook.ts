import type { Transaction } from '../../db/database.ts';
import { outbox } from '../../db/operations/schema.ts';

/** Sends a look to a process: it reads the books. A cause is told once: the row it speaks of was written in this transaction. */
export async function queueLook(
  tx: Transaction,
  look: { tenantId: string; processId: string; causeId: string },
): Promise<void> {
  const { tenantId, processId, causeId } = look;
  await tx.insert(outbox).values({ tenantId, kind: 'look', subjectId: causeId, processId }).onConflictDoNothing();
}
