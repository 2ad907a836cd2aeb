import { and, asc, eq, sql } from 'drizzle-orm';
import { type BankConnectionRow, linksOf } from '../../db/banking/connections.ts';
import { bankAccountLinks, bankConnections } from '../../db/banking/schema.ts';
import { bankPages, bankSetAside, type StagedPage } from '../../db/banking/syncSchema.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { linesOfPages } from '../../domain/banking/pages.ts';
import { appendEvent } from '../events.ts';
import { keepBooked, linkAccounts } from './openBank.ts';
import { dropPages, type Stream } from './stagePage.ts';
import { type TakenCounts, takeLines } from './takeLines.ts';

const BY = { actor: 'workflow', requestId: 'bank-sync' } as const;
const NONE: TakenCounts = { added: 0, changed: 0, removed: 0, unchanged: 0 };

const sum = (one: TakenCounts, other: TakenCounts): TakenCounts => ({
  added: one.added + other.added,
  changed: one.changed + other.changed,
  removed: one.removed + other.removed,
  unchanged: one.unchanged + other.unchanged,
});

/** Names lines that break a rule, once each. */
async function nameRefused(tx: Transaction, bank: BankConnectionRow, pages: readonly StagedPage[]): Promise<number> {
  const refused = pages.flatMap((page) => page.refused);
  if (refused.length === 0) return 0;
  const rows = refused.map(({ accountExternalId, externalId, reason }) => ({
    tenantId: bank.tenantId,
    connectionId: bank.id,
    accountExternalId: accountExternalId.slice(0, 300),
    externalId: (externalId ?? '').slice(0, 300),
    reason,
  }));
  const fresh = await tx
    .insert(bankSetAside)
    .values(rows)
    .onConflictDoNothing()
    .returning({ at: bankSetAside.createdAt });
  if (fresh.length > 0)
    await appendEvent(tx, {
      type: 'bank_lines_set_aside',
      actor: 'workflow',
      subject: `bank:${bank.id}`,
      data: { lines: fresh.length },
    });
  return fresh.length;
}

/** The accounts by the provider's ids; those that the pages name and that are new are linked first. */
async function accountsOf(tx: Transaction, cipher: FieldCipher, bank: BankConnectionRow, pages: readonly StagedPage[]) {
  const told = pages.at(-1)?.accounts ?? [];
  const links = new Map((await linksOf(tx, bank.id)).map((link) => [link.externalId, link.accountId]));
  const fresh = told.filter(({ facts }) => !links.has(facts.externalId)).map(({ facts }) => facts);
  for (const [id, accountId] of await linkAccounts(tx, cipher, bank, fresh, BY)) links.set(id, accountId);
  for (const { facts, balances } of told) {
    const accountId = links.get(facts.externalId);
    const today = new Date().toISOString().slice(0, 10);
    if (accountId) await keepBooked(tx, { accountId, currency: facts.currency }, balances, today);
  }
  return links;
}

/**
 * Makes lines of the pages of a finished reading, and moves the mark after them, in one transaction: the mark never stands
 * after what is not stored. Nothing where the access has changed since they were read.
 */
export async function applyPages(
  tx: Transaction,
  cipher: FieldCipher,
  stream: Stream,
  grant: string,
): Promise<TakenCounts & { lines: number; refused: number }> {
  const { connectionId } = stream;
  const [bank] = await tx.select().from(bankConnections).where(eq(bankConnections.id, connectionId)).for('update');
  const rows = await tx
    .select()
    .from(bankPages)
    .where(and(eq(bankPages.connectionId, connectionId), eq(bankPages.stream, stream.stream)))
    .orderBy(asc(bankPages.position));
  const last = rows.at(-1);
  // Read while its owner ended the access: it is theirs, and no account of it is linked again.
  if (bank?.status === 'disconnected') await dropPages(tx, stream);
  if (!bank || bank.status === 'disconnected' || !last?.isLast || bank.externalId !== grant)
    return { ...NONE, lines: 0, refused: 0 };
  const pages = rows.map(({ page }) => page);
  const links = await accountsOf(tx, cipher, bank, pages);
  const days = last.windowFrom && last.windowTo ? { from: last.windowFrom, to: last.windowTo } : null;
  const byAccount = linesOfPages(pages);
  // An account without any line was read all the same.
  if (days && !byAccount.has(stream.stream))
    byAccount.set(stream.stream, { lines: [], removedExternalIds: [], hasRefused: false });
  let counts = NONE;
  let lines = 0;
  for (const [externalId, told] of [...byAccount].toSorted(([one], [other]) => one.localeCompare(other))) {
    const accountId = links.get(externalId);
    if (!accountId) continue;
    lines += told.lines.length;
    const taken = await takeLines(tx, {
      tenantId: bank.tenantId,
      accountId,
      source: bank.provider,
      scope: grant,
      lines: told.lines,
      removedExternalIds: told.removedExternalIds,
      window: told.hasRefused ? null : days,
      mock: bank.mock,
      by: BY,
    });
    counts = sum(counts, taken);
  }
  const refused = await nameRefused(tx, bank, pages);
  if (days) await noteCovered(tx, stream, days);
  else await tx.update(bankConnections).set({ cursor: last.next }).where(eq(bankConnections.id, connectionId));
  await dropPages(tx, stream);
  return { ...counts, lines, refused };
}

/** Which days of an account have been read in full. */
const noteCovered = (tx: Transaction, { connectionId, stream }: Stream, days: { from: string; to: string }) =>
  tx
    .update(bankAccountLinks)
    .set({
      coveredFrom: sql`least(${bankAccountLinks.coveredFrom}, ${days.from}::date)`,
      coveredTo: sql`greatest(${bankAccountLinks.coveredTo}, ${days.to}::date)`,
    })
    .where(and(eq(bankAccountLinks.connectionId, connectionId), eq(bankAccountLinks.externalId, stream)));
