import { parseAmount } from '../../domain/money/money.ts';
import type { SandboxStore } from '../store.ts';

export const VENDOR = 'whmcs';

export type Form = Record<string, string | undefined>;
export type Record_ = Record<string, unknown> & { id: number | string };
interface Transaction extends Record_ {
  invoiceid: number | string;
  transid: string;
  amountin: string;
  amountout: string;
}

/** WHMCS keeps what people write as HTML. */
const asHtml = (text: unknown): string =>
  String(text ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;');

export const stamp = (store: SandboxStore): string =>
  new Date(store.now()).toISOString().slice(0, 19).replace('T', ' ');
const byId = (left: Record_, right: Record_) => Number(left.id) - Number(right.id);
const NO_TIME = '0000-00-00 00:00:00';

export const invoicesOf = (store: SandboxStore) => store.list<Record_>(VENDOR, 'invoice').toSorted(byId);
export const clientsOf = (store: SandboxStore) => store.list<Record_>(VENDOR, 'client').toSorted(byId);
export const transactionsOf = (store: SandboxStore) => store.list<Transaction>(VENDOR, 'transaction').toSorted(byId);

/** An invoice with what a real one always has; what is missing of a record put through the control door is made up. */
export function invoiceJson(record: Record_) {
  return {
    id: Number(record.id),
    userid: Number(record.userid ?? 0),
    firstname: '',
    lastname: '',
    companyname: '',
    invoicenum: String(record.invoicenum ?? ''),
    date: String(record.date ?? '2026-11-01'),
    duedate: String(record.duedate ?? '2026-11-15'),
    datepaid: String(record.datepaid ?? NO_TIME),
    last_capture_attempt: NO_TIME,
    date_refunded: NO_TIME,
    date_cancelled: NO_TIME,
    subtotal: String(record.total ?? '0.00'),
    credit: '0.00',
    tax: '0.00',
    tax2: '0.00',
    total: String(record.total ?? '0.00'),
    taxrate: '0.000',
    taxrate2: '0.000',
    status: String(record.status ?? 'Unpaid'),
    paymentmethod: String(record.paymentmethod ?? 'banktransfer'),
    paymethodid: null,
    notes: asHtml(record.notes),
    created_at: String(record.created_at ?? '2026-11-01 00:00:00'),
    updated_at: String(record.updated_at ?? '2026-11-01 00:00:00'),
    currencycode: String(record.currencycode ?? 'USD'),
    currencyprefix: '',
    currencysuffix: ` ${String(record.currencycode ?? 'USD')}`,
  };
}

/** What is left of an invoice in minor units: its total less what came in, plus what went out. */
export function balanceMinor(store: SandboxStore, invoice: Record_): number {
  const currency = String(invoice.currencycode ?? 'USD');
  const minor = (text: unknown) => parseAmount(String(text ?? '0'), currency);
  return transactionsOf(store)
    .filter((one) => Number(one.invoiceid) === Number(invoice.id))
    .reduce((left, one) => left - minor(one.amountin) + minor(one.amountout), minor(invoice.total));
}

export const clientJson = (record: Record_) => ({
  id: Number(record.id),
  firstname: asHtml(record.firstname),
  lastname: asHtml(record.lastname),
  companyname: asHtml(record.companyname),
  email: String(record.email ?? ''),
  datecreated: String(record.datecreated ?? '2026-01-01'),
  groupid: 0,
  status: String(record.status ?? 'Active'),
});
