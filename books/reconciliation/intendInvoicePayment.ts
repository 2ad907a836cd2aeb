import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { moneyCommands, moneyExposures } from '../../db/money/schema.ts';
import { invoiceMatches } from '../../db/reconciliation/matchSchema.ts';
import { invoices } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { formatAmount } from '../../domain/money/money.ts';
import { invoicePayee, isOpenInvoice, transactionIdOf } from '../../domain/reconciliation/invoices.ts';
import { localText } from '../../domain/reconciliation/localTime.ts';
import { intendCommand } from '../money/intendCommand.ts';
import type { MoneyCommand } from '../money/moveCommand.ts';
import { lockInstance } from './moveInstance.ts';
import { paymentsStand } from './moveMatch.ts';
import type { InvoiceRow } from './takeInvoices.ts';

export interface InvoicePaymentIntent {
  tenantId: string;
  processId: string;
  requestId: string;
  /** The approval; its own payee and amount where `part` is 0. */
  decision: { id: string; currency: string };
  invoiceRowId: string;
  part: number;
  amountMinor: number;
  feeMinor: number | null;
  receivedAt: Date;
  /** Version of the vendor's API whose request is kept. */
  apiVersion: string;
}

const refused = (invoice: Pick<InvoiceRow, 'number'>) =>
  new CodedError('INVOICE_ALREADY_SETTLED', `Less is left to pay of invoice ${invoice.number} than is to be recorded`);

/** What is left of a locked invoice: less what is being recorded, and what was recorded that its last reading did not show yet. */
async function leftOf(tx: Transaction, invoice: InvoiceRow): Promise<number> {
  if (!isOpenInvoice(invoice.state)) return 0;
  const [exposure] = await tx
    .select()
    .from(moneyExposures)
    .where(eq(moneyExposures.key, invoicePayee(invoice.id)))
    .for('update');
  if (!exposure) return invoice.balanceMinor;
  const elsewhere = Math.max(0, invoice.paidMinor - exposure.appliedMinor);
  return invoice.totalMinor - elsewhere - exposure.appliedMinor - exposure.openMinor;
}

/** The match behind a payment, where one is: what was approved hours ago, because money was stopped, may have gone back since. */
async function assertPaymentsStand(tx: Transaction, processId: string): Promise<void> {
  const [match] = await tx
    .select({ id: invoiceMatches.id })
    .from(invoiceMatches)
    .where(eq(invoiceMatches.processId, processId));
  if (match && !(await paymentsStand(tx, match, 'matched'))) throw new CodedError('PAYMENT_WITHDRAWN');
}

/** The request that WHMCS is sent, kept and sent verbatim. */
const parametersOf = (intent: InvoicePaymentIntent, invoice: InvoiceRow, instance: WhmcsInstance) => ({
  instanceId: instance.id,
  invoiceId: String(invoice.invoiceId),
  transactionId: transactionIdOf(intent.decision.id, intent.part),
  gateway: instance.gateway,
  date: localText(instance.timeZone, intent.receivedAt.getTime()),
  amount: formatAmount(intent.amountMinor, invoice.currency),
  ...(intent.feeMinor === null ? {} : { fees: formatAmount(intent.feeMinor, invoice.currency) }),
});

/**
 * The intent to record an approved payment at an invoice: its row is locked and what is left of it checked, so of two
 * payments of one invoice the second is refused. The same intent again returns the command that is there. Throws
 * INVOICE_ALREADY_SETTLED, and PAYMENT_WITHDRAWN where what came in has gone back since; `stopped` while money is stopped.
 */
export async function intendInvoicePayment(
  tx: Transaction,
  intent: InvoicePaymentIntent,
): Promise<MoneyCommand | 'stopped'> {
  const { tenantId, processId, requestId, decision, invoiceRowId, part, amountMinor, apiVersion } = intent;
  const [known] = await tx
    .select()
    .from(moneyCommands)
    .where(
      and(
        eq(moneyCommands.decisionId, decision.id),
        eq(moneyCommands.leg, 'invoice_payment'),
        eq(moneyCommands.part, part),
      ),
    );
  if (known) return known;
  await assertPaymentsStand(tx, processId);
  const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, invoiceRowId)).for('update');
  if (!invoice) throw new CodedError('NOT_FOUND');
  const instance = await lockInstance(tx, invoice.instanceId);
  if (instance.status === 'disconnected') throw new CodedError('CONNECTION_REQUIRES_REAUTH');
  if (invoice.currency !== decision.currency || amountMinor > (await leftOf(tx, invoice))) throw refused(invoice);
  const payee = invoicePayee(invoice.id);
  return intendCommand(tx, {
    tenantId,
    processId,
    requestId,
    decision: { id: decision.id, payee, approvedMinor: amountMinor, currency: decision.currency },
    leg: 'invoice_payment',
    part,
    vendor: 'whmcs',
    parameters: parametersOf(intent, invoice, instance),
    apiVersion,
    mock: invoice.mock,
    exposure: {
      key: payee,
      currency: invoice.currency,
      amountMinor: invoice.totalMinor,
      refundedMinor: invoice.paidMinor,
    },
  });
}
