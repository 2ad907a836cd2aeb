import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

export const vendors = {
  pages: {
    accounts: {
      page: fetched(async () => (await import('./VendorAccountsPage.tsx')).VendorAccountsPage),
      menu: { title: 'Connected accounts', group: 'Administer', order: 35, permission: 'integrations:manage' },
    },
  },
} as const satisfies ConsoleArea;
