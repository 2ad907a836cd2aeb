import type { Transaction } from '../../db/database.ts';
import type { RunScope } from '../../workflows/disputes/contract.ts';
import { appendEvent } from '../events.ts';
import { moveRun } from './moveRun.ts';

/** Where the run keeps what each vendor said. */
export type RecordColumn = 'crmData' | 'billingData' | 'paymentData';

/** Keeps what a vendor said of the case: facts, or why its record can't be used (`invalid`). */
export async function keepRecord(tx: Transaction, scope: RunScope, column: RecordColumn, facts: object): Promise<void> {
  await moveRun(tx, scope.processId, 'fetching_data', { [column]: facts });
  await appendEvent(tx, {
    type: 'dispute_data_fetched',
    actor: 'workflow',
    subject: `process:${scope.processId}`,
    data: { source: column, ...('invalid' in facts ? { invalid: facts.invalid } : {}) },
    requestId: scope.requestId,
  });
}
