/** One line of an account as a bank tells it, by API or file. */
export interface BankLine {
  /** `pending`: announced, may still change or vanish. */
  status: 'pending' | 'posted';
  /** ISO date of the bank's own day. */
  bookedOn: string;
  valueOn: string | null;
  /** Signed minor units: money in is above 0, money out is below. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  /** Payer or payee as the bank writes it. */
  counterparty: string | null;
  /** What the payer wrote. */
  reference: string | null;
  /** The bank's own text. */
  description: string | null;
  /** EndToEndId of SEPA: the payer's own id of the payment. */
  endToEndId: string | null;
  /** The bank's id of the line: AcctSvcrRef, FITID. */
  bankReference: string | null;
  /** The provider's id of the line; may be issued again as another one. */
  externalId: string | null;
  /** The provider's id of the pending line that this one replaces. */
  pendingExternalId: string | null;
}

/** Providers of accounts by API. */
export const BANK_PROVIDERS = ['plaid', 'gocardless', 'enable_banking'] as const;
export type BankProvider = (typeof BANK_PROVIDERS)[number];

export const STATEMENT_FORMATS = ['camt', 'mt940', 'ofx', 'qif', 'csv'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/**
 * Where lines come from, the one whose words a line shows first. Statements of the bank itself come before what others make
 * of them, so the order in which they arrive does not decide what people read.
 */
export const LINE_SOURCES = [
  'camt',
  'mt940',
  'gocardless',
  'enable_banking',
  'plaid',
  'ofx',
  'csv',
  'qif',
] as const satisfies (BankProvider | StatementFormat)[];
export type LineSource = (typeof LINE_SOURCES)[number];

/** What is known about where the money of a line belongs. */
export const MATCH_STATES = ['new', 'proposed', 'matched', 'ignored', 'unmatched'] as const;
