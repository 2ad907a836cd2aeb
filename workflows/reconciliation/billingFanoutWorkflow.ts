import { defineQuery, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { RETRY } from '../../temporal.config.ts';
import { asJob } from '../operations/asJob.ts';
import type { BillingActivities } from './contract.ts';

const books = proxyLocalActivities<BillingActivities>(RETRY.db);
const stateQuery = defineQuery<{ started: number }>('state');

/** Starts a reading of every WHMCS instance and Stripe account that is due. */
export async function billingFanoutWorkflow({ tenantId }: { tenantId: string }): Promise<{ started: number }> {
  const counts = { started: 0 };
  setHandler(stateQuery, () => counts);
  return asJob(tenantId, 'sync-fanout-billing', async () => {
    Object.assign(counts, await books.startBillingSyncs({ tenantId }));
    return counts;
  });
}
