import type { TestArea } from '../slice.ts';

export const money = {
  access: {
    'GET /admin/money-stop': ['admin', 'super_user'],
    'POST /admin/money-stop': ['admin', 'super_user'],
    'DELETE /admin/money-stop': ['admin', 'super_user'],
    'GET /ledger/journal': ['admin', 'super_user'],
  },
} as const satisfies TestArea;
