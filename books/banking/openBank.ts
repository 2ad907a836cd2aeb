import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import type { BankConnectionRow } from '../../db/banking/connections.ts';
import { bankAccountLinks, bankConnections } from '../../db/banking/schema.ts';
import { seal } from '../../db/banking/sealed.ts';
import { bankPages } from '../../db/banking/syncSchema.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { BankAccountFacts, BankBalance } from '../../domain/banking/feed.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { applyReading } from '../operations/applyReading.ts';
import { ensureAccount, keepBalance } from './ensureAccount.ts';
import { moveBank } from './moveBank.ts';

/** What a consent opened. */
export interface OpenedBank {
  /** The provider's id of the access: item, requisition or session. */
  grant: string;
  /** Of Plaid; the others sign as the installation. */
  accessToken: string | null;
  institutionId: string | null;
  institutionName: string | null;
  accounts: BankAccountFacts[];
  consentEndsAtMs: number | null;
  mock: boolean;
}

/** Which accounts a connection tells of from now on. Accounts in what is no currency of ours stay out. */
export async function linkAccounts(
  tx: Transaction,
  cipher: FieldCipher,
  bank: BankConnectionRow,
  accounts: readonly BankAccountFacts[],
  by: By,
): Promise<Map<string, string>> {
  const { tenantId } = bank;
  const linked = new Map<string, string>();
  for (const { externalId, iban, number, ...facts } of accounts) {
    if (!isCurrency(facts.currency)) continue;
    const { institutionId, institutionName, mock } = bank;
    const named = { ...facts, tenantId, number: iban ?? number, institutionId, institutionName, mock };
    const { account } = await ensureAccount(tx, cipher, named, by);
    const accountId = account.id;
    await tx
      .insert(bankAccountLinks)
      .values({ tenantId, connectionId: bank.id, accountId, externalId })
      .onConflictDoUpdate({
        target: [bankAccountLinks.tenantId, bankAccountLinks.connectionId, bankAccountLinks.externalId],
        set: { accountId, endedAt: null },
      });
    linked.set(externalId, accountId);
  }
  return linked;
}

/** Ends what a connection told of and tells of no longer. */
async function endOtherLinks(tx: Transaction, bank: BankConnectionRow, stay: readonly string[]): Promise<void> {
  await tx
    .update(bankAccountLinks)
    .set({ endedAt: sql`now()` })
    .where(
      and(
        eq(bankAccountLinks.connectionId, bank.id),
        isNull(bankAccountLinks.endedAt),
        stay.length > 0 ? notInArray(bankAccountLinks.externalId, [...stay]) : undefined,
      ),
    );
}

/** The bank is connected; another access than before is read from its beginning, and finds its lines again. */
export async function openBank(
  tx: Transaction,
  cipher: FieldCipher,
  bank: BankConnectionRow,
  opened: OpenedBank,
  by: By,
): Promise<BankConnectionRow | null> {
  const another = bank.externalId !== opened.grant;
  const token = opened.accessToken;
  const moved = await moveBank(tx, bank, 'active', {
    externalId: opened.grant,
    ...(token === null
      ? {}
      : { accessToken: seal(cipher, bank, { table: 'bank_connections', column: 'access_token' }, token) }),
    ...(opened.institutionId === null ? {} : { institutionId: opened.institutionId }),
    ...(opened.institutionName === null ? {} : { institutionName: opened.institutionName.slice(0, 200) }),
    consentEndsAt: opened.consentEndsAtMs === null ? null : new Date(opened.consentEndsAtMs),
    consentWarnedAt: null,
    consent: 'connected',
    begun: null,
    authCode: null,
    ...(another ? { cursor: null } : {}),
    mock: opened.mock,
    failures: 0,
    pausedUntil: null,
    lastCode: null,
  });
  if (!moved) return null;
  if (another) await tx.delete(bankPages).where(eq(bankPages.connectionId, bank.id));
  const linked = await linkAccounts(tx, cipher, moved, opened.accounts, by);
  await endOtherLinks(tx, moved, [...linked.keys()]);
  for (const rule of ['bank_reauth', 'bank_unreadable'] as const)
    await applyReading(tx, {
      tenantId: bank.tenantId,
      rule,
      reading: { subject: `bank:${bank.id}`, value: 0, items: null },
      configured: [],
    });
  await appendEvent(tx, {
    type: bank.provider === 'plaid' ? 'plaid_item_linked' : 'bank_connected',
    actor: by.actor,
    subject: `bank:${bank.id}`,
    data: { accounts: linked.size, again: bank.status !== 'pending' },
  });
  return moved;
}

/** What the bank says is booked on an account, for its page and the proof; a day that it does not say is today. */
export async function keepBooked(
  tx: Transaction,
  account: { accountId: string; currency: string },
  balances: readonly BankBalance[],
  today: string,
): Promise<void> {
  const booked = balances.find(({ kind, currency }) => kind === 'booked' && currency === account.currency);
  if (booked) await keepBalance(tx, account.accountId, { amountMinor: booked.amountMinor, on: booked.onDay ?? today });
}

/** Says when a bank was last read well. */
export const noteRead = (tx: Transaction, connectionId: string, lastCode: string | null): Promise<unknown> =>
  tx
    .update(bankConnections)
    .set({ checkedAt: sql`now()`, failures: 0, pausedUntil: null, lastCode, updatedAt: sql`now()` })
    .where(eq(bankConnections.id, connectionId));
