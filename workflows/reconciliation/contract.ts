import type { MoneyStep } from '../money/contract.ts';

export const WHMCS_SYNC_WORKFLOW = 'whmcsSyncWorkflow';

/** hooks: only what the hook has told of; lists: that, and the lists from where they may have changed. */
export type WhmcsSyncMode = 'hooks' | 'lists';

export interface WhmcsSyncInput {
  tenantId: string;
  processId: string;
  instanceId: string;
  mode: WhmcsSyncMode;
  /** What was changed by the runs before this one, when the reading was long enough to continue as new. */
  changed?: number;
}

export const whmcsSyncWorkflowId = (tenantId: string, instanceId: string): string =>
  `whmcs-sync:${tenantId}:${instanceId}`;

/** Lists of WHMCS that are read, in this order: an invoice names its client. */
export const WHMCS_LISTS = ['clients', 'invoices'] as const;
export type WhmcsList = (typeof WHMCS_LISTS)[number];

export interface SyncProgress {
  pages: number;
  /** Rows that were new or differed. */
  changed: number;
}

interface InstanceScope {
  tenantId: string;
  instanceId: string;
}

/** Activities that read WHMCS, as workflows call them. */
export interface WhmcsActivities {
  /** Reads what the hook has told of and was not read yet. Again it finds what is left. */
  takeWhmcsHooks(input: InstanceScope): Promise<{ changed: number }>;
  /** Reads pages of a list from where the reading before stopped. A page and its cursor are written together. */
  readWhmcsList(input: InstanceScope & { list: WhmcsList }): Promise<SyncProgress & { done: boolean }>;
  /** Asks for open invoices that the reading has not listed: they were paid, ended, or are gone. */
  settleUnseenInvoices(input: InstanceScope): Promise<{ changed: number }>;
  /** Ends a reading with its one last event; `again`: the hook has told of something meanwhile, and it has not ended. */
  endWhmcsSync(input: WhmcsSyncInput & { changed: number; code: string | null }): Promise<{ again: boolean }>;
}

export const STRIPE_SYNC_WORKFLOW = 'stripeSyncWorkflow';
export const STRIPE_CONNECTION_WORKFLOW = 'stripeConnectionWorkflow';

/** Activities of billing that are no vendor's own. */
export interface BillingActivities {
  /** Starts a reading of each instance and account that is due. */
  startBillingSyncs(input: { tenantId: string }): Promise<{ started: number }>;
}

/** A payment that a decision has approved to be recorded at an invoice. Ids and numbers only. */
export interface InvoicePaymentInput {
  tenantId: string;
  processId: string;
  requestId: string;
  decisionId: string;
  /** Row of the invoice, as the decision's payee or one of the payments it shows names it. */
  invoiceRowId: string;
  /** 0: the invoice is all that was approved. From 1: one of several payments that the decision shows. */
  part: number;
  /** What is recorded, in minor units of the decision's currency. */
  amountMinor: number;
  /** What the gateway kept of it, where that is known, in the same minor units. */
  feeMinor: number | null;
  /** When the money came in (ISO 8601). */
  receivedAt: string;
  /** Set where the payment is taken back: the command that recorded it. */
  compensatesId?: string;
}

/** Activities that write to billing, as workflows call them. */
export interface InvoicePaymentActivities {
  /** Records an approved payment at its invoice, exactly once in effect; what to do next, as for every money command. */
  recordInvoicePayment(input: InvoicePaymentInput): Promise<MoneyStep>;
  /** Applies a person's answer about a payment of which nobody knows whether WHMCS has it: found is checked there, absent allows one more round of lookups. */
  settleInvoicePayment(input: UnclearPayment & { decisionId: string }): Promise<void>;
  /** Adds a line to the notes of each invoice of a match, once: what was decided about it. `noteId` tells the line. */
  noteMatch(input: { tenantId: string; matchId: string; noteId: string; approved: boolean }): Promise<void>;
}

/** What takes back a payment, as workflows call it. */
export interface InvoiceReturnActivities {
  /** Writes at the invoices what was taken back, once. */
  noteReturn(input: { tenantId: string; returnId: string; noteId: string }): Promise<void>;
}

/** A payment of which nobody knows whether WHMCS has it. */
export interface UnclearPayment {
  tenantId: string;
  processId: string;
  requestId: string;
  commandId: string;
}

interface ConnectionScope {
  tenantId: string;
  connectionId: string;
}

export interface StripeConnectionInput extends ConnectionScope {
  processId: string;
  change: 'connect' | 'disconnect';
}

export interface StripeSyncInput extends ConnectionScope {
  processId: string;
  mode: WhmcsSyncMode;
  changed?: number;
}

export const stripeConnectionWorkflowId = (tenantId: string, connectionId: string): string =>
  `stripe-connection:${tenantId}:${connectionId}`;
export const stripeSyncWorkflowId = (tenantId: string, connectionId: string): string =>
  `stripe-sync:${tenantId}:${connectionId}`;

/** Lists of Stripe that are read, in this order: refunds and disputes change charges that are there by then. */
export const STRIPE_LISTS = ['charges', 'refunds', 'disputes', 'payouts'] as const;
export type StripeList = (typeof STRIPE_LISTS)[number];

/** Activities that read connected accounts of Stripe, as workflows call them. */
export interface StripeActivities {
  /** Exchanges the code of a consent and looks whose account it opens. The same again finds it done. */
  connectStripe(input: StripeConnectionInput): Promise<{ connected: boolean }>;
  /** Ends the access at Stripe, then forgets the tokens. */
  disconnectStripe(input: StripeConnectionInput): Promise<void>;
  /** Reads what signed events have told of and was not read yet. */
  takeStripeHooks(input: ConnectionScope): Promise<{ changed: number }>;
  /** Reads pages of a list from where the reading before stopped. A page and its cursor are written together. */
  readStripeList(input: ConnectionScope & { list: StripeList }): Promise<SyncProgress & { done: boolean }>;
  /** Reads the balance transactions of payouts that are not explained by them yet. */
  explainPayouts(input: ConnectionScope): Promise<{ changed: number }>;
  endStripeSync(input: StripeSyncInput & { changed: number; code: string | null }): Promise<{ again: boolean }>;
}
