import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

export const banking = {
  pages: {
    'bank-accounts': {
      page: fetched(async () => (await import('./AccountsPage.tsx')).AccountsPage),
      menu: { title: 'Bank accounts', group: 'Work', order: 60, permission: 'banking:read' },
    },
    transactions: {
      page: fetched(async () => (await import('./TransactionsPage.tsx')).TransactionsPage),
      menu: { title: 'Bank transactions', group: 'Work', order: 65, permission: 'banking:read' },
    },
    'transactions/:transactionId': {
      page: fetched(async () => (await import('./TransactionPage.tsx')).TransactionPage),
    },
    'import-statement': {
      page: fetched(async () => (await import('./ImportPage.tsx')).ImportPage),
      menu: { title: 'Import a statement', group: 'Work', order: 70, permission: 'banking:manage' },
    },
  },
} as const satisfies ConsoleArea;
