import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { processKinds, stepNames } from './runWords.ts';
import { syncEventWords } from './syncEventWords.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Bank accounts, their connections, statement files and lines. */
export const banking = {
  errorCodes: {
    BANK_ACCOUNT_NOT_FOUND: {
      status: 404,
      kind: 'terminal',
      title: 'No such bank account',
      next: 'Choose one of the accounts that are listed',
    },
    BANK_LINE_NOT_FOUND: {
      status: 404,
      kind: 'terminal',
      title: 'No such bank line',
      next: 'Search the list of transactions',
    },
    BANK_LINE_MATCHED: {
      status: 409,
      kind: 'terminal',
      title: 'The bank line is matched',
      next: 'Undo its match first',
    },
    BANKING_FULL: {
      status: 409,
      kind: 'terminal',
      title: 'There are as many of these as are kept',
      next: 'Use one that is there',
    },
    STATEMENT_REFUSED: {
      status: 422,
      kind: 'terminal',
      title: 'The statement file can not be read',
      next: 'Correct the file where the message says, or ask the bank for another format; nothing of it was kept',
    },
    STATEMENT_CHANGED: {
      status: 409,
      kind: 'terminal',
      title: 'This is not what was previewed',
      next: 'Preview the file again and import by its new hash',
    },
    STATEMENT_INCOMPLETE: {
      status: 409,
      kind: 'terminal',
      title: 'The file leaves a question open',
      next: 'Answer what the preview asks, then preview it again',
    },
    STATEMENT_OTHER_ACCOUNT: {
      status: 409,
      kind: 'terminal',
      title: 'The file is of another account',
      next: 'Choose the account that the file names, or none',
    },
    STATEMENT_READER_BUSY: {
      status: 503,
      kind: 'retryable',
      title: 'Files can not be read just now',
      next: 'Send the file again in a minute',
    },
    STATEMENT_NOT_FOUND: {
      status: 404,
      kind: 'terminal',
      title: 'No such statement',
      next: 'Choose one of the statements that are listed',
    },
    STATEMENT_MAPPING_NOT_FOUND: {
      status: 404,
      kind: 'terminal',
      title: 'No such columns are saved',
      next: 'Choose one of the saved mappings that are listed',
    },
    WEBHOOK_SIGNATURE_REFUSED: {
      status: 498,
      kind: 'terminal',
      title: 'The webhook is not signed with the secret of this endpoint',
      next: 'Check that both sides hold the same webhook secret, then send it again',
    },
  },
  events: { ...eventWords, ...syncEventWords },
  permissions: {
    'banking:read': { name: 'see bank accounts and their lines', roles: ['reviewer', 'admin'] },
    // A statement says what was paid: whoever imports one decides what counts as received.
    'banking:manage': { name: 'import statements and change bank lines', roles: ['admin'], power: true },
  },
  groups: {
    banks: { title: 'Banks', about: 'Accounts that money is received in', order: 36 },
  },
  alertRules: {
    bank_reauth: {
      group: 'banks',
      order: 10,
      name: 'Access to a bank has ended',
      counts: ['bank', 'banks'],
      severity: 'critical',
      threshold: 0,
      unit: 'count',
      windowMinutes: null,
      minimumItems: 0,
      about: 'A bank has ended the access to its accounts: somebody must authorise it again',
    },
    bank_unreadable: {
      group: 'banks',
      order: 20,
      name: 'A bank can not be read',
      counts: ['failed reading', 'failed readings'],
      severity: 'critical',
      threshold: 2,
      unit: 'count',
      windowMinutes: null,
      minimumItems: 0,
      about: 'Failed readings of a connected bank in a row; nothing is lost, but new money is not seen',
    },
  },
  mailTemplates: {
    bank_reauth: 'a bank needs a new consent',
    bank_consent_ends: 'the consent of a bank ends soon',
  },
  schedules: [
    // One of the four calls that a bank gives in 24 hours is left for somebody who asks by hand.
    {
      id: 'sync-fanout-bank',
      workflowType: 'syncFanoutWorkflow',
      everyMs: 8 * HOUR_MS,
      jitterMs: MINUTE_MS,
      kind: 'bank',
    },
  ],
  logFields: ['lines', 'removed', 'restarts'],
  processKinds,
  stepNames,
} as const satisfies DomainArea;
