import type Stripe from 'stripe';
import { moveRun } from '../../books/disputes/moveRun.ts';
import { loadRun } from '../../db/disputes/runs.ts';
import type { PaymentFacts } from '../../domain/disputes/facts.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import type { DisputeActivities } from '../../workflows/disputes/contract.ts';
import { readCharges } from './readCharges.ts';
import type { CollectDeps } from './readVendor.ts';

export const fetchCharge =
  ({ db, stripe }: Pick<CollectDeps, 'db' | 'stripe'>): DisputeActivities['integrations']['fetchCharge'] =>
  async ({ tenantId, processId, chargeId }) => {
    const { client, mock } = await stripe(tenantId);
    let found: Stripe.Charge;
    try {
      found = await client.charges.retrieve(chargeId);
    } catch (error) {
      const mapped = stripeError(error);
      if (mapped.kind !== 'terminal') throw mapped;
      return;
    }
    const { charges, unreadable } = readCharges([found]);
    await db.withTenant(tenantId, async (tx) => {
      const known = (await loadRun(tx, processId)).paymentData as PaymentFacts;
      const others = known.charges.filter((charge) => charge.chargeId !== found.id);
      const [invalid] = unreadable;
      await moveRun(tx, processId, 'fetching_data', {
        // The case is about this charge: without it there is nothing to judge.
        paymentData: invalid ? { invalid, mock } : { ...known, charges: [...charges, ...others] },
      });
    });
  };
