import type { Explanation } from '../explain.ts';
import type { AskReason, MismatchReason, NotAutoReason, WaitReason } from './reasons.ts';

/** Money that came in or went out, as a bank or a payment service tells it. Amounts are minor units of `currency`. */
export interface MatchTransaction {
  id: string;
  /** Above 0 when it came in, below 0 when it went out. */
  amountMinor: number;
  currency: string;
  /** ISO date. */
  bookedOn: string;
  /** Who paid, as the bank writes it, which is often cut; null = not said. */
  payer: string | null;
  /** All that was written with it. */
  reference: string | null;
  /** What the service says that it kept, at least 0: the payer paid this more than arrived. */
  feeMinor: number;
  /** Id of the transaction that this one gives back, where the vendor says so (refund, chargeback, returned debit). */
  returns: string | null;
}

export interface MatchInvoice {
  id: string;
  /** As it is printed. */
  number: string;
  clientId: string;
  clientName: string;
  currency: string;
  /** Still to be paid, in minor units; 0 or below = paid, and then it is only recognised, never matched. */
  balanceMinor: number;
  /** ISO dates. */
  issuedOn: string;
  dueOn: string | null;
}

/** A payment that was matched in an earlier run: what a refund or chargeback may give back. */
export interface SettledPayment {
  transactionId: string;
  amountMinor: number;
  currency: string;
  bookedOn: string;
  payer: string | null;
  invoiceIds: string[];
}

export type MatchKind =
  | 'exact'
  /** Less arrived than is owed, as little as a fee. */
  | 'fee'
  | 'partial'
  | 'over'
  /** Paid in another currency than the invoice's. */
  | 'foreign'
  | 'several_invoices'
  | 'several_transactions'
  /** Money that went back: the invoices are open again by this amount. */
  | 'return';

/** A proposal for a person, or what is approved without one. */
export interface InvoiceMatch {
  kind: MatchKind;
  decision: 'auto' | 'review';
  transactionIds: string[];
  invoiceIds: string[];
  /** The payment that this one gives back; null but for a return. */
  returnedTransactionId: string | null;
  /** Why a person decides; empty only when nobody does. */
  notAuto: NotAutoReason[];
  explanation: Explanation;
}

/** What could be meant, where nothing is chosen. */
export interface MatchQuestion {
  reason: AskReason;
  transactionIds: string[];
  invoiceIds: string[];
  /** Each a set that would fit; the first few. `spelledOut`: the references name exactly this one, so it is the likely one. */
  alternatives: { transactionIds: string[]; invoiceIds: string[]; spelledOut: boolean }[];
}

/** The one state in which an item is after a run. */
export type ItemState =
  | { state: 'matched'; decision: 'auto' | 'review'; match: number }
  | { state: 'asked'; reason: AskReason; question: number }
  | { state: 'unmatched'; wait: 'expected'; reason: WaitReason }
  | { state: 'unmatched'; wait: 'mismatched'; reason: MismatchReason }
  /** An invoice without a balance. */
  | { state: 'paid' };

export interface MatchRun {
  matches: InvoiceMatch[];
  questions: MatchQuestion[];
  transactions: Map<string, ItemState>;
  invoices: Map<string, ItemState>;
  /** Pairs compared, and how often a block held more than it gave. */
  compared: { pairs: number; cut: number };
}
