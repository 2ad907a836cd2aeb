import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { processKinds, stepNames } from './runWords.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Connected mailboxes and how they are read. */
export const mailbox = {
  events: eventWords,
  permissions: {
    'integrations:manage': { name: 'connect payment mailboxes and vendor accounts', roles: ['admin'], power: true },
  },
  powerKinds: { mailbox: 'integrations:manage' },
  groups: {
    mailboxes: { title: 'Payment mailboxes', about: 'Where payment mails are read from', order: 35 },
  },
  alertRules: {
    mailbox_reauth: {
      group: 'mailboxes',
      order: 10,
      name: 'Access to a payment mailbox has ended',
      counts: ['mailbox', 'mailboxes'],
      severity: 'critical',
      threshold: 0,
      unit: 'count',
      windowMinutes: null,
      minimumItems: 0,
      about: 'Google has ended the access to a payment inbox: somebody must connect it again',
    },
    mailbox_not_read: {
      group: 'mailboxes',
      order: 20,
      name: 'A connected mailbox is not read',
      counts: ['mailbox', 'mailboxes'],
      severity: 'critical',
      threshold: 0,
      unit: 'count',
      windowMinutes: null,
      minimumItems: 0,
      about:
        'A payment inbox is connected and not read: no second person has approved it, or its owner may not manage integrations any more',
    },
    mailbox_unreadable: {
      group: 'mailboxes',
      order: 30,
      name: 'A mailbox can not be read',
      counts: ['failed reading', 'failed readings'],
      severity: 'critical',
      threshold: 2,
      unit: 'count',
      windowMinutes: null,
      minimumItems: 0,
      about: 'Failed readings of a payment inbox in a row; payments are verified by hand meanwhile',
    },
  },
  mailTemplates: {
    mailbox_reauth: 'a mailbox needs a new sign-in',
  },
  schedules: [
    /** Paused unless GMAIL_ENABLED. */
    { id: 'payment-inbox', workflowType: 'paymentInboxWorkflow', everyMs: 2 * MINUTE_MS, jitterMs: 5_000 },
    { id: 'sync-fanout-gmail', workflowType: 'syncFanoutWorkflow', everyMs: 15 * MINUTE_MS, jitterMs: MINUTE_MS },
    {
      id: 'connection-health',
      workflowType: 'connectionHealthWorkflow',
      everyMs: 6 * HOUR_MS,
      offsetMs: 10 * MINUTE_MS,
      jitterMs: MINUTE_MS,
    },
  ],
  logFields: ['mailboxes', 'checked', 'fetched', 'parsed'],
  processKinds,
  stepNames,
} as const satisfies DomainArea;
