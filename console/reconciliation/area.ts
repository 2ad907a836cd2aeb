import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

export const reconciliation = {
  pages: {
    billing: {
      page: fetched(async () => (await import('./BillingPage.tsx')).BillingPage),
      menu: { title: 'Billing', group: 'Operate', order: 15, permission: 'integrations:manage' },
    },
  },
} as const satisfies ConsoleArea;
