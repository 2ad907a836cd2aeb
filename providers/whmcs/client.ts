import { readAmount } from '../../domain/money/amountText.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { type ClientFacts, type InvoiceFacts, invoiceState } from '../../domain/reconciliation/invoices.ts';
import { instantOfLocal } from '../../domain/reconciliation/localTime.ts';
import type { RecordProblem } from '../../domain/recordProblem.ts';
import { InvalidRecordError, readField, readRecord } from '../invalidRecord.ts';
import { VendorError } from '../vendorError.ts';
import {
  clientAnswer,
  clientsAnswer,
  dayOf,
  doneAnswer,
  invoiceAnswer,
  invoicesAnswer,
  listedClient,
  listedInvoice,
  listedTransaction,
  transactionsAnswer,
} from './answers.ts';
import { named, type WhmcsEndpoint, whmcsCaller } from './caller.ts';
import { WhmcsRefused } from './errors.ts';

/** One page of a list. `ids` are all that were listed, in their order; what can't be read is named and hides no other. */
export interface WhmcsPage<Item> {
  total: number;
  ids: number[];
  items: Item[];
  unreadable: { id: number; problem: RecordProblem }[];
}

/** A payment to be recorded, kept with its money command and sent verbatim. Amounts are decimals, the time is the installation's. */
export interface InvoicePayment {
  instanceId: string;
  invoiceId: string;
  transactionId: string;
  gateway: string;
  date: string;
  amount: string;
  fees?: string;
}

export interface WhmcsClient {
  /** Whether the credential opens the API and may read invoices. Throws VendorError. */
  check(): Promise<void>;
  /** Invoices by rising id, from an offset. */
  invoices(from: number, size: number): Promise<WhmcsPage<InvoiceFacts>>;
  /** One invoice with its balance, and its notes; null when there is none. Its currency is not said: `currency` is known. */
  invoice(invoiceId: number, currency: string): Promise<{ facts: InvoiceFacts; notes: string } | null>;
  clients(from: number, size: number): Promise<WhmcsPage<ClientFacts>>;
  client(clientId: number): Promise<{ facts: ClientFacts; currency: string } | null>;
  /** Transactions that carry this id, whatever invoice they stand at; `amountMinor` is what came in less what went out. */
  transactions(
    transactionId: string,
    currency: string,
  ): Promise<{ id: string; invoiceId: number; amountMinor: number }[]>;
  /** Transactions of an invoice, whatever id they carry. */
  transactionsOf(
    invoiceId: number,
    currency: string,
  ): Promise<{ id: string; transactionId: string; amountMinor: number }[]>;
  /** Records a payment. WHMCS does not refuse a transaction id it has seen, so it is looked up before. Throws WhmcsRefused, VendorError. */
  addPayment(payment: InvoicePayment): Promise<void>;
  /** Takes a recorded payment back, wholly or in part: a transaction of money that went out of the invoice. Throws as `addPayment`. */
  takeBack(payment: InvoicePayment): Promise<void>;
  /** Tells that an invoice is to be paid again: WHMCS leaves it paid when money is taken out of it. */
  reopen(invoiceId: number): Promise<void>;
  /** Writes the notes of an invoice; what stood there is replaced. */
  writeNotes(invoiceId: number, notes: string): Promise<void>;
}

/** A decimal of WHMCS in minor units: it writes two decimals, also of a currency that has none. */
function amountOf(record: string, field: string, value: string | number, currency: string): number {
  const written = String(value).trim();
  const text = /\.\d*$/.test(written) ? written.replace(/\.?0+$/, '') : written;
  const minor = readField(named(record), field, () => readAmount(text === '' ? '0' : text, currency));
  if (minor >= 0) return minor;
  throw new InvalidRecordError('whmcs', 'WHMCS_RECORD_INVALID', {
    record,
    field,
    rule: 'negative',
    reason: 'the amount is below zero',
  });
}

const broken = (record: string, field: string, rule: string, reason: string) =>
  new InvalidRecordError('whmcs', 'WHMCS_RECORD_INVALID', { record, field, rule, reason });

