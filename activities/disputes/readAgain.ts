import type Stripe from 'stripe';
import { type RunRow, usableFacts } from '../../db/disputes/runs.ts';
import type { ChargeFacts, CollectedFacts } from '../../domain/disputes/facts.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { chargeFacts } from '../../providers/stripe/records.ts';
import type { BillingClient } from '../../providers/zuora/client.ts';

/** Charge, credits and billing's payments as they are now, before money is sent: whatever was judged is judged again. */
export async function readAgain(
  { gateway, books }: { gateway: Stripe; books: BillingClient },
  run: RunRow,
  decision: { payee: string; currency: string },
): Promise<{ now: ChargeFacts; facts: CollectedFacts }> {
  const known = usableFacts(run);
  // Without the records that were judged nothing can be judged again.
  if (!known) throw new CodedError('CHARGE_CHANGED');
  const account = known.billing.customerId ?? run.customerId;
  const [now, credits, payments] = await Promise.all([
    gateway.charges
      .retrieve(decision.payee)
      .catch((error: unknown) => {
        throw stripeError(error);
      })
      .then(chargeFacts),
    books.creditsForCase(account, run.caseId, decision.currency),
    books.payments(account),
  ]);
  const others = known.payments.charges.filter((charge) => charge.chargeId !== now.chargeId);
  return {
    now,
    facts: {
      ...known,
      payments: { ...known.payments, charges: [now, ...others], readAt: new Date().toISOString() },
      billing: { ...known.billing, ...credits, payments },
    },
  };
}
