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
  },
  events: eventWords,
  permissions: {
    'banking:read': { name: 'see bank accounts and their lines', roles: ['reviewer', 'admin'] },
    // A statement says what was paid: whoever imports one decides what counts as received.
    'banking:manage': { name: 'import statements and change bank lines', roles: ['admin'], power: true },
  },
} as const satisfies DomainArea;
