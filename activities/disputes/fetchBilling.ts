import { crmIdForms } from '../../domain/disputes/crmId.ts';
import type { BillingFacts } from '../../domain/disputes/facts.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { BillingClient } from '../../providers/zuora/client.ts';
import type { DisputeActivities, Wanted } from '../../workflows/disputes/contract.ts';
import { type CollectDeps, readVendor } from './readVendor.ts';

/** The account under whichever form of the customer's id billing has it. */
async function fetchAccount(billing: BillingClient, { customerId, caseId }: Wanted): Promise<BillingFacts> {
  let missing: unknown;
  for (const form of crmIdForms(customerId)) {
    try {
      return await billing.fetchCustomer(form, caseId);
    } catch (error) {
      if (!(error instanceof VendorError) || error.type !== 'BILLING_CUSTOMER_NOT_FOUND') throw error;
      missing = error;
    }
  }
  throw missing;
}

export const fetchBilling =
  ({ db, billing }: Pick<CollectDeps, 'db' | 'billing'>): DisputeActivities['integrations']['fetchBilling'] =>
  async (wanted) => {
    const client = await billing(wanted.tenantId);
    const { mock, account } = client;
    await readVendor(db, wanted, { column: 'billingData', mock, account }, () => fetchAccount(client, wanted));
  };
