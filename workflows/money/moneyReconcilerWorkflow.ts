import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { ReconcileActivities, Reconciled, ReconcilerInput } from './contract.ts';

const books = proxyActivities<Pick<ReconcileActivities, 'reconcileMoney'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
});

const stateQuery = defineQuery<{ step: string }>('state');

/**
 * Compares the vendor's list, the money commands and the ledger both ways. What fits is settled in the ledger; each thing
 * that can't be explained gets a process of its own that asks a person. KPI: unexplained = 0.
 */
export async function moneyReconcilerWorkflow(input: ReconcilerInput): Promise<Reconciled> {
  let step = 'comparing';
  setHandler(stateQuery, () => ({ step }));
  const result = await books.reconcileMoney(input);
  step = 'done';
  return result;
}