function currencyOf(record: string, code: string): string {
  const currency = code.trim().toUpperCase();
  if (isCurrency(currency)) return currency;
  throw broken(record, 'currencycode', 'unknown_currency', 'this is no ISO 4217 currency');
}

interface Written {
  invoicenum: string;
  userid: number;
  date: string;
  duedate: string;
  datepaid: string;
  total: string | number;
  status: string;
}

/** What list and single record share. */
function factsOf(zone: string, invoiceId: number, written: Written, currency: string): InvoiceFacts {
  const record = `WHMCS invoice ${invoiceId}`;
  const state = invoiceState(written.status);
  if (!state) throw broken(record, 'status', 'unknown_status', 'this is no state of an invoice');
  const paidMs = instantOfLocal(zone, written.datepaid);
  return {
    invoiceId,
    number: written.invoicenum || String(invoiceId),
    clientId: written.userid,
    state,
    currency,
    totalMinor: amountOf(record, 'total', written.total, currency),
    balanceMinor: null,
    issuedOn: dayOf(written.date),
    dueOn: dayOf(written.duedate),
    paidAt: paidMs === null ? null : new Date(paidMs).toISOString(),
    changed: '',
  };
}

const idOf = (item: unknown): number => {
  const given = typeof item === 'object' && item !== null && 'id' in item ? Number(item.id) : 0;
  return Number.isSafeInteger(given) && given > 0 ? given : 0;
};

const NO_ID = broken('WHMCS list', 'id', 'no_id', 'an item of the list has no id').problem;

/**
 * Reads items one by one; what breaks a rule is named, and holds up no other. One without an id can't be told apart: it is left
 * out and counts with the one before it, so that places stay those of the list. One that comes twice is read once.
 */
function pageOf<Item>(total: number, items: unknown[], read: (item: unknown) => Item): WhmcsPage<Item> {
  const page: WhmcsPage<Item> = { total, ids: [], items: [], unreadable: [] };
  const seen = new Set<number>();
  for (const item of items) {
    const id = idOf(item);
    page.ids.push(id || (page.ids.at(-1) ?? 0));
    if (id === 0) page.unreadable.push({ id, problem: NO_ID });
    if (id === 0 || seen.has(id)) continue;
    seen.add(id);
    try {
      page.items.push(read(item));
    } catch (error) {
      if (!(error instanceof InvalidRecordError)) throw error;
      page.unreadable.push({ id, problem: error.problem });
    }
  }
  return page;
}

/** What was asked for by its id. An answer about another record must not be taken for it. */
function assertAsked(record: string, asked: number, answered: number): void {
  if (asked !== answered) throw broken(record, 'id', 'other_record', 'the answer is about another record');
}

const clientFacts = (client: {
  id: number;
  firstname: string;
  lastname: string;
  companyname: string;
  email: string;
  status: string;
}): ClientFacts => ({
  clientId: client.id,
  name: `${client.firstname} ${client.lastname}`.trim(),
  company: client.companyname,
  email: client.email,
  status: client.status,
});

/** null where WHMCS says that it has no such record. One that it refuses to show is a record that can't be read, and no outage. */
const orNull = async <Value>(record: string, work: Promise<Value>): Promise<Value | null> =>
  work.catch((error: unknown) => {
    if (error instanceof WhmcsRefused && error.code.endsWith('_NOT_FOUND')) return null;
    const refused = error instanceof VendorError && error.type === 'WHMCS_REJECTED_REQUEST';
    throw refused ? broken(record, 'record', 'refused', 'WHMCS refuses to show it') : error;
  });

/** A transaction as it is listed; `amountMinor` is what came in less what went out. */
function transactionFacts(item: unknown, currency: string) {
  const transaction = readRecord(named('WHMCS transaction'), listedTransaction, item);
  const record = `WHMCS transaction ${transaction.id}`;
  const [came, went] = (['amountin', 'amountout'] as const).map((field) =>
    amountOf(record, field, transaction[field], currency),
  );
  const { id, invoiceid: invoiceId, transid: transactionId } = transaction;
  return { id, invoiceId, transactionId, amountMinor: (came ?? 0) - (went ?? 0) };
}

