import { and, eq, isNull, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import type { Transaction } from '../../db/database.ts';
import { takeKeptFailures } from '../../db/disputes/refundFailures.ts';
import {
  ledgerAccounts,
  ledgerEntries,
  ledgerTransactions,
  moneyCommands,
  moneyExposures,
} from '../../db/money/schema.ts';
import { type LedgerPhase, refundPostings } from '../../domain/ledger/postings.ts';

type Command = typeof moneyCommands.$inferSelect;

/** Which phases of a command the ledger holds. */
async function postedPhases(tx: Transaction, commandId: string): Promise<LedgerPhase[]> {
  const rows = await tx
    .select({ phase: ledgerTransactions.phase })
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.commandId, commandId));
  return rows.map((row) => row.phase);
}

/** Posts one phase of a refund; the same phase again posts nothing. Only refunds move money, a record in billing does not. */
export async function postPhase(tx: Transaction, command: Command, phase: LedgerPhase): Promise<void> {
  if (command.leg !== 'refund') return;
  const { tenantId, currency } = command;
  const before = await postedPhases(tx, command.id);
  const [transaction] = await tx
    .insert(ledgerTransactions)
    .values({ tenantId, commandId: command.id, phase })
    .onConflictDoNothing()
    .returning();
  if (!transaction) return;
  for (const posting of refundPostings(phase, command.amountMinor, before.includes('settled'))) {
    await tx.insert(ledgerAccounts).values({ tenantId, code: posting.account, currency }).onConflictDoNothing();
    const [account] = await tx
      .select()
      .from(ledgerAccounts)
      .where(and(eq(ledgerAccounts.code, posting.account), eq(ledgerAccounts.currency, currency)));
    if (!account) throw new Error('ledger account not written');
    await tx.insert(ledgerEntries).values({
      tenantId,
      transactionId: transaction.id,
      accountId: account.id,
      amountMinor: posting.amountMinor,
      currency,
    });
  }
}

/** A refund that came back: marked once, off the exposure, reversed in the ledger; the charge can be paid back again. */
export async function reverseCommand(tx: Transaction, command: Command, requestId: string): Promise<void> {
  const updated = await tx
    .update(moneyCommands)
    .set({ failedLaterAt: sql`now()` })
    .where(and(eq(moneyCommands.id, command.id), isNull(moneyCommands.failedLaterAt)))
    .returning();
  if (updated.length === 0) return;
  if (command.exposureKey)
    await tx
      .update(moneyExposures)
      .set({ appliedMinor: sql`applied_minor - ${command.amountMinor}` })
      .where(eq(moneyExposures.key, command.exposureKey));
  await postPhase(tx, command, 'reversed');
  await takeKeptFailures(tx, command.vendorId ? [command.vendorId] : []);
  await appendEvent(tx, {
    type: 'money_failed_later',
    actor: 'vendor',
    subject: `process:${command.processId}`,
    data: {
      commandId: command.id,
      vendorId: command.vendorId,
      amountMinor: command.amountMinor,
      currency: command.currency,
    },
    requestId,
  });
}
