import type { OpenedTask } from '../../reviews/contract.ts';
import type { InvoicePaymentInput } from '../contract.ts';

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
  | { kind: 'decided'; decisionId: string; pays: boolean }
  | { kind: 'ended' };

/** What became of the money of a match. */
export type MatchEnd = { kind: 'nothing' } | { kind: 'recorded' } | { kind: 'refused'; code: string };

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
  /** Starts a run where something is open. */
  startReconciliation(input: { tenantId: string }): Promise<{ started: number }>;
}

/** Activities of one match. */
export interface InvoiceMatchActivities {
  /** Decides by the rules where they may, else opens the task; again it finds what is there. */
  openMatch(input: InvoiceMatchInput): Promise<MatchStep>;
  /** What an approved match records, one for each of its invoices; none where nothing is to be recorded. */
  approvedPayments(input: InvoiceMatchInput & { decisionId: string }): Promise<InvoicePaymentInput[]>;
  closeMatch(input: InvoiceMatchInput & { ended: MatchEnd }): Promise<void>;
}