/** Our own client of WHMCS' API: no maintained SDK exists. `timeZone`: the installation's, whose hours its texts have. */
export function createWhmcsClient(endpoint: WhmcsEndpoint, timeZone: string): WhmcsClient {
  const call = whmcsCaller(endpoint);
  const range = (from: number, size: number) => ({ limitstart: from, limitnum: size, orderby: 'id' });
  return {
    check: async () => void (await call('GetInvoices', { limitstart: 0, limitnum: 1 }, invoicesAnswer)),
    async invoices(from, size) {
      const answer = await call('GetInvoices', { ...range(from, size), order: 'asc' }, invoicesAnswer);
      return pageOf(answer.totalresults, answer.invoices, (item) => {
        const record = `WHMCS invoice ${idOf(item)}`;
        const listed = readRecord(named(record), listedInvoice, item);
        return {
          ...factsOf(timeZone, listed.id, listed, currencyOf(record, listed.currencycode)),
          changed: listed.updated_at,
        };
      });
    },
    async invoice(invoiceId, currency) {
      const record = `WHMCS invoice ${invoiceId}`;
      const answer = await orNull(record, call('GetInvoice', { invoiceid: invoiceId }, invoiceAnswer));
      if (!answer) return null;
      assertAsked(record, invoiceId, answer.invoiceid);
      const facts = factsOf(timeZone, answer.invoiceid, answer, currency);
      // Below zero: more came in than was asked for.
      const balance = String(answer.balance).trim();
      const isOverpaid = balance.startsWith('-');
      const minor = amountOf(record, 'balance', isOverpaid ? balance.slice(1) : balance, currency);
      const [balanceMinor, overpaidMinor] = isOverpaid ? [0, minor] : [minor, 0];
      return { facts: { ...facts, balanceMinor, overpaidMinor }, notes: answer.notes };
    },
    async clients(from, size) {
      const answer = await call('GetClients', { ...range(from, size), sorting: 'ASC' }, clientsAnswer);
      return pageOf(answer.totalresults, answer.clients, (item) =>
        clientFacts(readRecord(named(`WHMCS client ${idOf(item)}`), listedClient, item)),
      );
    },
    async client(clientId) {
      const record = `WHMCS client ${clientId}`;
      const answer = await orNull(
        record,
        call('GetClientsDetails', { clientid: clientId, stats: false }, clientAnswer),
      );
      if (!answer) return null;
      assertAsked(record, clientId, answer.client.id);
      return { facts: clientFacts(answer.client), currency: currencyOf(record, answer.client.currency_code) };
    },
    async transactions(transactionId, currency) {
      const answer = await call('GetTransactions', { transid: transactionId }, transactionsAnswer);
      // The filter of a list is no proof: what carries another id is not this one.
      return answer.transactions
        .map((item) => transactionFacts(item, currency))
        .filter((transaction) => transaction.transactionId === transactionId)
        .map(({ transactionId: _same, ...transaction }) => transaction);
    },
    async transactionsOf(invoiceId, currency) {
      const answer = await call('GetTransactions', { invoiceid: invoiceId }, transactionsAnswer);
      return answer.transactions
        .map((item) => transactionFacts(item, currency))
        .filter((transaction) => transaction.invoiceId === invoiceId);
    },
    async addPayment({ invoiceId, transactionId, gateway, date, amount, fees }) {
      const sent = { invoiceid: invoiceId, transid: transactionId, gateway, date, amount };
      await call('AddInvoicePayment', { ...sent, ...(fees === undefined ? {} : { fees }) }, doneAnswer);
    },
    async takeBack({ invoiceId, transactionId, gateway, date, amount }) {
      const sent = { invoiceid: invoiceId, transid: transactionId, paymentmethod: gateway, date, amountout: amount };
      await call('AddTransaction', { ...sent, description: 'Payment taken back' }, doneAnswer);
    },
    async reopen(invoiceId) {
      await call('UpdateInvoice', { invoiceid: invoiceId, status: 'Unpaid' }, doneAnswer);
    },
    async writeNotes(invoiceId, notes) {
      await call('UpdateInvoice', { invoiceid: invoiceId, notes }, doneAnswer);
    },
  };
}
