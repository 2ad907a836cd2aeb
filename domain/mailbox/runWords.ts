import type { ProcessKindEntry } from '../operations/processKinds.ts';

export const processKinds = {
  'gmail-sync': { name: 'Reading of a mailbox', many: 'Readings of mailboxes', housekeeping: true },
  'gmail-connection': { name: 'Connection of a mailbox', many: 'Connections of mailboxes', housekeeping: true },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  gmailConnectionWorkflow: 'Connect or disconnect a mailbox',
  gmailSyncWorkflow: 'Read new mail of a mailbox',
  paymentInboxWorkflow: 'Read the payment inboxes',
  syncFanoutWorkflow: 'Begin the readings that are due',
  connectionHealthWorkflow: 'Try the access to every mailbox',
  connectMailbox: 'Ask Google for access',
  disconnectMailbox: 'End the access at Google',
  activeMailboxes: 'List the connected mailboxes',
  checkConnection: 'Try the access to a mailbox',
  dueMailboxes: 'List the payment inboxes that are due',
  readPaymentMails: 'Read new mail of a payment inbox',
  markMailsRead: 'Mark the mails as read',
  mailboxFailed: 'Note that a mailbox could not be read',
  checkBeforeExpiry: 'Read the inbox once more before the booking expires',
  syncMails: 'Read new mail',
  endSync: 'Note what was read',
  startDueSyncs: 'Begin the readings that are due',
} as const;
