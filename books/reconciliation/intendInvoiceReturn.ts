import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { invoices } from '../../db/reconciliation/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { formatAmount } from '../../domain/money/money.ts';
import { transactionIdOf } from '../../domain/reconciliation/invoices.ts';
import { localText } from '../../domain/reconciliation/localTime.ts';
import { intendCommand } from '../money/intendCommand.ts';
import { lockCommand, type MoneyCommand } from '../money/moveCommand.ts';
import type { InvoicePaymentIntent } from './intendInvoicePayment.ts';
import { lockInstance } from './moveInstance.ts';

/**
 * The intent to take back what a command recorded at an invoice, all of it or a part; a command of its own, that changes nothing
 * of the first. The database refuses more than was recorded (check_money_command). The same intent again returns the command
 * that is there; `stopped` while money is stopped.
 */
export async function intendInvoiceReturn(
  tx: Transaction,
  intent: InvoicePaymentIntent,
  compensatesId: string,
): Promise<MoneyCommand | 'stopped'> {
  const { decision, invoiceRowId, part, amountMinor, receivedAt, feeMinor: _none, ...call } = intent;
  const { command: paid } = await lockCommand(tx, compensatesId);
  const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, invoiceRowId)).for('update');
  if (!invoice) throw new CodedError('NOT_FOUND');
  const instance = await lockInstance(tx, invoice.instanceId);
  if (instance.status === 'disconnected') throw new CodedError('CONNECTION_REQUIRES_REAUTH');
  return intendCommand(tx, {
    ...call,
    decision: { id: decision.id, payee: paid.payee, approvedMinor: amountMinor, currency: decision.currency },
    leg: 'invoice_return',
    part,
    vendor: 'whmcs',
    parameters: {
      instanceId: instance.id,
      invoiceId: String(invoice.invoiceId),
      transactionId: transactionIdOf(decision.id, part),
      gateway: instance.gateway,
      date: localText(instance.timeZone, receivedAt.getTime()),
      amount: formatAmount(amountMinor, invoice.currency),
    },
    mock: invoice.mock,
    exposure: null,
    compensates: { id: paid.id, exposureKey: paid.exposureKey },
  });
}
