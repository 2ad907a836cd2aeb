import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { moneyCommands, moneyExposures } from '../../db/money/schema.ts';
import { appendEvent } from '../events.ts';
import type { MoneyCommand } from './moveCommand.ts';
import { postPhase } from './postPhase.ts';
import { takeKeptFailures } from './takeKeptFailures.ts';

/** A refund that came back: marked once, off the exposure, reversed in the ledger; the charge can be paid back again. */
export async function reverseCommand(tx: Transaction, command: MoneyCommand, requestId: string): Promise<void> {
  const applied = and(
    eq(moneyCommands.id, command.id),
    eq(moneyCommands.state, 'applied'),
    isNull(moneyCommands.failedLaterAt),
  );
  const marked = await tx
    .update(moneyCommands)
    .set({ failedLaterAt: sql`now()` })
    .where(applied)
    .returning({ id: moneyCommands.id });
  if (marked.length === 0) return;
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
