import type { InvoicePaymentActivities } from '../../workflows/reconciliation/contract.ts';
import type { InstanceDeps } from './openInstance.ts';
import { openInvoice } from './recordInvoicePayment.ts';

/** Most characters that the notes of an invoice grow to; older lines stay. */
const MOST = 60_000;

/** The mark of a line, so that the same one is not written twice. */
const lineOf = (text: string, noteId: string) =>
  `[Countersign ${noteId.slice(0, 8)}] ${text.replaceAll(/\s+/g, ' ').trim()}`;

export const noteAtInvoice =
  (deps: InstanceDeps): InvoicePaymentActivities['noteAtInvoice'] =>
  async ({ tenantId, invoiceRowId, noteId, text }) => {
    const { invoice, client } = await openInvoice(deps, { tenantId, invoiceRowId });
    const found = await client.invoice(invoice.invoiceId, invoice.currency);
    const line = lineOf(text, noteId);
    if (!found || found.notes.includes(line) || found.notes.length + line.length > MOST) return;
    await client.writeNotes(invoice.invoiceId, [found.notes.trimEnd(), line].filter(Boolean).join('\n'));
  };
