import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { reconciliationItems } from '../../db/money/schema.ts';
import type { UnexplainedInput } from '../../workflows/money/contract.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';

/** Ends an alarm of the reconciler. Every item of it is explained by the one answer; without an answer none is. */
export async function explainMoney(tx: Transaction, input: UnexplainedInput & { explained: boolean }): Promise<void> {
  const { processId, itemId, explained } = input;
  if (explained)
    await tx
      .update(reconciliationItems)
      .set({ explainedAt: sql`now()` })
      .where(eq(reconciliationItems.processId, processId));
  await closeProcess(tx, processId);
  await appendEvent(tx, {
    type: 'money_explained',
    actor: 'workflow',
    subject: `reconciliation:${itemId}`,
    data: { explained },
  });
}
