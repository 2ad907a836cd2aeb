import type Stripe from 'stripe';
import { refundsStanding } from '../../db/disputes/runs.ts';
import { MAXIMUM_AGE_DAYS } from '../../domain/disputes/chargeSelection.ts';
import { crmIdForms } from '../../domain/disputes/crmId.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { DisputeActivities } from '../../workflows/disputes/contract.ts';
import { withoutFailed } from './failedRefunds.ts';
import { readCharges } from './readCharges.ts';
import { type CollectDeps, readVendor } from './readVendor.ts';

// A customer with more charges in half a year is no card holder; a list that is cut would make a choice a guess.
const MAXIMUM_CHARGES = 5_000;
const DAY_MS = 86_400_000;

/** Every charge of the customer young enough to be paid back unasked, over all pages and all forms of its id. */
async function listCharges(client: Stripe, customerId: string, now: number): Promise<Stripe.Charge[]> {
  const created = { gte: Math.floor((now - (MAXIMUM_AGE_DAYS + 1) * DAY_MS) / 1000) };
  const found: Stripe.Charge[] = [];
  for (const customer of crmIdForms(customerId))
    for await (const charge of client.charges.list({ customer, created, limit: 100 })) {
      found.push(charge);
      if (found.length > MAXIMUM_CHARGES) throw new VendorError('stripe', 'STRIPE_LIST_TOO_LONG', 'terminal');
    }
  return found;
}

export const fetchPayments =
  ({ db, stripe }: Pick<CollectDeps, 'db' | 'stripe'>): DisputeActivities['integrations']['fetchPayments'] =>
  async (wanted) => {
    const { client, mock, account } = await stripe(wanted.tenantId);
    await readVendor(db, wanted, { column: 'paymentData', mock, account }, async () => {
      // What is left of the case to pay back is judged next, so a refund that came back must not count.
      const earlier = await db.withTenant(wanted.tenantId, (tx) => refundsStanding(tx, wanted.processId));
      await withoutFailed(db, client, wanted, earlier);
      const now = Date.now();
      try {
        const listed = await listCharges(client, wanted.customerId, now);
        return { ...readCharges(listed), readAt: new Date(now).toISOString(), mock };
      } catch (error) {
        throw stripeError(error);
      }
    });
  };
