import type Stripe from 'stripe';
import { isCurrency } from '../../domain/money/currencies.ts';
import { fromStripeUnits } from '../../domain/money/stripeUnits.ts';
import type { ToldPayment } from '../../domain/reconciliation/stripePayments.ts';
import { InvalidRecordError, type RecordName, readField } from '../invalidRecord.ts';

const named = (record: string): RecordName => ({ vendor: 'stripe', type: 'STRIPE_RECORD_INVALID', record });
const LATEST_SECONDS = 253_402_300_799;

function currencyOf(name: RecordName, code: string): string {
  const currency = String(code).toUpperCase();
  if (isCurrency(currency)) return currency;
  const reason = 'this is no ISO 4217 currency';
  throw new InvalidRecordError(name.vendor, name.type, {
    record: name.record,
    field: 'currency',
    rule: 'unknown_currency',
    reason,
  });
}
function instantOf(name: RecordName, field: string, seconds: unknown): Date {
  if (typeof seconds === 'number' && seconds > 0 && seconds <= LATEST_SECONDS) return new Date(seconds * 1000);
  throw new InvalidRecordError(name.vendor, name.type, {
    record: name.record,
    field,
    rule: 'not_an_instant',
    reason: 'this is no time',
  });
}
const minorOf = (name: RecordName, field: string, units: number, currency: string): number =>
  readField(name, field, () => fromStripeUnits(units, currency));
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const idOf = (given: string | { id: string } | null | undefined): string | null =>
  typeof given === 'string' ? given : (given?.id ?? null);

/** Names under which a shop says which invoice a charge pays. */
const HINTS = ['invoiceid', 'invoice_id', 'invoice', 'invoice_number', 'order_id'];

function hintOf(charge: Stripe.Charge): string | null {
  const entries = Object.entries(charge.metadata ?? {});
  const found = entries.find(([name]) => HINTS.includes(name.toLowerCase()));
  return found?.[1]?.slice(0, 100) ?? null;
}

function settledOf(name: RecordName, given: Stripe.Charge['balance_transaction']): ToldPayment['settled'] {
  if (!given || typeof given === 'string') return null;
  const currency = currencyOf(name, given.currency);
  return {
    currency,
    feeMinor: minorOf(name, 'fee', given.fee, currency),
    netMinor: minorOf(name, 'net', given.net, currency),
    id: given.id,
  };
}

/** One that is only authorised has brought nothing yet; a state that Stripe adds later is taken for one that is not decided. */
function statusOf({ status, captured }: Stripe.Charge): ToldPayment['status'] {
  if (status === 'failed') return 'failed';
  return (status === 'succeeded' || status === undefined) && captured ? 'succeeded' : 'pending';
}

/** A charge of a connected account. Throws InvalidRecordError. */
export function chargePayment(charge: Stripe.Charge): ToldPayment {
  const name = named(`Stripe charge ${charge.id}`);
  const currency = currencyOf(name, charge.currency);
  return {
    stripeId: charge.id,
    paymentIntent: idOf(charge.payment_intent),
    status: statusOf(charge),
    currency,
    amountMinor: minorOf(name, 'amount', charge.amount, currency),
    refundedMinor: minorOf(name, 'amount_refunded', charge.amount_refunded, currency),
    disputed: charge.disputed,
    settled: settledOf(name, charge.balance_transaction),
    payer: charge.billing_details?.name ?? null,
    email: charge.billing_details?.email ?? charge.receipt_email ?? null,
    description: charge.description?.slice(0, 500) ?? null,
    invoiceHint: hintOf(charge),
    paidAt: instantOf(name, 'created', charge.created),
  };
}

export interface PayoutFacts {
  stripeId: string;
  status: string;
  currency: string;
  amountMinor: number;
  arrivesOn: string;
  automatic: boolean;
  statementDescriptor: string | null;
  traceId: string | null;
  madeAt: Date;
}

/** A payout of a connected account. Throws InvalidRecordError. */
export function payoutFacts(payout: Stripe.Payout): PayoutFacts {
  const name = named(`Stripe payout ${payout.id}`);
  const currency = currencyOf(name, payout.currency);
  return {
    stripeId: payout.id,
    status: payout.status,
    currency,
    amountMinor: minorOf(name, 'amount', payout.amount, currency),
    arrivesOn: dayOf(instantOf(name, 'arrival_date', payout.arrival_date)),
    automatic: payout.automatic,
    statementDescriptor: payout.statement_descriptor?.slice(0, 100) ?? null,
    traceId: payout.trace_id?.value?.slice(0, 100) ?? null,
    madeAt: instantOf(name, 'created', payout.created),
  };
}

export interface MoveFacts {
  stripeId: string;
  type: string;
  currency: string;
  amountMinor: number;
  feeMinor: number;
  netMinor: number;
  sourceId: string | null;
  madeAt: Date;
  availableOn: string;
}

/** A move of a connected account's balance; signed. Throws InvalidRecordError. */
export function moveFacts(move: Stripe.BalanceTransaction): MoveFacts {
  const name = named(`Stripe balance transaction ${move.id}`);
  const currency = currencyOf(name, move.currency);
  const minor = (field: string, units: number) => minorOf(name, field, units, currency);
  return {
    stripeId: move.id,
    type: move.type,
    currency,
    amountMinor: minor('amount', move.amount),
    feeMinor: minor('fee', move.fee),
    netMinor: minor('net', move.net),
    sourceId: idOf(move.source as string | { id: string } | null),
    madeAt: instantOf(name, 'created', move.created),
    availableOn: dayOf(instantOf(name, 'available_on', move.available_on)),
  };
}

/** Reads records one by one; one that breaks a rule, or has another shape than the SDK says, is named by its id and hides no other. */
export function readEach<Given extends { id: string }, Facts>(
  records: readonly Given[],
  read: (record: Given) => Facts,
) {
  const facts: Facts[] = [];
  const unreadable: string[] = [];
  for (const record of records) {
    try {
      facts.push(read(record));
    } catch (error) {
      if (!(error instanceof InvalidRecordError || error instanceof TypeError)) throw error;
      unreadable.push(record.id);
    }
  }
  return { facts, unreadable };
}
