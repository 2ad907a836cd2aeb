export const GMAIL_CONNECTION_WORKFLOW = 'gmailConnectionWorkflow';

export interface GmailConnectionInput {
  tenantId: string;
  processId: string;
  mailboxId: string;
  change: 'connect' | 'disconnect';
}

export const gmailConnectionWorkflowId = (tenantId: string, mailboxId: string): string =>
  `gmail-connection:${tenantId}:${mailboxId}`;

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
