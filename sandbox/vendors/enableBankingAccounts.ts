import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { accountBy, type BankAccount, type BankTransaction, headOf, linesBetween } from '../bankWorld.ts';
import { requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import { refuse, type Session, shownAccount, statusOf, VENDOR } from './enableBankingItems.ts';

const PAGE_SIZE = 10;

/** The account behind an id of a session that lives, or an answer why it is not given. */
function opened(store: SandboxStore, request: Request, response: Response): BankAccount | null {
  const uid = String(request.params.id);
  const session = store
    .list<Session>(VENDOR, 'session')
    .find(({ accounts }) => accounts.some((account) => account.uid === uid));
  const account = accountBy(store, session?.accounts.find((one) => one.uid === uid)?.account ?? '');
  if (!session || !account) {
    refuse(response, 404, 'ACCOUNT_DOES_NOT_EXIST', 'No account found matching provided id');
    return null;
  }
  const status = statusOf(store, session);
  const line = `${request.method} ${request.path}`;
  const text = `${requestText(request)}\n${account.id}`;
  if (status !== 'AUTHORIZED' || takeFault(store, VENDOR, line, text, ['consent_ended'])) {
    const closed = status === 'CLOSED';
    refuse(
      response,
      401,
      closed ? 'CLOSED_SESSION' : 'EXPIRED_SESSION',
      closed ? 'Session is closed' : 'Session is expired',
    );
    return null;
  }
  if (takeFault(store, VENDOR, line, text, ['budget_used'])) {
    refuse(response, 429, 'ASPSP_RATE_LIMIT_EXCEEDED', 'ASPSP Rate limit exceeded');
    return null;
  }
  return account;
}

function shown(one: BankTransaction) {
  const isOut = one.amount.startsWith('-');
  const party = isOut ? { creditor: { name: one.name } } : { debtor: { name: one.name } };
  return {
    ...(one.entry_reference ? { entry_reference: one.entry_reference } : {}),
    transaction_amount: { amount: one.amount.replace(/^-/, ''), currency: one.currency },
    ...(one.name ? party : {}),
    credit_debit_indicator: isOut ? 'DBIT' : 'CRDT',
    status: one.status === 'posted' ? 'BOOK' : 'PDNG',
    ...(one.status === 'posted' ? { booking_date: one.booking_date } : { transaction_date: one.booking_date }),
    value_date: one.value_date ?? one.booking_date,
    ...(one.remittance ? { remittance_information: [one.remittance] } : {}),
    ...(one.info ? { note: one.info } : {}),
  };
}

const continuation = z.object({ head: z.number(), offset: z.number() });
const read = (key: string) => {
  try {
    return continuation.parse(JSON.parse(Buffer.from(key, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
};

/** Accounts of sessions: details, balances, and transactions by pages. */
export function addAccounts(router: Router, store: SandboxStore): void {
  router.get('/accounts/:id/details', (request, response) => {
    const account = opened(store, request, response);
    if (account) response.json(shownAccount(account, request.params.id));
  });
  router.get('/accounts/:id/balances', (request, response) => {
    const account = opened(store, request, response);
    if (!account) return;
    response.json({
      balances: [
        {
          name: 'Booked balance',
          balance_amount: { amount: account.balance, currency: account.currency },
          balance_type: 'CLBD',
          reference_date: new Date(store.now()).toISOString().slice(0, 10),
        },
      ],
    });
  });
  router.get('/accounts/:id/transactions', (request, response) => {
    const account = opened(store, request, response);
    if (!account) return;
    const today = new Date(store.now()).toISOString().slice(0, 10);
    const { date_from: from = '1970-01-01', date_to: to = today, continuation_key: key } = request.query;
    if (String(from) > today) return refuse(response, 422, 'DATE_FROM_IN_FUTURE', 'date_from can not be in the future');
    const head = headOf(store);
    const page = key === undefined ? { head, offset: 0 } : read(String(key));
    const line = `${request.method} ${request.path}`;
    // What changed since the first page can not be read on from there.
    const changed =
      page?.head !== head || (page.offset > 0 && takeFault(store, VENDOR, line, requestText(request), ['mutation']));
    if (!page || changed) return refuse(response, 422, 'WRONG_CONTINUATION_KEY', 'Wrong continuation key provided');
    const lines = linesBetween(store, account.id, String(from), String(to));
    const end = page.offset + PAGE_SIZE;
    const next = Buffer.from(JSON.stringify({ head, offset: end })).toString('base64url');
    response.json({
      transactions: lines.slice(page.offset, end).map(shown),
      ...(end < lines.length ? { continuation_key: next } : {}),
    });
  });
}
