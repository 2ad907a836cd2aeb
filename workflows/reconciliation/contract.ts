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
