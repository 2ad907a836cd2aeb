import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

export const reviews = {
  pages: {
    // Part of the first look: Desk.tsx has it.
    reviews: { menu: { title: 'Review inbox', group: 'Work', order: 10, permission: 'review:read', start: 1 } },
    bulk: {
      page: fetched(async () => (await import('./BulkPages.tsx')).BulkListPage),
      menu: { title: 'Bulk decisions', group: 'Work', order: 20, permission: 'review:decide' },
    },
    'currency-rates': {
      page: fetched(async () => (await import('./RatesPage.tsx')).RatesPage),
      menu: { title: 'Currency rates', group: 'Administer', order: 60, permission: 'admin:config' },
    },
    'bulk/:bulkId': { page: fetched(async () => (await import('./BulkPages.tsx')).BulkPage) },
  },
  subjectPages: { 'bulk-decision': { title: 'The bulk decision', path: 'bulk/{subject}' } },
  live: {
    reviews: ['reviews', 'review'],
    bulk: ['bulk'],
  },
} as const satisfies ConsoleArea;
