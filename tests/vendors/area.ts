import type { TestArea } from '../slice.ts';

export const vendors = {
  access: {
    'GET /admin/vendor-accounts': ['admin'],
    'POST /admin/vendor-accounts/{vendor}': ['admin'],
    'POST /admin/vendor-accounts/{vendor}/test': ['admin'],
    'POST /admin/vendor-accounts/{vendor}/disconnect': ['admin'],
  },
  places: [
    { name: 'accounts', role: 'admin', path: 'accounts' },
    {
      name: 'accounts-connect',
      role: 'admin',
      path: 'accounts',
      act: async (page) => {
        await page.getByRole('button', { name: 'Connect Stripe' }).click();
        await page.getByLabel('Secret key').waitFor();
      },
    },
  ],
} as const satisfies TestArea;
