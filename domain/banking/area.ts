import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';

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
  },
  events: eventWords,
  permissions: {
    'banking:read': { name: 'see bank accounts and their lines', roles: ['reviewer', 'admin'] },
    // A statement says what was paid: whoever imports one decides what counts as received.
    'banking:manage': { name: 'import statements and change bank lines', roles: ['admin'], power: true },
  },
} as const satisfies DomainArea;
