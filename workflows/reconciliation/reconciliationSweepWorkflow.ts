import { defineQuery, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { RETRY } from '../../temporal.config.ts';
import { asJob } from '../operations/asJob.ts';
import type { ReconciliationActivities } from './matching/contract.ts';

const books = proxyLocalActivities<Pick<ReconciliationActivities, 'startReconciliation'>>(RETRY.db);
const stateQuery = defineQuery<{ started: number }>('state');

/** Starts the matching of a tenant's payments where something is open: dates go by, and what waits may fit now. */
export async function reconciliationSweepWorkflow({ tenantId }: { tenantId: string }): Promise<{ started: number }> {
  const counts = { started: 0 };
  setHandler(stateQuery, () => counts);
  return asJob(tenantId, 'reconciliation', async () => {
    Object.assign(counts, await books.startReconciliation({ tenantId }));
    return counts;
  });
}
