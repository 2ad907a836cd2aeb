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
    'bulk/:bulkId': { page: fetched(async () => (await import('./BulkPages.tsx')).BulkPage) },
  },
  live: {
    reviews: ['reviews', 'review'],
    bulk: ['bulk'],
  },
} as const satisfies ConsoleArea;
