/**
 * States of an invoice of WHMCS, as the books have them. `gone`: WHMCS lists it no more and says that it has none of this
 * number; nothing is recorded at it.
 */
export const INVOICE_STATES = [
  'draft',
  'unpaid',
  'payment_pending',
  'collections',
  'paid',
  'cancelled',
  'refunded',
  'gone',
] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

const BY_WHMCS: Readonly<Record<string, InvoiceState>> = {
  draft: 'draft',
  unpaid: 'unpaid',
  // A filter of its lists, and the state of no invoice; some installations say it all the same.
  overdue: 'unpaid',
  'payment pending': 'payment_pending',
  collections: 'collections',
  paid: 'paid',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  refunded: 'refunded',
};

/** The state that WHMCS names, or null for a word that it does not have. */
export const invoiceState = (word: string): InvoiceState | null =>
  Object.hasOwn(BY_WHMCS, word.trim().toLowerCase()) ? (BY_WHMCS[word.trim().toLowerCase()] ?? null) : null;

const OPEN: readonly InvoiceState[] = ['unpaid', 'payment_pending', 'collections'];
/** Whether money may still be recorded at an invoice of this state. */
export const isOpenInvoice = (state: InvoiceState): boolean => OPEN.includes(state);
export const OPEN_INVOICE_STATES = OPEN;

/** An invoice as WHMCS tells it. Amounts in ISO minor units; days are those of the installation (`YYYY-MM-DD`). */
export interface InvoiceFacts {
  invoiceId: number;
  /** The number that is printed; its id where WHMCS gives none. */
  number: string;
  clientId: number;
  state: InvoiceState;
  currency: string;
  totalMinor: number;
  /** What is left to pay, where it was asked for; the list of invoices does not say it. */
  balanceMinor: number | null;
  /** What came in above the total, where it was asked for. */
  overpaidMinor?: number;
  issuedOn: string | null;
  dueOn: string | null;
  paidAt: string | null;
  /** When WHMCS says that it last changed, as it writes it; empty where it does not. */
  changed: string;
}

/** A client as WHMCS tells it. */
export interface ClientFacts {
  clientId: number;
  name: string;
  company: string;
  email: string;
  status: string;
}

interface KnownInvoice {
  state: InvoiceState;
  changed: string;
  totalMinor: number;
  balanceCheckedAt: Date | null;
}

/** How long a balance that was asked for is taken to hold: a payment in part need not change the list's row. */
const BALANCE_HOLDS_MS = 6 * 3_600_000;

/** Whether the balance of a listed invoice has to be asked for: it is open, and changed, new, or not asked for in a while. */
export function needsBalance(listed: InvoiceFacts, known: KnownInvoice | undefined, now: Date): boolean {
  if (!isOpenInvoice(listed.state)) return false;
  if (!known?.balanceCheckedAt) return true;
  const same =
    known.state === listed.state && known.changed === listed.changed && known.totalMinor === listed.totalMinor;
  return !same || now.getTime() - known.balanceCheckedAt.getTime() > BALANCE_HOLDS_MS;
}

/**
 * Whether a paid invoice that the books have asked for before is asked for once more: it changed, and another payment of it, or one
 * that was taken back, shows nowhere else.
 */
export const needsSecondLook = (listed: InvoiceFacts, known: KnownInvoice | undefined): boolean =>
  listed.state === 'paid' && known?.balanceCheckedAt != null && known.changed !== listed.changed;

/** What is left of an invoice that was not asked for: nothing, of one that is settled or ended. */
export const balanceOf = (listed: InvoiceFacts, knownMinor: number | undefined): number =>
  listed.balanceMinor ?? (isOpenInvoice(listed.state) ? (knownMinor ?? listed.totalMinor) : 0);

/** An invoice as decisions and money commands name it: by its row. */
export const invoicePayee = (rowId: string): string => `invoice:${rowId}`;

/** The transaction id under which a decision's payment stands at WHMCS: the same for every try, another for every decision. */
export const transactionIdOf = (decisionId: string, part: number): string =>
  `cs-${decisionId}${part === 0 ? '' : `-${part}`}`;
