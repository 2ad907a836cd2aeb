import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { outbox, processes } from '../../db/operations/schema.ts';
import type { ReconciliationCounts } from '../../workflows/reconciliation/matching/contract.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';

/** How often a run was told to look. Whoever brings something tells it in the same transaction, so a count says what was read. */
export const looksOf = (tx: Transaction, processId: string): Promise<number> =>
  tx.$count(outbox, and(eq(outbox.processId, processId), eq(outbox.kind, 'look')));

/**
 * Ends a run with its one event, where it came to something; the same again changes nothing. True: something came meanwhile, and
 * the run goes on.
 */
export async function endReconciliation(
  tx: Transaction,
  ended: { tenantId: string; processId: string; counts: ReconciliationCounts; looks: number; failed: boolean },
): Promise<{ again: boolean }> {
  const { tenantId, processId, counts, looks, failed } = ended;
  const [run] = await tx.select().from(processes).where(eq(processes.id, processId)).for('update');
  if (run?.status !== 'open') return { again: false };
  if (!failed && (await looksOf(tx, processId)) > looks) return { again: true };
  await closeProcess(tx, processId);
  if (counts.matched + counts.waiting > 0)
    await appendEvent(tx, {
      type: 'reconciliation_ended',
      actor: 'workflow',
      subject: `tenant:${tenantId}`,
      data: { processId, ...counts },
    });
  return { again: false };
}
