import type Stripe from 'stripe';
import type { ChargeFacts } from '../../domain/disputes/facts.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { fromStripeUnits } from '../../domain/money/stripeUnits.ts';
import { InvalidRecordError, type RecordName, readField } from '../invalidRecord.ts';

const named = (record: string): RecordName => ({ vendor: 'stripe', type: 'STRIPE_RECORD_INVALID', record });

const broken = (name: RecordName, field: string, rule: string, reason: string) =>
  new InvalidRecordError(name.vendor, name.type, { record: name.record, field, rule, reason });

function currencyOf(name: RecordName, code: string): string {
  const currency = String(code).toUpperCase();
  if (isCurrency(currency)) return currency;
  throw broken(name, 'currency', 'unknown_currency', 'this is no ISO 4217 currency');
}

/** Instants after this are none that a vendor's clock shows. */
const LATEST_SECONDS = 253_402_300_799;

/** Seconds since the epoch as a vendor gives them, in ms. */
function instantMs(name: RecordName, field: string, seconds: unknown): number {
  if (typeof seconds === 'number' && seconds > 0 && seconds <= LATEST_SECONDS) return seconds * 1000;
  throw broken(name, field, 'not_an_instant', 'this is no time');
}

function notNegative(name: RecordName, field: string, amountMinor: number): number {
  if (amountMinor >= 0) return amountMinor;
  throw broken(name, field, 'negative', 'the amount is below zero');
}

/** A charge in our words, amounts in ISO minor units. Throws InvalidRecordError. */
export function chargeFacts(charge: Stripe.Charge): ChargeFacts {
  const name = named(`Stripe charge ${charge.id}`);
  const currency = currencyOf(name, charge.currency);
  const amount = (field: 'amount' | 'amount_refunded' | 'amount_captured', value: number) =>
    notNegative(
      name,
      field,
      readField(name, field, () => fromStripeUnits(value, currency)),
    );
  return {
    chargeId: charge.id,
    customerId: typeof charge.customer === 'string' ? charge.customer : (charge.customer?.id ?? null),
    amountMinor: amount('amount', charge.amount),
    capturedMinor: charge.captured ? amount('amount_captured', charge.amount_captured ?? charge.amount) : 0,
    refundedMinor: amount('amount_refunded', charge.amount_refunded),
    currency,
    createdAt: new Date(instantMs(name, 'created', charge.created)).toISOString(),
    disputed: charge.disputed,
    captured: charge.captured,
    status: charge.status ?? 'succeeded',
  };
}

export interface RefundFacts {
  refundId: string;
  chargeId: string | null;
  /** ISO minor units. */
  amountMinor: number;
  currency: string;
  createdAtMs: number;
  /** The key of the command that made it; null for a refund made by hand. */
  businessKey: string | null;
  state: 'open' | 'succeeded' | 'failed';
}

const FAILED_STATES = new Set(['failed', 'canceled']);

/** True when the vendor says that the money did not reach the customer; such a refund never becomes good again. */
export const hasFailed = (refund: Pick<Stripe.Refund, 'status'>): boolean => FAILED_STATES.has(refund.status ?? '');

/** A refund in our words, wherever it was read: answer, list, lookup or event. Throws InvalidRecordError. */
export function refundFacts(refund: Stripe.Refund): RefundFacts {
  const name = named(`Stripe refund ${refund.id}`);
  const currency = currencyOf(name, refund.currency);
  return {
    refundId: refund.id,
    chargeId: typeof refund.charge === 'string' ? refund.charge : (refund.charge?.id ?? null),
    amountMinor: notNegative(
      name,
      'amount',
      readField(name, 'amount', () => fromStripeUnits(refund.amount, currency)),
    ),
    currency,
    createdAtMs: instantMs(name, 'created', refund.created),
    businessKey: refund.metadata?.business_key ?? null,
    state: hasFailed(refund) ? 'failed' : refund.status === 'succeeded' ? 'succeeded' : 'open',
  };
}
