import type Stripe from 'stripe';
import { type ProvedOutcome, REFUND_FAILED } from '../../domain/money/command.ts';
import { stripeRefusal } from '../../providers/stripe/errors.ts';
import { hasFailed } from '../../providers/stripe/records.ts';
import { ZuoraRefused } from '../../providers/zuora/caller.ts';
import type { BillingClient, ExternalRefundRecord } from '../../providers/zuora/client.ts';
import { MONEY_PROTOCOLS } from '../../temporal.config.ts';
import type { MoneyAdapter } from './advanceCommand.ts';

/** Request body of a Stripe refund in the vendor's own units; the business key lets the effect be found in its list. */
export interface RefundParameters {
  charge: string;
  amount: number;
  metadata: { business_key: string };
}

/** What a refund that was found or answered means for its command. */
const outcomeOf = (refund: Stripe.Refund): ProvedOutcome =>
  hasFailed(refund)
    ? { kind: 'refused', code: REFUND_FAILED, vendorId: refund.id }
    : { kind: 'applied', vendorId: refund.id };

/** Refunds at Stripe: the vendor replays an answer for a key it knows; lookups go by List, never by Search. */
export function stripeRefundAdapter(stripe: Stripe): MoneyAdapter {
  return {
    protocol: MONEY_PROTOCOLS.stripe,
    async attempt(command) {
      try {
        const refund = await stripe.refunds.create(command.parameters as RefundParameters, {
          idempotencyKey: command.idempotencyKey,
        });
        // A replayed answer is as old as the first call: what became of the refund since is read from the refund.
        const replayed = refund.lastResponse.headers['idempotent-replayed'] === 'true';
        return outcomeOf(replayed ? await stripe.refunds.retrieve(refund.id) : refund);
      } catch (error) {
        const code = stripeRefusal(error);
        return code ? { kind: 'refused', code } : { kind: 'unknown' };
      }
    },
    async lookup(command) {
      const { charge } = command.parameters as RefundParameters;
      let failed: ProvedOutcome | null = null;
      for await (const refund of stripe.refunds.list({ charge, limit: 100 })) {
        if (refund.metadata?.business_key !== command.idempotencyKey) continue;
        const outcome = outcomeOf(refund);
        if (outcome.kind === 'applied') return outcome;
        failed = outcome;
      }
      return failed;
    },
  };
}

/** The record of a refund in billing: an external refund, so no second money moves. */
export function zuoraRefundAdapter(billing: BillingClient): MoneyAdapter {
  return {
    protocol: MONEY_PROTOCOLS.zuora,
    async attempt(command) {
      try {
        return {
          kind: 'applied',
          vendorId: await billing.recordExternalRefund(
            command.parameters as ExternalRefundRecord,
            command.idempotencyKey,
          ),
        };
      } catch (error) {
        return error instanceof ZuoraRefused ? { kind: 'refused', code: error.code } : { kind: 'unknown' };
      }
    },
    async lookup(command) {
      const { paymentId } = command.parameters as ExternalRefundRecord;
      const vendorId = await billing.findRefund(paymentId, command.idempotencyKey);
      return vendorId ? { kind: 'applied', vendorId } : null;
    },
  };
}
