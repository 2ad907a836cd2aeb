import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import type { CrmFacts } from '../../domain/disputes/facts.ts';
import { nameDispute } from '../../domain/disputes/naming.ts';
import type { RunScope } from '../../workflows/disputes/contract.ts';
import { appendEvent } from '../events.ts';
import { renameProcess } from '../operations/renameProcess.ts';
import { moveRun } from './moveRun.ts';

/** Where the run keeps what each vendor said. */
export type RecordColumn = 'crmData' | 'billingData' | 'paymentData';

/** From the case on a run is called by its customer and amount. */
async function nameRun(tx: Transaction, processId: string, facts: Partial<CrmFacts>): Promise<void> {
  const [run] = await tx
    .select({ caseId: workflowStates.caseId, customerId: workflowStates.customerId })
    .from(workflowStates)
    .where(eq(workflowStates.processId, processId));
  if (run) await renameProcess(tx, processId, nameDispute({ ...run, disputed: facts.dispute ?? null, proposed: null }));
}

/** Keeps what a vendor said of the case: facts, or why its record can't be used (`invalid`). */
export async function keepRecord(tx: Transaction, scope: RunScope, column: RecordColumn, facts: object): Promise<void> {
  await moveRun(tx, scope.processId, 'fetching_data', { [column]: facts });
  if (column === 'crmData') await nameRun(tx, scope.processId, facts);
  await appendEvent(tx, {
    type: 'dispute_data_fetched',
    actor: 'workflow',
    subject: `process:${scope.processId}`,
    data: { source: column, ...('invalid' in facts ? { invalid: facts.invalid } : {}) },
    requestId: scope.requestId,
  });
}
