import { and, eq } from 'drizzle-orm';
import { allowLookups, noteAnswer } from '../../books/money/countLookups.ts';
import { finishCommand } from '../../books/money/finishCommand.ts';
import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import type { Database } from '../../db/database.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { reviewDecisions } from '../../db/reviews/schema.ts';
import { takesBack } from '../../domain/ledger/postings.ts';
import { type AdoptedPayment, paymentAdoptionProblem } from '../../domain/reconciliation/paymentAdoption.ts';
import type { InvoicePayment } from '../../providers/whmcs/client.ts';
import type { InvoicePaymentActivities } from '../../workflows/reconciliation/contract.ts';
import type { InstanceDeps } from './openInstance.ts';
import { openInvoice } from './recordInvoicePayment.ts';

/** Whether another command stands for a transaction. `vendorId` names its instance too. */
async function isOwned(db: Database, command: MoneyCommand, vendorId: string): Promise<boolean> {
  const own = and(eq(moneyCommands.vendor, command.vendor), eq(moneyCommands.vendorId, vendorId));
  const owners = await db.readTenant(command.tenantId, (tx) =>
    tx.select({ id: moneyCommands.id }).from(moneyCommands).where(own),
  );
  return owners.some(({ id }) => id !== command.id);
}

/** The payment that a person names, as WHMCS has it now, and why it is not this command's. */
async function namedPayment(deps: InstanceDeps, command: MoneyCommand, named: string) {
  const { invoiceId, instanceId, transactionId } = command.parameters as InvoicePayment;
  const invoiceRowId = command.payee.slice('invoice:'.length);
  const { client } = await openInvoice(deps, { tenantId: command.tenantId, invoiceRowId });
  const listed = await client.transactionsOf(Number(invoiceId), command.currency);
  const found: AdoptedPayment[] = listed.filter((one) => one.id === named || one.transactionId === named);
  const expected = takesBack(command.leg) ? -command.amountMinor : command.amountMinor;
  const vendorId = `${instanceId}:${found[0]?.id ?? ''}`;
  const owned = found.length > 0 && (await isOwned(deps.db, command, vendorId));
  return { vendorId, problem: paymentAdoptionProblem({ amountMinor: expected, transactionId }, found, owned) };
}

export const settleInvoicePayment =
  (deps: InstanceDeps): InvoicePaymentActivities['settleInvoicePayment'] =>
  async ({ tenantId, processId, requestId, commandId, decisionId }) => {
    const { db } = deps;
    const [[decision], [command]] = await db.withTenant(tenantId, (tx) =>
      Promise.all([
        tx.select().from(reviewDecisions).where(eq(reviewDecisions.id, decisionId)),
        tx.select().from(moneyCommands).where(eq(moneyCommands.id, commandId)),
      ]),
    );
    if (!decision || !command) throw new Error('nothing to settle');
    if (command.state === 'applied') return;
    const answer = { commandId, processId, requestId, actor: decision.actor };
    if (decision.decision === 'found' && decision.vendorId) {
      const { vendorId, problem } = await namedPayment(deps, command, decision.vendorId);
      await db.withTenant(tenantId, async (tx) => {
        if (!problem) await finishCommand(tx, commandId, { kind: 'applied', vendorId });
        await noteAnswer(tx, { ...answer, found: !problem, refusedBecause: problem });
      });
    } else if (decision.decision === 'absent') await db.withTenant(tenantId, (tx) => allowLookups(tx, answer));
  };
