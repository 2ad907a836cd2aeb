import type { Request, Response, Router } from 'express';
import type Stripe from 'stripe';
import { stripeStepMinor, toStripeUnits } from '../../domain/money/stripeUnits.ts';
import type { SandboxStore } from '../store.ts';
import type { SandboxCharge, SandboxRefund } from './stripe.ts';
import { type ListAnswer, listPage } from './stripeLists.ts';

const DAY_SECONDS = 86_400;

/** Paths whose requests are logged and may fail. */
export const EDGED = ['account', 'charges', 'refunds', 'events', 'payouts', 'disputes', 'balance_transactions'].map(
  (name) => `/v1/${name}`,
);

/** Smallest step the vendor takes, in its own units: whole amounts of ISK and UGX, a last digit 0 of thousandths. */
export function stepUnits(currency: string): number {
  const units = toStripeUnits(stripeStepMinor(currency), currency);
  return ['ISK', 'UGX'].includes(currency) || stripeStepMinor(currency) === 10 ? units : 1;
}

/** A payout put through the control door: what it pays, by the ids of charges, refunds and disputes. */
interface SandboxPayout {
  id: string;
  sources: string[];
  currency?: string;
  status?: string;
  created?: number;
  arrival_date?: number;
  automatic?: boolean;
  /** What it says it pays; without it, what its sources come to. */
  amount?: number;
  statement_descriptor?: string | null;
}
interface SandboxDispute {
  id: string;
  charge: string;
  amount?: number;
  currency?: string;
  status?: string;
  created?: number;
}
export interface BalanceTransaction {
  id: string;
  object: 'balance_transaction';
  amount: number;
  available_on: number;
  created: number;
  currency: string;
  description: null;
  exchange_rate: null;
  fee: number;
  fee_details: object[];
  net: number;
  reporting_category: string;
  source: string;
  status: string;
  type: string;
}

function transaction(
  source: string,
  type: string,
  money: { amount: number; fee: number; currency: string; created: number },
): BalanceTransaction {
  const { amount, fee, currency, created } = money;
  const fees = fee ? [{ amount: fee, application: null, currency, description: 'fee', type: 'stripe_fee' }] : [];
  return {
    id: `txn_${source}`,
    object: 'balance_transaction',
    amount,
    available_on: created + 2 * DAY_SECONDS,
    created,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fees,
    net: amount - fee,
    reporting_category: type,
    source,
    status: 'available',
    type,
  };
}

/** What a charge moved: its amount less 2.9 % and 30; nothing while it has not succeeded. */
export function chargeTransaction(charge: SandboxCharge): BalanceTransaction | null {
  if ((charge.status ?? 'succeeded') !== 'succeeded' || !charge.captured) return null;
  const fee = Math.round(charge.amount * 0.029) + 30;
  return transaction(charge.id, 'charge', { ...charge, fee });
}

/** A charge with what it moved in its place, where that is asked for. */
export const withTransaction = (request: Request, charge: SandboxCharge, shown: Stripe.Charge): Stripe.Charge =>
  JSON.stringify(request.query).includes('balance_transaction')
    ? ({ ...shown, balance_transaction: chargeTransaction(charge) } as Stripe.Charge)
    : shown;

const disputesOf = (store: SandboxStore) => store.list<SandboxDispute>('stripe', 'dispute');

/** All that moved the balance of an account, but its payouts. */
function moves(store: SandboxStore): BalanceTransaction[] {
  const charges = store.list<SandboxCharge>('stripe', 'charge').flatMap((charge) => chargeTransaction(charge) ?? []);
  const refunds = store
    .list<SandboxRefund>('stripe', 'refund')
    .map((one) => transaction(one.id, 'refund', { ...one, amount: -one.amount, fee: 0 }));
  const disputes = disputesOf(store).map((one) => {
    const shown = disputeJson(store, one);
    return transaction(one.id, 'adjustment', { ...shown, amount: -shown.amount, fee: 1_500 });
  });
  return [...charges, ...refunds, ...disputes];
}

function payoutJson(store: SandboxStore, payout: SandboxPayout) {
  const own = moves(store).filter((move) => payout.sources.includes(move.source));
  const created = payout.created ?? Math.floor(store.now() / 1000) - DAY_SECONDS;
  return {
    id: payout.id,
    object: 'payout' as const,
    amount: payout.amount ?? own.reduce((sum, move) => sum + move.net, 0),
    arrival_date: payout.arrival_date ?? created + DAY_SECONDS,
    automatic: payout.automatic ?? true,
    balance_transaction: `txn_${payout.id}`,
    created,
    currency: (payout.currency ?? own[0]?.currency ?? 'usd').toLowerCase(),
    description: null,
    destination: 'ba_1',
    failure_code: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    source_type: 'card',
    statement_descriptor: payout.statement_descriptor ?? null,
    status: payout.status ?? 'paid',
    trace_id: null,
    type: 'bank_account',
  };
}

function disputeJson(store: SandboxStore, dispute: SandboxDispute) {
  const charge = store.get<SandboxCharge>('stripe', 'charge', dispute.charge);
  return {
    id: dispute.id,
    object: 'dispute' as const,
    amount: dispute.amount ?? charge?.amount ?? 0,
    charge: dispute.charge,
    created: dispute.created ?? Math.floor(store.now() / 1000),
    currency: dispute.currency ?? charge?.currency ?? 'usd',
    reason: 'general',
    status: dispute.status ?? 'needs_response',
    livemode: false,
    metadata: {},
  };
}

/** Moves of a payout, with its own; of all without one. */
function transactionsAskedFor(store: SandboxStore, request: Request): BalanceTransaction[] {
  const payouts = store.list<SandboxPayout>('stripe', 'payout');
  const out = payouts.map((payout) => {
    const shown = payoutJson(store, payout);
    return transaction(payout.id, 'payout', { ...shown, amount: -shown.amount, fee: 0 });
  });
  const wanted = request.query.payout;
  if (wanted === undefined) return [...moves(store), ...out];
  const sources = [...(payouts.find(({ id }) => id === wanted)?.sources ?? []), String(wanted)];
  return [...moves(store), ...out].filter(({ source }) => sources.includes(source));
}

/** Payouts, disputes and what moved the balance of a Stripe account. */
export function addBalanceRoutes(
  router: Router,
  store: SandboxStore,
  sendList: (response: Response, answer: ListAnswer) => void,
): void {
  router.get('/v1/payouts', (request, response) => {
    const payouts = store.list<SandboxPayout>('stripe', 'payout').map((payout) => payoutJson(store, payout));
    sendList(
      response,
      listPage(request, payouts, (payout) => payout),
    );
  });
  router.get('/v1/disputes', (request, response) => {
    const wanted = request.query.charge;
    const disputes = disputesOf(store)
      .map((dispute) => disputeJson(store, dispute))
      .filter(({ charge }) => wanted === undefined || charge === wanted);
    sendList(
      response,
      listPage(request, disputes, (dispute) => dispute),
    );
  });
  router.get('/v1/balance_transactions', (request, response) => {
    sendList(
      response,
      listPage(request, transactionsAskedFor(store, request), (move) => move),
    );
  });
}
