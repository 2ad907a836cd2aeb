import express, { type Request, type Response, type Router } from 'express';
import { formatAmount, parseAmount } from '../../domain/money/money.ts';
import { companyOfWhmcs } from '../companies.ts';
import { edge, requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import {
  balanceMinor,
  clientJson,
  clientsOf,
  type Form,
  invoiceJson,
  invoicesOf,
  type Record_,
  stamp,
  transactionsOf,
  VENDOR,
} from './whmcsRecords.ts';

const DEFAULT_LIMIT = 25;

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
