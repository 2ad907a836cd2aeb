import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import { endComparison } from '../../books/money/endComparison.ts';
import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import { postPhase } from '../../books/money/postPhase.ts';
import type { Problem } from '../../books/money/reportProblems.ts';
import { moneyCommands, reconcilerCursors } from '../../db/money/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { takesBack } from '../../domain/ledger/postings.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import type { InvoicePayment, WhmcsClient } from '../../providers/whmcs/client.ts';
import type { InstanceDeps } from './openInstance.ts';

/** Younger effects and commands may still be on their way to each other. */
const SETTLING_MS = 60_000;
const FIRST_RUN_MS = 3 * 86_400_000;
/** Payments that one reading compares; what is left comes with the next. */
const MOST = 200;

/** What WHMCS has under the transaction id of a command, beside what the books say; null where both agree. */
async function problemOf(client: WhmcsClient, command: MoneyCommand): Promise<Problem | null> {
  const { transactionId, invoiceId } = command.parameters as InvoicePayment;
  const { currency, amountMinor } = command;
  const told = { vendorId: transactionId, amountMinor, currency };
  const expected = takesBack(command.leg) ? -amountMinor : amountMinor;
  try {
    const found = await client.transactions(transactionId, currency);
    if (found.length === 0) return { ...told, problem: 'missing_at_vendor' };
    // It takes one id twice: the second is an effect that no command has.
    if (found.length > 1) return { ...told, problem: 'no_command' };
    const right = found.every((one) => one.invoiceId === Number(invoiceId) && one.amountMinor === expected);
    return right ? null : { ...told, problem: 'amount_differs' };
  } catch (error) {
    if (error instanceof InvalidRecordError) return { ...told, problem: 'unreadable_record' };
    throw error;
  }
}

/** Commands of an instance that were applied since they were compared last, the oldest first. */
const appliedSince = ({ db }: InstanceDeps, instance: WhmcsInstance, vendor: string) =>
  db.withTenant(instance.tenantId, async (tx) => {
    const [cursor] = await tx.select().from(reconcilerCursors).where(eq(reconcilerCursors.vendor, vendor));
    const since = cursor?.checkedThrough ?? new Date(Date.now() - FIRST_RUN_MS);
    return tx
      .select()
      .from(moneyCommands)
      .where(
        and(
          eq(moneyCommands.vendor, 'whmcs'),
          eq(moneyCommands.state, 'applied'),
          sql`${moneyCommands.parameters} ->> 'instanceId' = ${instance.id}`,
          gt(moneyCommands.finishedAt, since),
          lte(moneyCommands.finishedAt, new Date(Date.now() - SETTLING_MS)),
        ),
      )
      .orderBy(asc(moneyCommands.finishedAt))
      .limit(MOST);
  });

/**
 * Compares payments that the books say WHMCS has with what it lists under their ids: one that is missing, stands there twice or
 * differs is for a person to explain; what is there is settled in the ledger. Throws VendorError; what was compared by then stays.
 */
export async function comparePayments(deps: InstanceDeps, instance: WhmcsInstance, client: WhmcsClient): Promise<void> {
  const { tenantId, id } = instance;
  const vendor = `whmcs:${id}`;
  for (const command of await appliedSince(deps, instance, vendor)) {
    const problem = await problemOf(client, command);
    await deps.db.withTenant(tenantId, async (tx) => {
      if (!problem) await postPhase(tx, command, 'settled');
      const checkedThrough = command.finishedAt ?? new Date();
      await endComparison(tx, { tenantId, vendor, checkedThrough }, problem ? [problem] : [], 'whmcs');
    });
  }
}
