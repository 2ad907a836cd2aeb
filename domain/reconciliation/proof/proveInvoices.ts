import { isOpenInvoice } from '../invoices.ts';
import { isAfter } from './days.ts';
import type { InstanceFact, InvoiceFact, ProofFacts } from './facts.ts';
import { type Finding, finding } from './findings.ts';
import { type PlaceSum, Places } from './places.ts';

/** Where the money of an invoice is. `other`: what its own figures leave out. */
const INVOICE_PLACES = ['recorded', 'elsewhere', 'waiting', 'overdue', 'overpaid', 'other'] as const;
export type InvoicePlace = (typeof INVOICE_PLACES)[number];

/** One WHMCS instance in one currency: what was invoiced, by place. Minor units. Drafts and ended invoices are not in it. */
export interface InstanceProof {
  id: string;
  name: string;
  currency: string;
  places: PlaceSum<InvoicePlace>[];
  invoicedMinor: number;
  /** Invoices that ended without payment, were credited or are not issued yet. */
  endedMinor: number;
}

const ENDED: readonly InvoiceFact['state'][] = ['draft', 'cancelled', 'gone', 'refunded'];
const isEnded = ({ state }: InvoiceFact) => ENDED.includes(state);

/** Whether WHMCS was asked what is left of it after the last payment was recorded there, or has closed it. */
const isReadSince = ({ recordedAt, balanceCheckedAt, seenAt, state }: InvoiceFact): boolean => {
  if (recordedAt === null) return true;
  const at = isOpenInvoice(state) ? balanceCheckedAt : seenAt;
  return at !== null && !isAfter(recordedAt, at);
};

/** Whether WHMCS still counts money as paid that went back. */
const countsReturned = ({ paidMinor, recordedMinor, returnedMinor }: InvoiceFact): boolean =>
  returnedMinor > 0 && paidMinor >= recordedMinor;
/** What should stand there: without what went back, once WHMCS counts it no more. */
const wantedMinor = (invoice: InvoiceFact): number =>
  invoice.recordedMinor - (countsReturned(invoice) ? 0 : invoice.returnedMinor);

/** What WHMCS has of an invoice that we recorded there. */
const seenMinor = (invoice: InvoiceFact): number =>
  isEnded(invoice) ? 0 : Math.min(wantedMinor(invoice), invoice.paidMinor);

/** Of what was recorded by the instant of the proof: what WHMCS has, and what went back and is counted there no more. */
export function seenByThen(invoice: InvoiceFact): { seenMinor: number; returnedMinor: number } {
  const backMinor = countsReturned(invoice) ? 0 : Math.min(invoice.returnedMinor, invoice.recordedByThenMinor);
  const thereMinor = isEnded(invoice) ? 0 : invoice.paidMinor;
  return { seenMinor: Math.min(invoice.recordedByThenMinor - backMinor, thereMinor), returnedMinor: backMinor };
}

/** Whether it was paid before its instance was registered: then the payment is older than these books. */
const isOld = ({ paidAt }: InvoiceFact, instance: InstanceFact): boolean =>
  paidAt !== null && !isAfter(paidAt, instance.createdAt);

function paidFindings(invoice: InvoiceFact, instance: InstanceFact, told: Told): Finding[] {
  const { paidMinor, totalMinor, balanceMinor } = invoice;
  const recordedMinor = wantedMinor(invoice);
  const found: Finding[] = [];
  if (!isReadSince(invoice))
    return [finding('invoice_not_read', { ...told, amountMinor: recordedMinor, since: invoice.recordedAt })];
  if (recordedMinor > paidMinor)
    found.push(
      finding('invoice_payment_gone', { ...told, amountMinor: recordedMinor - paidMinor, since: invoice.updatedAt }),
    );
  const overMinor = Math.max(paidMinor, recordedMinor) - totalMinor;
  if (overMinor > 0)
    found.push(finding('invoice_overpaid', { ...told, amountMinor: overMinor, since: invoice.updatedAt }));
  else if (paidMinor + balanceMinor !== totalMinor)
    found.push(
      finding('invoice_sums_differ', {
        ...told,
        amountMinor: totalMinor - paidMinor - balanceMinor,
        since: invoice.updatedAt,
      }),
    );
  const elsewhereMinor = Math.min(paidMinor, totalMinor) - recordedMinor;
  if (elsewhereMinor > 0 && !isOld(invoice, instance))
    found.push(
      finding('invoice_paid_elsewhere', {
        ...told,
        amountMinor: elsewhereMinor,
        since: invoice.paidAt ?? invoice.updatedAt,
      }),
    );
  return found;
}

