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

interface MailboxScope {
  tenantId: string;
  mailboxId: string;
}

/** What one reading of a payment inbox did. */
export interface InboxResult {
  fetched: number;
  parsed: number;
  /** Payments written by this reading that have to be matched. */
  paymentIds: string[];
  /** More mail is known than one reading may fetch. */
  more: boolean;
}

/** Activities of mailboxes, as workflows call them. */
export interface MailboxActivities {
  /** Exchanges the code of a consent for tokens and looks whose mailbox it is. The same again finds it done. */
  connectMailbox(input: MailboxScope & { processId: string }): Promise<{ connected: boolean }>;
  /** Ends the grant at Google, then forgets the tokens. */
  disconnectMailbox(input: MailboxScope & { processId: string }): Promise<void>;
  /** Every mailbox of the tenant that somebody has connected, whatever for. */
  activeMailboxes(input: { tenantId: string }): Promise<string[]>;
  /** Uses the grant of a mailbox once; throws GMAIL_REVOKED when it has ended. */
  checkConnection(input: MailboxScope): Promise<void>;
  /** Payment inboxes of the tenant that are due to be read: active, and not paused after failures. */
  dueMailboxes(input: { tenantId: string }): Promise<string[]>;
  /** Finds new mail, reads at most so many messages, and writes a payment for each that is one. */
  readPaymentMails(input: MailboxScope): Promise<InboxResult>;
  /** Takes the unread mark from what became a payment; the books, not this mark, prevent a second reading. */
  markMailsRead(input: MailboxScope): Promise<number>;
  /** A check that failed: after the third in a row reading pauses; an ended grant waits for a person. One alert an episode. */
  mailboxFailed(input: MailboxScope & { code: string }): Promise<void>;
  /** Makes sure that all mail which had arrived by `sinceMs` has been read and matched. */
  checkBeforeExpiry(input: { tenantId: string; sinceMs: number }): Promise<void>;
  /**
   * One step of a sync: looks for new mail, unless an earlier step of the same sync did, and keeps the metadata of some
   * of what is listed. The cursor has moved with the ids, so a step that is cut off loses nothing.
   */
  syncMails(input: GmailSyncInput & { discover: boolean }): Promise<SyncProgress>;
  /** Ends a sync with its one last event; `code` says why it failed. The same again changes nothing. */
  endSync(input: GmailSyncInput & { kept: number; code: string | null }): Promise<void>;
  /**
   * Starts a sync of each mailbox that had none since `sinceMs`, so many at once; `waiting` is how many are left for
   * later. One whose grant has ended, or that pauses after failures, is not due.
   */
  startDueSyncs(input: { tenantId: string; sinceMs: number }): Promise<{ started: number; waiting: number }>;
}
