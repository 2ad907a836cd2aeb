import { z } from 'zod';

/** Names that WHMCS keeps as HTML, as they are read by people. Only the entities that it writes itself. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#039': "'", '#39': "'" };
const plain = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|#0?39);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** Most characters of a text that is kept; what people write is far below it. */
const TEXT = 500;
const text = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) => plain(String(value ?? '')).slice(0, TEXT));
/** Ids are numbers in some answers and strings in others. */
const id = z.coerce.number().int().positive().max(2_147_483_647);
const count = z.coerce.number().int().nonnegative();
/** Amounts are decimals in a string, rarely a number; which currency they are in stands elsewhere. */
const amount = z.union([z.string().max(40), z.number()]);

/**
 * A list inside its name in the singular; of one element WHMCS may give that element itself, and of none an empty string. Its
 * items are read one by one, so that one that breaks a rule hides no other.
 */
const listOf = (name: string) =>
  z
    .union([z.literal(''), z.null(), z.array(z.unknown()), z.record(z.string(), z.unknown())])
    .optional()
    .transform((given): unknown[] => {
      const inner = given && !Array.isArray(given) ? given[name] : given;
      if (inner === undefined || inner === '' || inner === null) return [];
      return Array.isArray(inner) ? (inner as unknown[]) : [inner];
    });

export const listedInvoice = z.object({
  id,
  userid: id.catch(0),
  invoicenum: text,
  date: text,
  duedate: text,
  datepaid: text,
  total: amount,
  status: text,
  updated_at: text,
  currencycode: text,
});
export const invoicesAnswer = z.object({ totalresults: count, invoices: listOf('invoice') });

export const invoiceAnswer = z.object({
  invoiceid: id,
  invoicenum: text,
  userid: id.catch(0),
  date: text,
  duedate: text,
  datepaid: text,
  total: amount,
  balance: amount,
  status: text,
  notes: z
    .union([z.string(), z.null()])
    .optional()
    .transform((value) => plain(value ?? '')),
});

const person = { firstname: text, lastname: text, companyname: text, email: text, status: text };
export const listedClient = z.object({ id, ...person });
export const clientsAnswer = z.object({ totalresults: count, clients: listOf('client') });
export const clientAnswer = z.object({ client: z.object({ id, ...person, currency_code: text }) });

export const listedTransaction = z.object({
  id: z.coerce.string().max(40),
  invoiceid: z.coerce.number().int().catch(0),
  transid: text,
  amountin: amount,
  amountout: amount,
});
export const transactionsAnswer = z.object({ transactions: listOf('transaction') });

export const doneAnswer = z.looseObject({});

/** A day as WHMCS writes it; null for its zero date, and for what no calendar has. */
export function dayOf(written: string): string | null {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(written) ?? [];
  if (!day || day.startsWith('0000') || !Number.isFinite(Date.parse(day))) return null;
  return new Date(Date.parse(day)).toISOString().startsWith(day) ? day : null;
}
