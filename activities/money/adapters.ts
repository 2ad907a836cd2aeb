import type Stripe from 'stripe';
import { stripeRefusal } from '../../providers/stripe/errors.ts';
import { type BillingClient, type ExternalRefundRecord, ZuoraRefused } from '../../providers/zuora/client.ts';
import { MONEY_PROTOCOLS } from '../../temporal.config.ts';
import type { MoneyAdapter } from './advanceCommand.ts';

/** Request body of a Stripe refund; the business key lets the effect be found in the vendor's list. */
export interface RefundParameters {
  charge: string;
  amount: number;
  metadata: { business_key: string };
}

const FAILED_STATES = new Set(['failed', 'canceled']);

/** Refunds at Stripe: the vendor replays an answer for a key it knows; lookups go by List, never by Search. */
export function stripeRefundAdapter(stripe: Stripe): MoneyAdapter {
  return {
    protocol: MONEY_PROTOCOLS.stripe,
    async attempt(command) {
      try {
        const refund = await stripe.refunds.create(command.parameters as RefundParameters, {
          idempotencyKey: command.idempotencyKey,
        });
        return FAILED_STATES.has(refund.status ?? '')
          ? { kind: 'refused', code: 'refund_failed' }
          : { kind: 'applied', vendorId: refund.id };
      } catch (error) {
        const code = stripeRefusal(error);
        return code ? { kind: 'refused', code } : { kind: 'unknown' };
      }
    },
    async lookup(command) {
      const { charge } = command.parameters as RefundParameters;
      for await (const refund of stripe.refunds.list({ charge, limit: 100 })) {
        if (refund.metadata?.business_key === command.idempotencyKey && !FAILED_STATES.has(refund.status ?? ''))
          return refund.id;
      }
      return null;
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
    lookup: (command) =>
      billing.findRefund((command.parameters as ExternalRefundRecord).paymentId, command.idempotencyKey),
  };
}
