import { createHash, randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type Stripe from 'stripe';
import { edge, requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import { addBalanceRoutes, chargeTransaction, EDGED, stepUnits, withTransaction } from './stripeBalance.ts';
import { addEvent, deliver, eventJson, eventsAskedFor, type SandboxEvent, type WebhookTarget } from './stripeEvents.ts';
import { type ListAnswer, listPage } from './stripeLists.ts';

const KEY_MEMORY_MS = 24 * 3_600_000;
const LISTING_STALE_MS = 3_000;

export interface SandboxCharge {
  id: string;
  amount: number;
  amount_refunded: number;
  currency: string;
  customer: string | null;
  created: number;
  captured: boolean;
  disputed: boolean;
  status?: string;
  amount_captured?: number;
  metadata: Record<string, string>;
}

export interface SandboxRefund {
  id: string;
  amount: number;
  charge: string;
  currency: string;
  created: number;
  status: string;
  metadata: Record<string, string>;
  listedFrom: number;
}

// The vendor's objects have dozens of fields nobody here reads, so both answers are cast; tests check them against Stripe's OpenAPI.
/** Fills a partial charge, in the vendor's own shape, with what a real one always has. */
export function storeCharge(
  store: SandboxStore,
  partial: Partial<SandboxCharge> & { id: string; amount: number },
): void {
  store.put('stripe', 'charge', partial.id, {
    amount_refunded: 0,
    customer: null,
    created: Math.floor(store.now() / 1000) - 86_400,
    captured: true,
    disputed: false,
    metadata: {},
    ...partial,
    currency: (partial.currency ?? 'usd').toLowerCase(),
  });
}

/** A refund put through the control routes, in the vendor's own shape, with what a real one always has and its event. */
export function storeRefund(store: SandboxStore, partial: Partial<SandboxRefund> & { id: string }): void {
  const before = store.get<SandboxRefund>('stripe', 'refund', partial.id);
  const refund = {
    amount: 0,
    charge: '',
    created: Math.floor(store.now() / 1000),
    status: 'succeeded',
    metadata: {},
    listedFrom: 0,
    ...before,
    ...partial,
    currency: (partial.currency ?? before?.currency ?? 'usd').toLowerCase(),
  };
  store.put('stripe', 'refund', refund.id, refund);
  addEvent(store, before ? 'refund.updated' : 'refund.created', refundJson(refund), refund.listedFrom);
}

const chargeJson = (charge: SandboxCharge) =>
  ({
    object: 'charge',
    paid: charge.status !== 'failed',
    refunded: charge.amount_refunded >= charge.amount,
    amount_captured: charge.captured ? charge.amount : 0,
    status: 'succeeded',
    livemode: false,
    balance_transaction: chargeTransaction(charge)?.id ?? null,
    payment_intent: null,
    description: null,
    ...charge,
  }) as unknown as Stripe.Charge;

const shownTo = (request: Request) => (charge: SandboxCharge) => withTransaction(request, charge, chargeJson(charge));

const refundJson = (refund: SandboxRefund) => {
  const { listedFrom: _, ...shown } = refund;
  return {
    object: 'refund',
    balance_transaction: null,
    payment_intent: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
    ...shown,
  } as unknown as Stripe.Refund;
};

interface Answer {
  status: number;
  body: string;
  /** Refused before the vendor began: it keeps no answer for the key. */
  begun?: false;
}

const refusal = (status: number, type: string, code: string | undefined, message: string): Answer => ({
  status,
  body: JSON.stringify({ error: { type, code, message } }),
});

const send = (response: Response, answer: Answer): void => {
  response.status(answer.status).type('application/json').send(answer.body);
};

const missing = (what: string): Answer => refusal(404, 'invalid_request_error', 'resource_missing', `No such ${what}`);

function createRefund(store: SandboxStore, request: Request, key: string | null): Answer {
  const body = request.body as Record<string, unknown>;
  const charge = store.get<SandboxCharge>('stripe', 'charge', String(body.charge));
  if (!charge) return missing('charge');
  if (takeFault(store, 'stripe', 'POST /v1/refunds', requestText(request), ['refuse']) || charge.disputed) {
    return refusal(400, 'invalid_request_error', 'charge_disputed', 'Charge has been charged back');
  }
  if (!charge.captured || (charge.status ?? 'succeeded') !== 'succeeded')
    return refusal(400, 'invalid_request_error', 'charge_not_refundable', 'No money was taken by this charge');
  const left = charge.amount - charge.amount_refunded;
  const amount = body.amount === undefined ? left : Number(body.amount);
  if (left <= 0)
    return refusal(400, 'invalid_request_error', 'charge_already_refunded', 'Charge has already been refunded');
  if (!Number.isInteger(amount) || amount <= 0)
    return { ...refusal(400, 'invalid_request_error', 'parameter_invalid_integer', 'Invalid integer'), begun: false };
  if (amount > left)
    return refusal(
      400,
      'invalid_request_error',
      'amount_too_large',
      'Refund amount is greater than the unrefunded amount',
    );
  if (amount % stepUnits(charge.currency.toUpperCase()) !== 0)
    return refusal(
      400,
      'invalid_request_error',
      'invalid_charge_amount_no_decimal_compatible',
      `Invalid amount for ${charge.currency}`,
    );
  const stale = takeFault(store, 'stripe', 'POST /v1/refunds', requestText(request), ['stale_list']);
  const refund: SandboxRefund = {
    id: `re_${randomBytes(9).toString('hex')}`,
    amount,
    charge: charge.id,
    currency: charge.currency,
    created: Math.floor(store.now() / 1000),
    status: 'succeeded',
    metadata: (body.metadata ?? {}) as Record<string, string>,
    listedFrom: stale ? store.now() + Number(stale.value ?? LISTING_STALE_MS) : 0,
  };
  store.put('stripe', 'refund', refund.id, refund);
  store.put('stripe', 'charge', charge.id, { ...charge, amount_refunded: charge.amount_refunded + amount });
  addEvent(store, 'refund.created', refundJson(refund), refund.listedFrom);
  store.addEffect({
    vendor: 'stripe',
    kind: 'refund',
    idempotencyKey: key,
    businessKey: refund.metadata.business_key ?? null,
    amountMinor: amount,
    currency: charge.currency.toUpperCase(),
    id: refund.id,
  });
  return { status: 200, body: JSON.stringify(refundJson(refund)) };
}

/**
 * A refund that was made turns failed; the charge may be refunded again. The vendor writes it to its list under every name
 * it has for it. Returns the event of the name asked for, to be delivered.
 */
export function failRefund(store: SandboxStore, refundId: string, type = 'refund.failed'): SandboxEvent | null {
  const refund = store.get<SandboxRefund>('stripe', 'refund', refundId);
  const charge = refund && store.get<SandboxCharge>('stripe', 'charge', refund.charge);
  if (!refund || !charge || refund.status === 'failed') return null;
  const failed = { ...refund, status: 'failed' };
  store.put('stripe', 'refund', refundId, failed);
  store.put('stripe', 'charge', charge.id, { ...charge, amount_refunded: charge.amount_refunded - refund.amount });
  store.addEffect({
    vendor: 'stripe',
    kind: 'refund_failed',
    idempotencyKey: null,
    businessKey: refund.metadata.business_key ?? null,
    amountMinor: refund.amount,
    currency: refund.currency.toUpperCase(),
    id: refundId,
  });
  const names = new Set(['refund.updated', 'charge.refund.updated', 'refund.failed', type]);
  const events = [...names].map((name) => addEvent(store, name, refundJson(failed), refund.listedFrom));
  return events.find((event) => event.type === type) ?? null;
}

const sendList = (response: Response, answer: ListAnswer): void => {
  if (answer.ok) response.json(answer.body);
  else send(response, refusal(400, 'invalid_request_error', answer.code, answer.message));
};

/** As the vendor answers a key it does not know. */
export const refuseKey = (response: Response): void =>
  send(response, refusal(401, 'invalid_request_error', undefined, 'Invalid API Key provided'));

/** A refund; the same key again is answered as before. */
const postRefund =
  (store: SandboxStore, target: WebhookTarget) =>
  async (request: Request, response: Response): Promise<void> => {
    const key = request.get('idempotency-key') ?? null;
    const fingerprint = createHash('sha256').update(JSON.stringify(request.body)).digest('hex');
    const saved = key ? store.saved('stripe', key) : undefined;
    if (saved && store.now() - saved.at < KEY_MEMORY_MS) {
      if (saved.fingerprint === fingerprint) send(response.set('Idempotent-Replayed', 'true'), saved);
      else
        send(
          response,
          refusal(
            400,
            'idempotency_error',
            undefined,
            'Keys for idempotent requests can only be used with the same parameters',
          ),
        );
      return;
    }
    // One synchronous transaction, so two requests with one key can't interleave and nothing is answered before it is kept.
    const answer = store.atomically(() => {
      const made = createRefund(store, request, key);
      if (key && made.begun !== false) store.save('stripe', key, fingerprint, made.status, made.body);
      return made;
    });
    // The vendor may tell that a refund failed before its answer arrives; the answer is as it was.
    const refundId = answer.status === 200 ? (JSON.parse(answer.body) as { id: string }).id : null;
    if (refundId && takeFault(store, 'stripe', 'POST /v1/refunds', requestText(request), ['refund_fails'])) {
      const event = store.atomically(() => failRefund(store, refundId));
      if (event) await deliver(target, event).catch(() => 0);
    }
    send(response, answer);
  };

/** Stripe's v1 API as far as disputes use it, at the root: the SDK takes a host but no path prefix. */
export function stripeRouter(store: SandboxStore, target: WebhookTarget = { url: undefined, secret: '' }): Router {
  const router = express.Router();
  router.use('/v1', express.urlencoded({ extended: true, limit: '1mb' }));
  router.use(EDGED, edge(store, 'stripe'));
  addBalanceRoutes(router, store, sendList);

  router.get('/v1/account', (_request, response) => {
    const { name, accounts } = store.company;
    response.json({ id: accounts.stripe, object: 'account', business_profile: { name }, livemode: false });
  });

  router.get('/v1/charges', (request, response) => {
    const { customer } = request.query;
    const charges = store
      .list<SandboxCharge>('stripe', 'charge')
      .filter((charge) => customer === undefined || charge.customer === customer);
    sendList(response, listPage(request, charges, shownTo(request)));
  });
  router.get('/v1/events', (request, response) => {
    sendList(response, listPage(request, eventsAskedFor(store, request), eventJson));
  });
  router.get('/v1/charges/:id', (request, response) => {
    const charge = store.get<SandboxCharge>('stripe', 'charge', request.params.id);
    if (!charge) send(response, missing('charge'));
    else response.json(shownTo(request)(charge));
  });
  router.get('/v1/refunds', (request, response) => {
    const refunds = store
      .list<SandboxRefund>('stripe', 'refund')
      .filter(
        (refund) =>
          refund.listedFrom <= store.now() && (!request.query.charge || refund.charge === request.query.charge),
      );
    sendList(response, listPage(request, refunds, refundJson));
  });
  router.get('/v1/refunds/:id', (request, response) => {
    const refund = store.get<SandboxRefund>('stripe', 'refund', request.params.id);
    if (!refund) send(response, missing('refund'));
    else response.json(refundJson(refund));
  });
  router.post('/v1/refunds', postRefund(store, target));
  return router;
}
