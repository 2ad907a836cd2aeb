import type { OpenedTask } from '../../reviews/contract.ts';
import type { InvoicePaymentInput, UnclearPayment } from '../contract.ts';

export const RECONCILIATION_WORKFLOW = 'reconciliationWorkflow';
export const INVOICE_MATCH_WORKFLOW = 'invoiceMatchWorkflow';

export interface ReconciliationInput {
  tenantId: string;
  processId: string;
  /** What the runs before this one came to, when it went on in a new one. */
  matched?: number;
}
export interface ReconciliationCounts {
  /** Matches that were proposed or approved. */
  matched: number;
  /** Payments and invoices whose reason for waiting is new. */
  waiting: number;
}

export interface InvoiceMatchInput {
  tenantId: string;
  processId: string;
  matchId: string;
}

/** Where a match stands: a person is asked, it was decided, or it has ended. */
export type MatchStep =
  | { kind: 'review'; task: OpenedTask }
  | { kind: 'decided'; decisionId: string; approved: boolean }
  | { kind: 'ended' };

/** What became of the money of a match. `in_part`: some of its invoices have it, and a person left the rest. */
export type MatchEnd =
  | { kind: 'nothing' }
  | { kind: 'recorded' }
  | { kind: 'in_part' }
  | { kind: 'refused'; code: string };

/** A payment of several that WHMCS refused after it had taken another of the same match. */
interface RefusedPart {
  /** The approval under which it was refused. */
  decisionId: string;
  code: string;
  /** How often a person was asked about this match. */
  round: number;
}

export const reconciliationWorkflowId = (tenantId: string): string => `reconciliation:${tenantId}`;
export const invoiceMatchWorkflowId = (tenantId: string, matchId: string): string =>
  `invoice-match:${tenantId}:${matchId}`;

/** Activities of reconciliation, as workflows call them. */
export interface ReconciliationActivities {
  /** Ends proposals that no longer fit, and counts what is open; `looks`: how often this run was told to look by then. */
  loadUnmatched(input: ReconciliationInput): Promise<{ payments: number; invoices: number; looks: number }>;
  /** Scores payments against invoices, claims, and stores what is proposed and why the rest waits, 500 in a transaction. */
  storeMatches(input: ReconciliationInput): Promise<ReconciliationCounts>;
  /** Ends a run with its one event; `again`: something came meanwhile, and it has not ended. */
  endReconciliation(
    input: ReconciliationInput & { counts: ReconciliationCounts; looks: number; failed: boolean },
  ): Promise<{ again: boolean }>;
  /** Trains a scorer on what a tenant has, once for a `training`; `promoted`: 1 where it is in use from now on. */
  trainMatcher(input: { tenantId: string; training: string }): Promise<{ trained: number; promoted: number }>;
  /** Starts a run where something is open. */
  startReconciliation(input: { tenantId: string }): Promise<{ started: number }>;
}

/** Activities of one match. */
export interface InvoiceMatchActivities {
  /** Decides by the rules where they may, else opens the task; again it finds what is there. */
  openMatch(input: InvoiceMatchInput): Promise<MatchStep>;
  /** What a decision about an approved match records, one for each invoice that it showed; none where nothing is to be recorded. */
  approvedPayments(input: InvoiceMatchInput & { decisionId: string }): Promise<InvoicePaymentInput[]>;
  /** Asks a person what becomes of the payments that are not recorded, where others of the match are; null where none is. */
  askAboutParts(input: InvoiceMatchInput & RefusedPart): Promise<OpenedTask | null>;
  /** Opens a task about a payment whose outcome lookups could not settle. It has no deadline. */
  askAboutInvoicePayment(input: UnclearPayment & { round: number }): Promise<OpenedTask>;
  closeMatch(input: InvoiceMatchInput & { ended: MatchEnd }): Promise<void>;
}

export const MATCH_RETURN_WORKFLOW = 'matchReturnWorkflow';

export interface MatchReturnInput {
  tenantId: string;
  processId: string;
  returnId: string;
}

export const matchReturnWorkflowId = (tenantId: string, returnId: string): string =>
  `match-return:${tenantId}:${returnId}`;

/** Activities that take back what was recorded. */
export interface MatchReturnActivities {
  /** Opens the task that asks a second person; again it finds it, or the decision. */
  openReturn(input: MatchReturnInput): Promise<MatchStep>;
  /** What an approved return takes back, one for each of its invoices. */
  approvedReturns(input: MatchReturnInput & { decisionId: string }): Promise<InvoicePaymentInput[]>;
  closeReturn(input: MatchReturnInput & { ended: MatchEnd }): Promise<void>;
}
