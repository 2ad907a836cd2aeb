export const GMAIL_CONNECTION_WORKFLOW = 'gmailConnectionWorkflow';

export interface GmailConnectionInput {
  tenantId: string;
  processId: string;
  mailboxId: string;
  change: 'connect' | 'disconnect';
}

export const gmailConnectionWorkflowId = (tenantId: string, mailboxId: string): string =>
  `gmail-connection:${tenantId}:${mailboxId}`;

export const GMAIL_SYNC_WORKFLOW = 'gmailSyncWorkflow';

/** incremental: what is new since the last sync; full: everything within the first sync's range once more. */
export type SyncMode = 'incremental' | 'full';

export interface GmailSyncInput {
  tenantId: string;
  processId: string;
  mailboxId: string;
  mode: SyncMode;
  /** Messages whose metadata was kept by the runs before this one, when the sync was long enough to continue as new. */
  kept?: number;
}

/** How far a sync has come: messages found that were not known, and those whose metadata is kept. */
export interface SyncProgress {
  kept: number;
  waiting: number;
}

export const gmailSyncWorkflowId = (tenantId: string, mailboxId: string): string =>
  `gmail-sync:${tenantId}:${mailboxId}`;

/** What one reading of all of a tenant's payment inboxes did. */
export interface InboxCycle {
  mailboxes: number;
  fetched: number;
  parsed: number;
  matched: number;
  unmatched: number;
  failed: number;
  duration_ms: number;
}
