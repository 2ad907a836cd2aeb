import type { InstanceDeps } from './openInstance.ts';
import { openInvoice } from './recordInvoicePayment.ts';

/** Most characters that the notes of an invoice grow to; older lines stay. */
const MOST = 60_000;

/** The mark of a line, so that the same one is not written twice. */
const lineOf = (text: string, noteId: string) =>
  `[Countersign ${noteId.slice(0, 8)}] ${text.replaceAll(/\s+/g, ' ').trim()}`;

/** Adds a line to the notes of an invoice, once. Throws VendorError. */
export const noteAtInvoice =
  (deps: InstanceDeps) =>
  async ({
    tenantId,
    invoiceRowId,
    noteId,
    text,
  }: {
    tenantId: string;
    invoiceRowId: string;
    noteId: string;
    text: string;
  }): Promise<void> => {
    const { invoice, client } = await openInvoice(deps, { tenantId, invoiceRowId });
    const found = await client.invoice(invoice.invoiceId, invoice.currency);
    const line = lineOf(text, noteId);
    if (!found || found.notes.includes(line) || found.notes.length + line.length > MOST) return;
    await client.writeNotes(invoice.invoiceId, [found.notes.trimEnd(), line].filter(Boolean).join('\n'));
  };
