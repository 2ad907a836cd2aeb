import type { TestArea } from '../slice.ts';

export const disputes = {
  access: {
    'POST /webhooks/stripe': 'public',
    'POST /disputes': ['admin', 'key'],
    // Their own only (myDisputes.test.ts).
    'GET /my/disputes': 'people',
    'GET /disputes': ['reviewer', 'admin', 'key'],
    'GET /workflow/{run_id}/status': ['reviewer', 'admin', 'key'],
    'GET /costs/workflow/{run_id}': ['reviewer', 'admin'],
    'GET /costs/case/{case_id}': ['reviewer', 'admin'],
    'POST /webhooks/stripe/{account_id}': 'public',
    'GET /admin/costs': ['super_user'],
    'GET /costs': ['reviewer', 'admin'],
    'GET /costs/disputes': ['reviewer', 'admin'],
  },
  places: [
    { name: 'my-disputes', role: 'user', path: 'my-disputes' },
    { name: 'costs', role: 'reviewer', path: 'costs' },
    { name: 'tenant-costs', role: 'super_user', path: 'tenant-costs' },
  ],
} as const satisfies TestArea;
