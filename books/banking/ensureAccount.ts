import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { bankAccounts, bankNumberKeys } from '../../db/banking/schema.ts';
import { seal, unseal } from '../../db/banking/sealed.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { lastFourOf, numberOf } from '../../domain/banking/accountIdentity.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';

export type AccountRow = typeof bankAccounts.$inferSelect;

/** An account as a bank, a provider or a person names it. */
export interface NamedAccount {
  tenantId: string;
  currency: string;
  /** IBAN or account number, where it is known. */
  number: string | null;
  /** The provider's id that outlives a consent, e.g. Plaid's persistent_account_id; where there is no number. */
  persistentId?: string | null;
  institutionId?: string | null;
  institutionName?: string | null;
  /** Last characters of a number that is not known. */
  mask?: string | null;
  type?: string | null;
  holder?: string | null;
  name: string;
  mock: boolean;
}

/** The key of account numbers of a tenant, made at the first use. */
async function numberKey(tx: Transaction, cipher: FieldCipher, tenantId: string): Promise<string> {
  const place = { table: 'bank_number_keys', column: 'secret' } as const;
  const read = async () => {
    const [row] = await tx.select().from(bankNumberKeys).where(eq(bankNumberKeys.tenantId, tenantId));
    return row ? unseal(cipher, row, place, row.secret) : null;
  };
  const known = await read();
  if (known !== null) return known;
  const id = randomUUID();
  const secret = seal(cipher, { id, tenantId }, place, randomBytes(32).toString('base64url'));
  await tx.insert(bankNumberKeys).values({ tenantId, id, secret }).onConflictDoNothing();
  const made = await read();
  if (made === null) throw new Error('the key of account numbers was not written');
  return made;
}

/**
 * How an account is known again, the strongest first: its number, the provider's persistent id, else what a consent shows of it.
 * The same in every provider and file that names the number. One number in two currencies is two accounts.
 */
export async function identityKey(tx: Transaction, cipher: FieldCipher, account: NamedAccount): Promise<string> {
  const key = await numberKey(tx, cipher, account.tenantId);
  const digest = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  if (account.number) return `number:${digest(`${numberOf(account.number, account.currency)} ${account.currency}`)}`;
  if (account.persistentId) return `persistent:${digest(account.persistentId)}`;
  const shown = [account.institutionId, account.mask, account.type, account.currency];
  return account.mask
    ? `shown:${digest(JSON.stringify(shown))}`
    : `name:${digest(`${account.name.toLowerCase()} ${account.currency}`)}`;
}

/** Accounts of a tenant: all of them are shown at once. */
const MOST_ACCOUNTS = 1_000;

/** The account of this number or name, made where there is none. Throws BANKING_FULL. */
export async function ensureAccount(
  tx: Transaction,
  cipher: FieldCipher,
  account: NamedAccount,
  by: By,
): Promise<{ account: AccountRow; isNew: boolean }> {
  const { tenantId, number, holder } = account;
  const key = await identityKey(tx, cipher, account);
  const known = async () => (await tx.select().from(bankAccounts).where(eq(bankAccounts.identityKey, key)))[0];
  const held = await known();
  if (held) return { account: held, isNew: false };
  if ((await tx.$count(bankAccounts)) >= MOST_ACCOUNTS)
    throw new CodedError('BANKING_FULL', `An organisation has at most ${MOST_ACCOUNTS} bank accounts`);
  const id = randomUUID();
  const row = { id, tenantId };
  const sealed = (column: 'number' | 'holder', text: string | null | undefined) =>
    text ? seal(cipher, row, { table: 'bank_accounts', column }, text) : null;
  const [made] = await tx
    .insert(bankAccounts)
    .values({
      ...row,
      identityKey: key,
      name: account.name.slice(0, 120),
      institutionName: account.institutionName?.slice(0, 200) ?? null,
      type: account.type?.slice(0, 60) ?? null,
      currency: account.currency,
      number: sealed('number', number),
      lastFour: number ? lastFourOf(number) : (account.mask?.slice(-4) ?? null),
      holder: sealed('holder', holder),
      mock: account.mock,
    })
    .onConflictDoNothing()
    .returning();
  if (!made) {
    const other = await known();
    if (!other) throw new Error('account not written');
    return { account: other, isNew: false };
  }
  await appendEvent(tx, {
    type: 'bank_account_added',
    actor: by.actor,
    subject: `bank-account:${id}`,
    data: { currency: account.currency },
    requestId: by.requestId,
  });
  return { account: made, isNew: true };
}

/** What the bank last said is on the account; an older day does not take the place of a newer one. */
export async function keepBalance(
  tx: Transaction,
  accountId: string,
  balance: { amountMinor: number; on: string },
): Promise<void> {
  await tx
    .update(bankAccounts)
    .set({ balanceMinor: balance.amountMinor, balanceOn: balance.on, updatedAt: sql`now()` })
    .where(
      // A day that has not come would stand there for ever, whatever the bank says after it.
      sql`id = ${accountId} and ${balance.on}::date <= current_date + 1 and (balance_on is null or balance_on <= ${balance.on}::date)
        and (balance_minor, balance_on) is distinct from (${balance.amountMinor}::bigint, ${balance.on}::date)`,
    );
}
