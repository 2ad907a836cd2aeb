import express, { type Request, type Response, type Router } from 'express';
import { formatAmount, parseAmount } from '../../domain/money/money.ts';
import { companyOfWhmcs } from '../companies.ts';
import { edge, requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';

const VENDOR = 'whmcs';
const DEFAULT_LIMIT = 25;

type Form = Record<string, string | undefined>;
type Record_ = Record<string, unknown> & { id: number | string };
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

const stamp = (store: SandboxStore): string => new Date(store.now()).toISOString().slice(0, 19).replace('T', ' ');
const byId = (left: Record_, right: Record_) => Number(left.id) - Number(right.id);
const NO_TIME = '0000-00-00 00:00:00';

const invoicesOf = (store: SandboxStore) => store.list<Record_>(VENDOR, 'invoice').toSorted(byId);
const clientsOf = (store: SandboxStore) => store.list<Record_>(VENDOR, 'client').toSorted(byId);
const transactionsOf = (store: SandboxStore) => store.list<Transaction>(VENDOR, 'transaction').toSorted(byId);

/** An invoice with what a real one always has; what is missing of a record put through the control door is made up. */
function invoiceJson(record: Record_) {
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
function balanceMinor(store: SandboxStore, invoice: Record_): number {
  const currency = String(invoice.currencycode ?? 'USD');
  const minor = (text: unknown) => parseAmount(String(text ?? '0'), currency);
  return transactionsOf(store)
    .filter((one) => Number(one.invoiceid) === Number(invoice.id))
    .reduce((left, one) => left - minor(one.amountin) + minor(one.amountout), minor(invoice.total));
}

const clientJson = (record: Record_) => ({
  id: Number(record.id),
  firstname: asHtml(record.firstname),
  lastname: asHtml(record.lastname),
  companyname: asHtml(record.companyname),
  email: String(record.email ?? ''),
  datecreated: String(record.datecreated ?? '2026-01-01'),
  groupid: 0,
  status: String(record.status ?? 'Active'),
});

/** A refusal as WHMCS gives it: with HTTP 200. */
const refusal = (message: string) => ({ result: 'error', message });

/** A list in its name; none is an empty text, and of one element a version gives that element. */
function listJson(store: SandboxStore, request: Request, name: string, items: object[]) {
  if (items.length === 0) return '';
  const single = items.length === 1 && takeFault(store, VENDOR, 'POST', requestText(request), ['single_element']);
  return { [name]: single ? items[0] : items };
}

function page(store: SandboxStore, request: Request, plural: string, all: object[]) {
  const form = request.body as Form;
  const start = Number(form.limitstart ?? 0);
  const items = all.slice(start, start + Number(form.limitnum ?? DEFAULT_LIMIT));
  const list = listJson(store, request, plural.slice(0, -1), items);
  return { result: 'success', totalresults: all.length, startnumber: start, numreturned: items.length, [plural]: list };
}

/** Invoices of a status and client, in the order asked for: `Overdue` is unpaid and past its day. */
function chosenInvoices(store: SandboxStore, form: Form): Record_[] {
  const today = stamp(store).slice(0, 10);
  const wanted = invoicesOf(store).filter((record) => {
    const invoice = invoiceJson(record);
    const overdue = form.status === 'Overdue' && invoice.status === 'Unpaid' && invoice.duedate < today;
    return (
      (!form.status || invoice.status === form.status || overdue) &&
      (!form.userid || invoice.userid === Number(form.userid))
    );
  });
  return form.order === 'desc' ? wanted.toReversed() : wanted;
}

function findInvoice(store: SandboxStore, form: Form): Record_ | undefined {
  return invoicesOf(store).find((record) => Number(record.id) === Number(form.invoiceid));
}

/** Writes a payment, which pays an invoice whose balance it covers. */
function addPayment(store: SandboxStore, request: Request): object {
  const form = request.body as Form;
  const invoice = findInvoice(store, form);
  if (!invoice) return refusal('Invoice ID Not Found');
  const { status, currencycode: currency } = invoiceJson(invoice);
  if (status === 'Cancelled') return refusal('It is not possible to add a payment to an invoice that is Cancelled');
  if (!form.date || !form.transid || !form.gateway) return refusal('Missing Variable');
  const known = transactionsOf(store).some((one) => one.transid === form.transid);
  if (known && !takeFault(store, VENDOR, 'POST', requestText(request), ['accept_duplicate']))
    return refusal('Transaction ID must be unique');
  const left = balanceMinor(store, invoice);
  const amountMinor = form.amount === undefined ? left : parseAmount(form.amount, currency);
  const id = Math.max(0, ...transactionsOf(store).map((one) => Number(one.id))) + 1;
  store.put(VENDOR, 'transaction', String(id), {
    id: String(id),
    userid: String(invoice.userid ?? 0),
    currency: '0',
    gateway: form.gateway,
    date: form.date,
    description: 'Invoice Payment',
    amountin: formatAmount(amountMinor, currency),
    fees: form.fees ?? '0.00',
    amountout: '0.00',
    rate: '1.00000',
    transid: form.transid,
    invoiceid: String(invoice.id),
    refundid: '0',
  });
  const paid = left - amountMinor <= 0;
  const more = paid ? { status: 'Paid', datepaid: form.date } : {};
  store.put(VENDOR, 'invoice', String(invoice.id), { ...invoice, ...more, updated_at: stamp(store) });
  store.addEffect({
    vendor: VENDOR,
    kind: 'payment',
    idempotencyKey: null,
    businessKey: form.transid,
    amountMinor,
    currency,
    id: String(id),
  });
  return { result: 'success' };
}

/** Writes money that goes out of an invoice; its status stays as it is until somebody changes it. */
function addTransaction(store: SandboxStore, request: Request): object {
  const form = request.body as Form;
  const invoice = findInvoice(store, form);
  if (!invoice) return refusal('Invoice ID Not Found');
  if (!form.paymentmethod || !form.date) return refusal('Payment Method is required');
  if (transactionsOf(store).some((one) => one.transid === form.transid))
    return refusal('Transaction ID must be Unique');
  const { currencycode: currency } = invoiceJson(invoice);
  const amountMinor = parseAmount(form.amountout ?? '0', currency);
  const id = Math.max(0, ...transactionsOf(store).map((one) => Number(one.id))) + 1;
  store.put(VENDOR, 'transaction', String(id), {
    id: String(id),
    userid: String(invoice.userid ?? 0),
    currency: '0',
    gateway: form.paymentmethod,
    date: form.date,
    description: form.description ?? '',
    amountin: '0.00',
    fees: '0.00',
    amountout: formatAmount(amountMinor, currency),
    rate: '1.00000',
    transid: form.transid ?? '',
    invoiceid: String(invoice.id),
    refundid: '0',
  });
  store.addEffect({
    vendor: VENDOR,
    kind: 'taken_back',
    idempotencyKey: null,
    businessKey: form.transid ?? null,
    amountMinor,
    currency,
    id: String(id),
  });
  return { result: 'success' };
}

function updateInvoice(store: SandboxStore, form: Form): object {
  const invoice = findInvoice(store, form);
  if (!invoice) return refusal('Invoice ID Not Found');
  const notes = form.notes ?? invoice.notes;
  const status = form.status ?? invoice.status;
  store.put(VENDOR, 'invoice', String(invoice.id), { ...invoice, notes, status, updated_at: stamp(store) });
  store.addEffect({
    vendor: VENDOR,
    kind: 'note',
    idempotencyKey: null,
    businessKey: String(invoice.id),
    amountMinor: null,
    currency: null,
    id: String(invoice.id),
  });
  return { result: 'success', invoiceid: String(invoice.id) };
}

function oneInvoice(store: SandboxStore, request: Request): object {
  const invoice = findInvoice(store, request.body as Form);
  if (!invoice) return refusal('Invoice ID Not Found');
  const { id, currencycode, currencyprefix: _p, currencysuffix: _s, ...shown } = invoiceJson(invoice);
  const own = transactionsOf(store).filter((one) => Number(one.invoiceid) === id);
  return {
    result: 'success',
    invoiceid: id,
    ...shown,
    balance: formatAmount(balanceMinor(store, invoice), currencycode),
    ccgateway: false,
    items: '',
    transactions: listJson(store, request, 'transaction', own),
  };
}

function oneClient(store: SandboxStore, form: Form): object {
  const client = clientsOf(store).find((record) => Number(record.id) === Number(form.clientid));
  if (!client) return refusal('Client Not Found');
  const shown = clientJson(client);
  const fullname = `${shown.firstname} ${shown.lastname}`;
  const more = {
    client_id: shown.id,
    userid: shown.id,
    fullname,
    currency_code: String(client.currency_code ?? 'USD'),
  };
  return { result: 'success', client: { ...shown, ...more } };
}

/** The actions that are used here. */
function answer(store: SandboxStore, request: Request): object {
  const form = request.body as Form;
  switch (form.action) {
    case 'GetInvoices':
      return page(store, request, 'invoices', chosenInvoices(store, form).map(invoiceJson));
    case 'GetInvoice':
      return oneInvoice(store, request);
    case 'GetClients':
      return page(store, request, 'clients', clientsOf(store).map(clientJson));
    case 'GetClientsDetails':
      return oneClient(store, form);
    case 'GetTransactions': {
      const found = transactionsOf(store).filter(
        (one) =>
          (!form.transid || one.transid === form.transid) &&
          (!form.invoiceid || Number(one.invoiceid) === Number(form.invoiceid)),
      );
      const list = listJson(store, request, 'transaction', found);
      return {
        result: 'success',
        totalresults: found.length,
        startnumber: 0,
        numreturned: found.length,
        transactions: list,
      };
    }
    case 'AddInvoicePayment':
      return store.atomically(() => addPayment(store, request));
    case 'AddTransaction':
      return store.atomically(() => addTransaction(store, request));
    case 'UpdateInvoice':
      return store.atomically(() => updateInvoice(store, form));
    default:
      return refusal('Command Not Found');
  }
}

const send = (response: Response, status: number, body: object) =>
  void response.status(status).type('application/json').send(JSON.stringify(body));

/** WHMCS' API below /whmcs: one address, form POST, the credential in the form, refusals with HTTP 200. */
export function whmcsRouter(store: SandboxStore): Router {
  const router = express.Router();
  router.use(express.urlencoded({ extended: false, limit: '1mb' }));
  const storeOf = (request: Request): SandboxStore | null => {
    const { identifier = '', secret = '' } = (request.body ?? {}) as Form;
    const company = companyOfWhmcs(store, identifier, secret);
    return company ? store.within(company) : null;
  };
  router.post(
    '/includes/api.php',
    (request, response, next) => edge(storeOf(request) ?? store, VENDOR)(request, response, next),
    (request, response) => {
      const own = storeOf(request);
      if (!own) return send(response, 403, refusal('Authentication Failed'));
      if (takeFault(own, VENDOR, 'POST', requestText(request), ['ip_refused']))
        return send(response, 403, refusal('Invalid IP 203.0.113.9'));
      send(response, 200, answer(own, request));
    },
  );
  return router;
}
