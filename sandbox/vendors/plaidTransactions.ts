import { createHash } from 'node:crypto';
import type { Router } from 'express';
import {
  type AccountBase,
  AccountSubtype,
  AccountType,
  type Transaction,
  TransactionPaymentChannelEnum,
  type TransactionsSyncResponse,
  TransactionsUpdateStatus,
} from 'plaid';
import { z } from 'zod';
import { accountsOf, type BankAccount, type BankTransaction, headOf, transactionsOf } from '../bankWorld.ts';
import { requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import { itemBy, PLAID, type PlaidItem, refusePlaid, requestId } from './plaidItems.ts';

const DEFAULT_COUNT = 100;
const MAXIMUM_COUNT = 500;

/** Every item has ids of its own for the same accounts and lines. */
const idIn = (item: PlaidItem, id: string): string =>
  createHash('sha256').update(`${item.id}:${id}`).digest('base64url').slice(0, 37);

/** An account of an item. The id that survives another item is the bank's. */
export const shownAccount = (item: PlaidItem, account: BankAccount, nowMs: number): AccountBase => ({
  account_id: idIn(item, account.id),
  balances: {
    available: Number(account.balance),
    current: Number(account.balance),
    limit: null,
    iso_currency_code: account.currency,
    unofficial_currency_code: null,
    last_updated_datetime: new Date(nowMs).toISOString(),
  },
  mask: account.id.slice(-4),
  name: account.name,
  official_name: account.name,
  type: AccountType.Depository,
  subtype: AccountSubtype.Checking,
  persistent_account_id: createHash('sha256').update(account.id).digest('hex'),
});

function shown(item: PlaidItem, one: BankTransaction): Transaction {
  const isIn = !one.amount.startsWith('-');
  const official = /^[A-Z]{3}$/.test(one.currency);
  return {
    account_id: idIn(item, one.account),
    // What went out is above 0.
    amount: -Number(one.amount),
    iso_currency_code: official ? one.currency : null,
    unofficial_currency_code: official ? null : one.currency,
    date: one.booking_date,
    datetime: null,
    authorized_date: one.value_date ?? null,
    authorized_datetime: null,
    name: one.info ?? one.name ?? 'Transfer',
    original_description: one.info ?? null,
    merchant_name: null,
    payment_channel: TransactionPaymentChannelEnum.Other,
    payment_meta: {
      reference_number: one.entry_reference ?? null,
      ppd_id: null,
      payee: isIn ? null : (one.name ?? null),
      by_order_of: null,
      payer: isIn ? (one.name ?? null) : null,
      payment_method: null,
      payment_processor: null,
      reason: one.remittance ?? null,
    },
    pending: one.status === 'pending',
    pending_transaction_id: one.pending_id ? idIn(item, one.pending_id) : null,
    account_owner: null,
    category: null,
    category_id: null,
    transaction_id: idIn(item, one.id),
    transaction_code: null,
    location: {
      address: null,
      city: null,
      region: null,
      postal_code: null,
      country: null,
      lat: null,
      lon: null,
      store_number: null,
    },
  };
}

/** A mark: all up to `since` is known. Within one reading also where it stands, and what there was when it began. */
const mark = z.object({
  item: z.string(),
  since: z.number(),
  head: z.number().optional(),
  offset: z.number().optional(),
});
const write = (value: z.infer<typeof mark>) => Buffer.from(JSON.stringify(value)).toString('base64url');
function read(cursor: string): z.infer<typeof mark> | null {
  try {
    return mark.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

/** What of these lines a reader must hear who knows all up to `since`. */
function changesAfter(lines: readonly BankTransaction[], since: number): BankTransaction[] {
  return lines.filter((one) => one.changedAt > since && !(one.removed && one.madeAt > since));
}

const syncRequest = z.object({
  cursor: z.string().optional(),
  count: z.number().int().min(1).max(MAXIMUM_COUNT).default(DEFAULT_COUNT),
});

/** `/transactions/sync`: pages of what changed, and the refusal where data change between two of them. */
export function addTransactions(router: Router, store: SandboxStore): void {
  router.post('/transactions/sync', (request, response) => {
    const item = itemBy(store, request, response);
    if (!item) return;
    const body = syncRequest.safeParse(request.body);
    if (!body.success) return refusePlaid(response, 400, ['INVALID_REQUEST', 'INVALID_FIELD']);
    const { cursor, count } = body.data;
    const line = `${request.method} ${request.path}`;
    const text = `${requestText(request)}\n${item.id}`;
    if (item.login_required || takeFault(store, PLAID, line, text, ['consent_ended']))
      return refusePlaid(response, 400, ['ITEM_ERROR', 'ITEM_LOGIN_REQUIRED']);
    const from = cursor ? read(cursor) : { item: item.id, since: 0 };
    if (from?.item !== item.id) return refusePlaid(response, 400, ['INVALID_INPUT', 'INVALID_CURSOR']);
    const accounts = accountsOf(store, item.bank);
    const rest = { accounts: accounts.map((one) => shownAccount(item, one, store.now())), request_id: requestId() };
    if (takeFault(store, PLAID, line, text, ['not_ready']))
      return void response.json({
        ...rest,
        added: [],
        modified: [],
        removed: [],
        next_cursor: '',
        has_more: false,
        transactions_update_status: TransactionsUpdateStatus.NotReady,
      } satisfies TransactionsSyncResponse);
    const { since, offset = 0, head = headOf(store) } = from;
    const moved = head !== headOf(store) || (offset > 0 && takeFault(store, PLAID, line, text, ['mutation']));
    if (offset > 0 && moved)
      return refusePlaid(response, 400, ['TRANSACTIONS_ERROR', 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION']);
    const changes = changesAfter(
      transactionsOf(
        store,
        accounts.map(({ id }) => id),
      ),
      since,
    );
    const page = changes.slice(offset, offset + count);
    const more = offset + count < changes.length;
    response.json({
      ...rest,
      added: page.filter((one) => !one.removed && one.madeAt > since).map((one) => shown(item, one)),
      modified: page.filter((one) => !one.removed && one.madeAt <= since).map((one) => shown(item, one)),
      removed: page
        .filter((one) => one.removed)
        .map((one) => ({ transaction_id: idIn(item, one.id), account_id: idIn(item, one.account) })),
      next_cursor: more
        ? write({ item: item.id, since, head, offset: offset + count })
        : write({ item: item.id, since: head }),
      has_more: more,
      transactions_update_status: TransactionsUpdateStatus.HistoricalUpdateComplete,
    } satisfies TransactionsSyncResponse);
  });
}