const isOverdue = ({ dueOn }: InvoiceFact, day: string): boolean => dueOn === null || dueOn < day;

interface Told {
  side: 'whmcs';
  about: string;
  currency: string;
  place: 'invoice';
  placeId: string;
}

function findingsOf({ day }: ProofFacts, invoice: InvoiceFact, instance: InstanceFact): Finding[] {
  const { balanceMinor } = invoice;
  const recordedMinor = wantedMinor(invoice);
  const told: Told = {
    side: 'whmcs',
    about: `Invoice ${invoice.number} of ${instance.name}`,
    currency: invoice.currency,
    place: 'invoice',
    placeId: invoice.id,
  };
  if (isEnded(invoice))
    return recordedMinor > 0
      ? [finding('invoice_ended_with_payment', { ...told, amountMinor: recordedMinor, since: invoice.updatedAt })]
      : [];
  return [
    ...(countsReturned(invoice)
      ? [
          finding('invoice_returned_but_paid', {
            ...told,
            amountMinor: invoice.returnedMinor,
            since: invoice.returnedAt,
          }),
        ]
      : []),
    ...paidFindings(invoice, instance, told),
    ...(balanceMinor > 0 && instance.isInUse ? openFindings(day, invoice, told) : []),
  ];
}

/** What is left to pay: overdue, or not due yet. */
function openFindings(day: string, invoice: InvoiceFact, told: Told): Finding[] {
  const { dueOn, balanceMinor, createdAt } = invoice;
  const since = dueOn ?? createdAt;
  return [
    finding(isOverdue(invoice, day) ? 'invoice_overdue' : 'invoice_waits', {
      ...told,
      amountMinor: balanceMinor,
      since,
    }),
  ];
}

/** Puts every cent of an invoice's total into one place. */
function putInvoice(places: Places<InvoicePlace>, invoice: InvoiceFact, day: string): void {
  const { totalMinor, paidMinor, balanceMinor } = invoice;
  const recordedMinor = seenMinor(invoice);
  const overMinor = Math.max(0, paidMinor - totalMinor);
  if (recordedMinor !== 0) places.put('recorded', recordedMinor);
  if (paidMinor > recordedMinor) places.put('elsewhere', paidMinor - recordedMinor);
  if (balanceMinor !== 0) places.put(isOverdue(invoice, day) ? 'overdue' : 'waiting', balanceMinor);
  if (overMinor > 0) places.put('overpaid', -overMinor);
  const restMinor = totalMinor - paidMinor - balanceMinor + overMinor;
  if (restMinor !== 0) places.put('other', restMinor);
}

function proveOne(facts: ProofFacts, instance: InstanceFact, currency: string, invoices: readonly InvoiceFact[]) {
  const places = new Places<InvoicePlace>();
  let endedMinor = 0;
  for (const invoice of invoices)
    if (isEnded(invoice)) endedMinor += invoice.totalMinor;
    else putInvoice(places, invoice, facts.day);
  const proof: InstanceProof = {
    id: instance.id,
    name: instance.name,
    currency,
    places: places.list(INVOICE_PLACES),
    invoicedMinor: places.totalMinor,
    endedMinor,
  };
  return { proof, findings: invoices.flatMap((invoice) => findingsOf(facts, invoice, instance)) };
}

/** Invoices of each WHMCS instance and currency, as they were read last. */
export function proveInvoices(facts: ProofFacts): { proofs: InstanceProof[]; findings: Finding[] } {
  const instances = new Map(facts.instances.map((instance) => [instance.id, instance]));
  const groups = Map.groupBy(facts.invoices, ({ instanceId, currency }) => `${instanceId} ${currency}`);
  const proved = [...groups]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .flatMap(([, invoices]) => {
      const [first] = invoices;
      const instance = first && instances.get(first.instanceId);
      return instance ? [proveOne(facts, instance, first.currency, invoices)] : [];
    });
  return { proofs: proved.map(({ proof }) => proof), findings: proved.flatMap(({ findings }) => findings) };
}
