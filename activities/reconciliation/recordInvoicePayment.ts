import { and, eq } from 'drizzle-orm';
import { lockCommand } from '../../books/money/moveCommand.ts';
import { postPhase } from '../../books/money/postPhase.ts';
import { type TakenMove, takeMove } from '../../books/money/takeMove.ts';
import { intendInvoicePayment } from '../../books/reconciliation/intendInvoicePayment.ts';
import { intendInvoiceReturn } from '../../books/reconciliation/intendInvoiceReturn.ts';
import { type InvoiceRow, takeInvoices } from '../../books/reconciliation/takeInvoices.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { invoices, whmcsInstances } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { reviewDecisions } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { VendorError } from '../../providers/vendorError.ts';
import { WHMCS_API_VERSION } from '../../providers/whmcs/caller.ts';
import type { WhmcsClient } from '../../providers/whmcs/client.ts';
import { WhmcsRefused } from '../../providers/whmcs/errors.ts';
import { MONEY_PROTOCOLS } from '../../temporal.config.ts';
import type { MoneyStep } from '../../workflows/money/contract.ts';
import type { InvoicePaymentActivities, InvoicePaymentInput } from '../../workflows/reconciliation/contract.ts';
import { advanceCommand } from '../money/advanceCommand.ts';
import { clientOf, type InstanceDeps } from './openInstance.ts';
import { whmcsPaymentAdapter } from './whmcsAdapter.ts';

interface Open {
  deps: InstanceDeps;
  input: InvoicePaymentInput;
  invoice: InvoiceRow;
  instance: WhmcsInstance;
  client: WhmcsClient;
}

/** The invoice of a payment and the client of its instance. Approved money goes out also where a licence has ended since. */
export async function openInvoice(
  deps: InstanceDeps,
  { tenantId, invoiceRowId }: Pick<InvoicePaymentInput, 'tenantId' | 'invoiceRowId'>,
) {
  const [row] = await deps.db.readTenant(tenantId, (tx) =>
    tx
      .select({ invoice: invoices, instance: whmcsInstances })
      .from(invoices)
      .innerJoin(whmcsInstances, eq(whmcsInstances.id, invoices.instanceId))
      .where(eq(invoices.id, invoiceRowId)),
  );
  if (!row) throw new CodedError('NOT_FOUND');
  return { ...row, client: clientOf(deps, row.instance) };
}

/** Reads the invoice again and keeps what it is now, so that what is left of it is not what it was once. */
async function refresh({ deps, input, invoice, instance, client }: Open): Promise<void> {
  const found = await client.invoice(invoice.invoiceId, invoice.currency);
  if (!found) return;
  await deps.db.withTenant(input.tenantId, (tx) => takeInvoices(tx, instance, [found.facts], new Date()));
}

/** The books refuse before anything was sent. */
const REFUSALS: readonly string[] = ['INVOICE_ALREADY_SETTLED', 'PAYMENT_WITHDRAWN'];

/** Writes the intent and takes the lease of its first attempt, in one transaction before the call. */
async function intend({ deps, input }: Open): Promise<TakenMove | MoneyStep> {
  const { tenantId, processId, requestId, decisionId, invoiceRowId, part, amountMinor, feeMinor } = input;
  try {
    return await deps.db.withTenant(tenantId, async (tx) => {
      const [decision] = await tx.select().from(reviewDecisions).where(eq(reviewDecisions.id, decisionId));
      if (!decision?.currency) throw new Error('no approval of money behind this payment');
      const intent = {
        tenantId,
        processId,
        requestId,
        decision: { id: decision.id, currency: decision.currency },
        invoiceRowId,
        part,
        amountMinor,
        feeMinor,
        receivedAt: new Date(input.receivedAt),
        apiVersion: WHMCS_API_VERSION,
      };
      const command = input.compensatesId
        ? await intendInvoiceReturn(tx, intent, input.compensatesId)
        : await intendInvoicePayment(tx, intent);
      if (command === 'stopped') return { kind: 'stopped' };
      return takeMove(tx, command.id, MONEY_PROTOCOLS.whmcs);
    });
  } catch (error) {
    if (error instanceof CodedError && REFUSALS.includes(error.code))
      return { kind: 'refused', commandId: '', code: error.code };
    throw error;
  }
}

/** The command of a payment, once it was intended. */
async function commandOf({ deps, input }: Open): Promise<string | undefined> {
  const { decisionId, part, compensatesId } = input;
  const own = and(
    eq(moneyCommands.decisionId, decisionId),
    eq(moneyCommands.leg, compensatesId ? 'invoice_return' : 'invoice_payment'),
    eq(moneyCommands.part, part),
  );
  const rows = await deps.db.readTenant(input.tenantId, (tx) =>
    tx.select({ id: moneyCommands.id }).from(moneyCommands).where(own),
  );
  return rows[0]?.id;
}

/**
 * WHMCS keeps an invoice paid whose payment was taken back, until it is told that it is open again. Where it may not be told, the
 * payment is taken back all the same, and the invoice says that it is paid and what is left of it.
 */
async function reopen({ client, invoice }: Open): Promise<void> {
  try {
    const found = await client.invoice(invoice.invoiceId, invoice.currency);
    if (found?.facts.state === 'paid' && (found.facts.balanceMinor ?? 0) > 0) await client.reopen(invoice.invoiceId);
  } catch (error) {
    if (error instanceof VendorError && error.kind === 'retryable') throw error;
    if (!(error instanceof VendorError || error instanceof WhmcsRefused)) throw error;
  }
}

/** WHMCS lists the payment: it is settled in the ledger, and the invoice is what it is now. */
async function settle(open: Open, commandId: string): Promise<void> {
  const { deps, input } = open;
  await deps.db.withTenant(input.tenantId, async (tx) => {
    const { command } = await lockCommand(tx, commandId);
    await postPhase(tx, command, 'settled');
  });
  if (input.compensatesId) await reopen(open);
  // The next reading sees it too; until then the exposure of the invoice counts what was recorded.
  await refresh(open).catch(() => undefined);
}

export const recordInvoicePayment =
  (deps: InstanceDeps): InvoicePaymentActivities['recordInvoicePayment'] =>
  async (input) => {
    const open: Open = { deps, input, ...(await openInvoice(deps, input)) };
    let commandId = await commandOf(open);
    let first: TakenMove | undefined;
    if (commandId === undefined) {
      await refresh(open);
      const intended = await intend(open);
      if ('kind' in intended) return intended;
      first = intended;
      commandId = intended.command.id;
    }
    const step = await advanceCommand(deps.db, input.tenantId, commandId, whmcsPaymentAdapter(open.client), first);
    if (step.kind === 'applied') await settle(open, commandId);
    return step;
  };
