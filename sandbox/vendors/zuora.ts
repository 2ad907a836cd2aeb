import { createHash, randomBytes } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { formatAmount, parseAmount } from '../../domain/money/money.ts';
import { fromStripeUnits } from '../../domain/money/stripeUnits.ts';
import { edge } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import type { SandboxCharge } from './stripe.ts';

interface Account {
  currency: string;
  status: string;
  invoices: { id: string; amount: number; invoiceDate: string }[];
  payments: { id: string; amount: number; referenceId: string | null }[];
}

const refusal = (code: number, message: string) => ({
  success: false,
  processId: randomBytes(8).toString('hex'),
  reasons: [{ code, message }],
});

const DEFAULT_PAGE_SIZE = 20;
const MAXIMUM_PAGE_SIZE = 40;

/** One page of a list: `page` from 1, `pageSize` 20 unless said and 40 at most, `nextPage` while there is more. */
function sendPage(request: Request, response: Response, name: string, items: object[]): void {
  const { page = '1', pageSize = String(DEFAULT_PAGE_SIZE), ...filters } = request.query as Record<string, string>;
  const [number, size] = [Number(page), Number(pageSize)];
  if (!Number.isInteger(number) || number < 1 || !Number.isInteger(size) || size < 1 || size > MAXIMUM_PAGE_SIZE)
    return void response.json(refusal(50000020, 'page is 1 or more, pageSize is 1 to 40'));
  const from = (number - 1) * size;
  const next = new URLSearchParams({ ...filters, page: String(number + 1), pageSize });
  response.json({
    success: true,
    [name]: items.slice(from, from + size),
    ...(from + size < items.length
      ? { nextPage: `${request.protocol}://${request.host}${request.baseUrl}${request.path}?${next}` }
      : {}),
  });
}

/** Whether billing could have such a charge at all: tests also store charges that break a rule. */
function isCountable(charge: SandboxCharge): boolean {
  try {
    return fromStripeUnits(charge.amount, charge.currency.toUpperCase()) >= 0;
  } catch {
    return false;
  }
}

/**
 * A customer's account. One that was never stored is derived from what the rehearsal world knows of the customer at the
 * gateway and in the CRM, so that a rehearsed case needs no second set of records.
 */
function accountOf(store: SandboxStore, customerId: string): Account | null {
  const stored = store.get<Account>('zuora', 'account', customerId);
  if (stored) return stored;
  const named = store
    .list<{ AccountId?: string; Stripe_Charge_Id__c?: string }>('salesforce', 'case')
    .filter((record) => record.AccountId === customerId)
    .map((record) => record.Stripe_Charge_Id__c);
  const charges = store
    .list<SandboxCharge>('stripe', 'charge')
    .filter((charge) => (charge.customer === customerId || named.includes(charge.id)) && isCountable(charge));
  const [first] = charges;
  if (!first) return null;
  const currency = first.currency.toUpperCase();
  const billed = charges.filter((charge) => charge.currency === first.currency);
  const amount = (charge: SandboxCharge) => Number(formatAmount(fromStripeUnits(charge.amount, currency), currency));
  return {
    currency,
    status: 'Active',
    invoices: billed.map((charge) => ({
      id: `inv-${charge.id}`,
      amount: amount(charge),
      invoiceDate: new Date(charge.created * 1000).toISOString().slice(0, 10),
    })),
    // Billing knows the payments of its own customer, not what a case names.
    payments: billed
      .filter((charge) => charge.customer === customerId)
      .map((charge) => ({ id: `pay-${charge.id}`, amount: amount(charge), referenceId: charge.id })),
  };
}

/** As the vendor answers a token that it does not know. */
export const refuseToken = (response: Response): void =>
  void response.status(401).json(refusal(90000011, 'this resource is protected, please sign in first'));

/** An external refund: the same key again is answered as before, with another body it is refused. */
const refund =
  (store: SandboxStore): RequestHandler<{ paymentId: string }> =>
  (request, response) => {
    const { paymentId } = request.params;
    const key = request.get('idempotency-key') ?? '';
    const fingerprint = createHash('sha256').update(JSON.stringify(request.body)).digest('hex');
    const saved = key ? store.saved('zuora', key) : undefined;
    if (saved) {
      if (saved.fingerprint !== fingerprint) response.status(422).json(refusal(58490022, 'Idempotency-Key reused'));
      else response.status(saved.status).type('application/json').send(saved.body);
      return;
    }
    const body = request.body as { type: string; totalAmount: string; referenceId: string; comment: string };
    const [, chargeId = ''] = /^pay-(.*)$/.exec(paymentId) ?? [];
    const currency = store.get<SandboxCharge>('stripe', 'charge', chargeId)?.currency.toUpperCase() ?? 'USD';
    const made = {
      id: `rf_${randomBytes(9).toString('hex')}`,
      paymentId,
      amount: Number(body.totalAmount),
      type: body.type,
      referenceId: body.referenceId,
      comment: body.comment,
    };
    const answer = JSON.stringify({ success: true, ...made });
    store.atomically(() => {
      store.put('zuora', 'refund', made.id, made);
      store.addEffect({
        vendor: 'zuora',
        kind: 'external_refund',
        idempotencyKey: key || null,
        businessKey: body.referenceId,
        amountMinor: parseAmount(body.totalAmount, currency),
        currency,
        id: made.id,
      });
      if (key) store.save('zuora', key, fingerprint, 200, answer);
    });
    response.type('application/json').send(answer);
  };

/** Zuora's REST API as far as disputes use it, below /zuora. `success: false` comes with HTTP 200, as the vendor does it. */
export function zuoraRouter(store: SandboxStore): Router {
  const router = express.Router();
  router.use(express.json(), edge(store, 'zuora'));
  router.get('/v1/entities', (_request, response) => {
    const { name: displayName, accounts } = store.company;
    response.json({
      success: true,
      entities: [{ id: `entity-${accounts.zuora}`, tenantId: accounts.zuora, displayName }],
    });
  });
  router.get('/v1/accounts/:key', (request, response) => {
    const account = accountOf(store, request.params.key);
    if (!account) response.json(refusal(50000040, 'Cannot find entity by key'));
    else
      response.json({
        success: true,
        basicInfo: { accountNumber: request.params.key, status: account.status },
        billingAndPayment: { currency: account.currency },
      });
  });
  router.get('/v1/transactions/invoices/accounts/:key', (request, response) => {
    sendPage(request, response, 'invoices', accountOf(store, request.params.key)?.invoices ?? []);
  });
  router.get('/v1/creditmemos', (request, response) => {
    const memos = store
      .list<{ accountNumber: string }>('zuora', 'creditmemo')
      .filter((memo) => memo.accountNumber === request.query.accountNumber);
    sendPage(request, response, 'creditmemos', memos);
  });
  router.get('/v1/payments', (request, response) => {
    const account = accountOf(store, String(request.query.accountNumber));
    const payments = (account?.payments ?? []).map((payment) => ({ currency: account?.currency, ...payment }));
    sendPage(request, response, 'payments', payments);
  });
  router.get('/v1/refunds', (request, response) => {
    const refunds = store
      .list<{ paymentId: string }>('zuora', 'refund')
      .filter((refund) => refund.paymentId === request.query.paymentId);
    sendPage(request, response, 'refunds', refunds);
  });
  router.post('/v1/payments/:paymentId/refunds', refund(store));
  return router;
}
