import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { ledgerAccounts, ledgerEntries, ledgerTransactions } from '../../db/money/schema.ts';
import { type LedgerPhase, movesMoney, type Posting, postingsOf } from '../../domain/ledger/postings.ts';
import type { MoneyCommand } from './moveCommand.ts';

/** Ids of the accounts of some postings by code; one that is new is written. */
async function accountsOf(
  tx: Transaction,
  { tenantId, currency }: MoneyCommand,
  postings: Posting[],
): Promise<Map<string, string>> {
  const codes = postings.map(({ account }) => account);
  const find = async () => {
    const rows = await tx
      .select({ code: ledgerAccounts.code, id: ledgerAccounts.id })
      .from(ledgerAccounts)
      .where(and(inArray(ledgerAccounts.code, codes), eq(ledgerAccounts.currency, currency)));
    return new Map(rows.map(({ code, id }) => [code, id]));
  };
  const known = await find();
  if (codes.every((code) => known.has(code))) return known;
  await tx
    .insert(ledgerAccounts)
    .values(codes.map((code) => ({ tenantId, code, currency })))
    .onConflictDoNothing();
  return find();
}

/** Whether the ledger says that the money of a command has arrived. */
async function isSettled(tx: Transaction, commandId: string): Promise<boolean> {
  const settled = and(eq(ledgerTransactions.commandId, commandId), eq(ledgerTransactions.phase, 'settled'));
  return (await tx.$count(ledgerTransactions, settled)) > 0;
}

/** Posts one phase of a command; the same phase again posts nothing, and so does a leg that moves no money. */
export async function postPhase(tx: Transaction, command: MoneyCommand, phase: LedgerPhase): Promise<void> {
  if (!movesMoney(command.leg)) return;
  const { tenantId, currency } = command;
  const [transaction] = await tx
    .insert(ledgerTransactions)
    .values({ tenantId, commandId: command.id, phase })
    .onConflictDoNothing()
    .returning();
  if (!transaction) return;
  const wasSettled = phase === 'reversed' && (await isSettled(tx, command.id));
  const postings = postingsOf(command.leg, phase, command.amountMinor, wasSettled);
  const accounts = await accountsOf(tx, command, postings);
  await tx.insert(ledgerEntries).values(
    postings.map(({ account, amountMinor }) => {
      const accountId = accounts.get(account);
      if (!accountId) throw new Error('ledger account not written');
      return { tenantId, transactionId: transaction.id, accountId, amountMinor, currency };
    }),
  );
}
