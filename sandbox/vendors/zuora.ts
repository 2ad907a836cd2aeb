import { createHash, randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import { formatAmount, parseAmount } from '../../domain/money/money.ts';
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
    .filter((charge) => charge.customer === customerId || named.includes(charge.id));
  const [first] = charges;
  if (!first) return null;
  const currency = first.currency.toUpperCase();
  const own = charges.filter((charge) => charge.currency === first.currency);
  return {
    currency,
    status: 'Active',
    invoices: own.map((charge) => ({
      id: `inv-${charge.id}`,
      amount: Number(formatAmount(charge.amount, currency)),
      invoiceDate: new Date(charge.created * 1000).toISOString().slice(0, 10),
    })),
    payments: own.map((charge) => ({
      id: `pay-${charge.id}`,
      amount: Number(formatAmount(charge.amount, currency)),
      referenceId: charge.id,
    })),
  };
}

/** Zuora's REST API as far as disputes use it, below /zuora. `success: false` comes with HTTP 200, as the vendor does it. */
export function zuoraRouter(store: SandboxStore): Router {
  const router = express.Router();
  router.use(express.json(), edge(store, 'zuora'));
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
    response.json({ success: true, invoices: accountOf(store, request.params.key)?.invoices ?? [] });
  });
  router.get('/v1/creditmemos', (request, response) => {
    const memos = store
      .list<{ accountNumber: string }>('zuora', 'creditmemo')
      .filter((memo) => memo.accountNumber === request.query.accountNumber);
    response.json({ success: true, creditmemos: memos });
  });
  router.get('/v1/payments', (request, response) => {
    response.json({ success: true, payments: accountOf(store, String(request.query.accountNumber))?.payments ?? [] });
  });
  router.get('/v1/refunds', (request, response) => {
    const refunds = store
      .list<{ paymentId: string }>('zuora', 'refund')
      .filter((refund) => refund.paymentId === request.query.paymentId);
    response.json({ success: true, refunds });
  });
  router.post('/v1/payments/:paymentId/refunds', (request, response) => {
    const key = request.get('idempotency-key') ?? '';
    const fingerprint = createHash('sha256').update(JSON.stringify(request.body)).digest('hex');
    const saved = key ? store.saved('zuora', key) : undefined;
    if (saved) {
      if (saved.fingerprint !== fingerprint) response.status(422).json(refusal(58490022, 'Idempotency-Key reused'));
      else response.status(saved.status).type('application/json').send(saved.body);
      return;
    }
    const body = request.body as { type: string; totalAmount: string; referenceId: string; comment: string };
    const [, chargeId = ''] = /^pay-(.*)$/.exec(request.params.paymentId) ?? [];
    const currency = store.get<SandboxCharge>('stripe', 'charge', chargeId)?.currency.toUpperCase() ?? 'USD';
    const refund = {
      id: `rf_${randomBytes(9).toString('hex')}`,
      paymentId: request.params.paymentId,
      amount: Number(body.totalAmount),
      type: body.type,
      referenceId: body.referenceId,
      comment: body.comment,
    };
    const answer = JSON.stringify({ success: true, ...refund });
    store.atomically(() => {
      store.put('zuora', 'refund', refund.id, refund);
      store.addEffect({
        vendor: 'zuora',
        kind: 'external_refund',
        idempotencyKey: key || null,
        businessKey: body.referenceId,
        amountMinor: parseAmount(body.totalAmount, currency),
        currency,
        id: refund.id,
      });
      if (key) store.save('zuora', key, fingerprint, 200, answer);
    });
    response.type('application/json').send(answer);
  });
  return router;
}
