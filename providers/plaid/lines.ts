import type { AccountBase, Transaction } from 'plaid';
import type { BankAccountFacts, BankBalance } from '../../domain/banking/feed.ts';
import { AmountError, parseAmount } from '../../domain/money/money.ts';
import { bankDay, bankId, bankText, readLines, type WrittenLine } from '../bankLines.ts';

/** Plaid writes what went out above 0; banks and we write it below. */
const turned = (amount: number): string => (amount > 0 ? `-${amount}` : String(amount).replace(/^-/, ''));

/** A transaction of Plaid as the bank wrote it. */
function plaidLine(one: Transaction): WrittenLine {
  const meta = one.payment_meta;
  if (typeof one.account_id !== 'string') throw new TypeError('a transaction of no account');
  const isIn = one.amount < 0;
  return {
    accountExternalId: one.account_id,
    status: one.pending ? 'pending' : 'posted',
    bookedOn: bankDay(one.date),
    valueOn: bankDay(one.authorized_date),
    amount: turned(one.amount),
    // A currency that is no money of a country is named and refused.
    currency: one.iso_currency_code ?? one.unofficial_currency_code,
    counterparty: bankText((isIn ? (meta.payer ?? meta.by_order_of) : meta.payee) ?? one.merchant_name),
    reference: bankText(meta.reason),
    description: bankText(one.original_description ?? one.name),
    endToEndId: null,
    bankReference: bankText(meta.reference_number),
    externalId: bankId(one.transaction_id),
    pendingExternalId: bankId(one.pending_transaction_id),
  };
}

/** The SDK gives what came, and says of it what it should be: a line or account of another shape holds up no other. */
function readable<Given, Read>(given: readonly Given[], read: (one: Given) => Read): { read: Read[]; bad: Given[] } {
  const found: { read: Read[]; bad: Given[] } = { read: [], bad: [] };
  for (const one of given)
    try {
      found.read.push(read(one));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      found.bad.push(one);
    }
  return found;
}
const textOr = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The lines of a page, and those that are none. */
export function plaidLines(transactions: readonly Transaction[]) {
  const { read, bad } = readable(transactions, plaidLine);
  const { lines, refused } = readLines(read);
  const misshapen = bad.map((one: Partial<Transaction> | null) => ({
    accountExternalId: textOr(one?.account_id),
    externalId: bankId(textOr(one?.transaction_id)),
    reason: 'shape' as const,
  }));
  return { lines, refused: [...refused, ...misshapen] };
}

/** The accounts of an item with their balances. */
export const plaidAccounts = (accounts: readonly AccountBase[]) =>
  readable(accounts, (account) => ({ facts: plaidAccount(account), balances: plaidBalances(account) })).read;

/** An account of an item. */
const plaidAccount = (account: AccountBase): BankAccountFacts => ({
  externalId: account.account_id,
  persistentId: bankText(account.persistent_account_id),
  iban: null,
  number: null,
  name: bankText(account.official_name) ?? bankText(account.name) ?? 'Account',
  holder: null,
  currency: (account.balances.iso_currency_code ?? account.balances.unofficial_currency_code ?? '').toUpperCase(),
  type: bankText(account.subtype ?? account.type),
  mask: bankText(account.mask),
});

/** Its balances; a currency that is not counted in has none. */
function plaidBalances({ balances }: AccountBase): BankBalance[] {
  const currency = (balances.iso_currency_code ?? '').toUpperCase();
  const onDay = bankDay(balances.last_updated_datetime);
  const found = [
    ['booked', balances.current],
    ['available', balances.available],
  ] as const;
  return found.flatMap(([kind, amount]) => {
    if (amount === null) return [];
    try {
      return [{ kind, amountMinor: parseAmount(amount, currency), currency, onDay }];
    } catch (error) {
      if (error instanceof AmountError) return [];
      throw error;
    }
  });
}
