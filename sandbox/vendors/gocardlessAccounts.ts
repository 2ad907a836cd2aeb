import { createHash } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { accountBy, type BankTransaction, linesBetween } from '../bankWorld.ts';
import { requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import {
  type Agreement,
  DAY_MS,
  hasEnded,
  institutionId,
  notFound,
  type OpenedAccount,
  type Requisition,
  refuse,
  VENDOR,
} from './gocardlessItems.ts';

const CALLS_A_DAY = 4;

/** The account of a request, or an answer why it is not given. Every kind of data is counted by itself, as the vendor does. */
function opened(store: SandboxStore, request: Request, response: Response, scope: string | null): OpenedAccount | null {
  const one = store.get<OpenedAccount>(VENDOR, 'account', String(request.params.id));
  const requisition = one && store.get<Requisition>(VENDOR, 'requisition', one.requisition);
  if (!one || !requisition) {
    notFound(response);
    return null;
  }
  const line = `${request.method} ${request.path}`;
  const text = `${requestText(request)}\n${one.account}`;
  if (hasEnded(store, requisition) || takeFault(store, VENDOR, line, text, ['consent_ended'])) {
    const days = store.get<Agreement>(VENDOR, 'agreement', requisition.agreement)?.access_valid_for_days ?? 0;
    refuse(
      response,
      401,
      `End User Agreement (EUA) ${requisition.agreement} has expired`,
      `EUA was valid for ${days} days and it expired`,
      { type: 'AccessExpiredError' },
    );
    return null;
  }
  if (!scope) return one;
  const now = store.now();
  const calls = (one.calls[scope] ?? []).filter((at) => at > now - DAY_MS);
  const used = takeFault(store, VENDOR, line, text, ['budget_used']) ? CALLS_A_DAY : calls.length;
  const resets = Math.ceil(((calls[0] ?? now) + DAY_MS - now) / 1000);
  response.set({
    HTTP_X_RATELIMIT_ACCOUNT_SUCCESS_LIMIT: String(CALLS_A_DAY),
    HTTP_X_RATELIMIT_ACCOUNT_SUCCESS_REMAINING: String(Math.max(0, CALLS_A_DAY - used - 1)),
    HTTP_X_RATELIMIT_ACCOUNT_SUCCESS_RESET: String(resets),
  });
  if (used >= CALLS_A_DAY) {
    const detail = `The rate limit for this resource is ${CALLS_A_DAY}/day. Please try again in ${resets} seconds`;
    refuse(response, 429, 'Rate limit exceeded', detail, { type: 'RateLimitError' });
    return null;
  }
  store.put(VENDOR, 'account', one.id, { ...one, calls: { ...one.calls, [scope]: [...calls, now] } });
  return one;
}

/** The vendor's own id of a line is another for every requisition. */
const internalId = (one: OpenedAccount, transaction: BankTransaction) =>
  createHash('md5').update(`${one.id}:${transaction.id}`).digest('hex');

function shown(one: OpenedAccount, transaction: BankTransaction) {
  const { amount, currency, name, remittance, info, booking_date, value_date, entry_reference, end_to_end_id } =
    transaction;
  const party = amount.startsWith('-') ? { creditorName: name } : { debtorName: name };
  return {
    ...(transaction.status === 'posted' ? { bookingDate: booking_date } : {}),
    valueDate: value_date ?? booking_date,
    transactionAmount: { amount, currency },
    ...(name ? party : {}),
    ...(remittance ? { remittanceInformationUnstructured: remittance } : {}),
    ...(info ? { additionalInformation: info } : {}),
    ...(end_to_end_id ? { endToEndId: end_to_end_id } : {}),
    // Not every bank gives an id of its own.
    ...(entry_reference ? { transactionId: entry_reference, entryReference: entry_reference } : {}),
    ...(transaction.status === 'posted' ? { internalTransactionId: internalId(one, transaction) } : {}),
  };
}

/** Account, details, balances and transactions, each kind of data with its own count of calls. */
export function addAccounts(router: Router, store: SandboxStore): void {
  router.get('/api/v2/accounts/:id/', (request, response) => {
    const one = opened(store, request, response, null);
    const account = one && accountBy(store, one.account);
    if (!one || !account) return;
    response.json({
      id: one.id,
      created: new Date(store.now()).toISOString(),
      last_accessed: null,
      iban: account.iban ?? account.number,
      institution_id: institutionId(account.bank),
      status: 'READY',
      owner_name: account.holder,
    });
  });
  router.get('/api/v2/accounts/:id/details/', (request, response) => {
    const one = opened(store, request, response, 'details');
    const account = one && accountBy(store, one.account);
    if (!account) return;
    response.json({
      account: {
        resourceId: createHash('md5').update(account.id).digest('hex'),
        ...(account.iban ? { iban: account.iban } : { bban: account.number }),
        currency: account.currency,
        ownerName: account.holder,
        name: account.name,
        cashAccountType: 'CACC',
      },
    });
  });
  router.get('/api/v2/accounts/:id/balances/', (request, response) => {
    const one = opened(store, request, response, 'balances');
    const account = one && accountBy(store, one.account);
    if (!account) return;
    response.json({
      balances: [
        {
          balanceAmount: { amount: account.balance, currency: account.currency },
          balanceType: 'closingBooked',
          referenceDate: new Date(store.now()).toISOString().slice(0, 10),
        },
      ],
    });
  });
  router.get('/api/v2/accounts/:id/transactions/', (request, response) => {
    const today = new Date(store.now()).toISOString().slice(0, 10);
    const { date_from: from = '1970-01-01', date_to: to = today } = request.query as Record<string, string>;
    if (from > today || to > today)
      return refuse(response, 400, "Date can't be in future", `'${to}' can't be greater than ${today}`);
    const one = opened(store, request, response, 'transactions');
    if (!one) return;
    const lines = linesBetween(store, one.account, from, to);
    const of = (status: BankTransaction['status']) =>
      lines.filter((line) => line.status === status).map((line) => shown(one, line));
    response.json({ transactions: { booked: of('posted'), pending: of('pending') } });
  });
}
