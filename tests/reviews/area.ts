import type { TestArea } from '../slice.ts';

export const reviews = {
  access: {
    'GET /reviews': ['reviewer', 'admin'],
    'GET /reviews/summary': ['reviewer', 'admin'],
    'GET /currency-rates': ['admin', 'super_user'],
    'PUT /currency-rates': ['admin', 'super_user'],
    'GET /reviews/{task_id}': ['reviewer', 'admin'],
    'POST /reviews/{task_id}/decision': ['reviewer', 'admin'],
    'GET /decisions/{request_id}': ['reviewer', 'admin'],
    'GET /human-review/pending': ['reviewer', 'admin'],
    'POST /human-review/decision': ['reviewer', 'admin'],
    'GET /demo/logins': 'public',
    'GET /desk': 'all',
    'GET /saved-views': 'people',
    'POST /saved-views': 'people',
    'DELETE /saved-views/{view_id}': 'people',
    'PUT /reviews/{task_id}/owner': ['reviewer', 'admin'],
    'POST /bulk-decisions': ['reviewer', 'admin'],
    'GET /bulk-decisions': ['reviewer', 'admin'],
    'GET /bulk-decisions/{bulk_id}': ['reviewer', 'admin'],
    'GET /bulk-decisions/{bulk_id}/items': ['reviewer', 'admin'],
    'POST /bulk-decisions/{bulk_id}/start': ['reviewer', 'admin'],
    'POST /bulk-decisions/{bulk_id}/abort': ['reviewer', 'admin'],
  },
  places: [
    { name: 'inbox', role: 'reviewer', path: 'reviews' },
    { name: 'inbox-card', role: 'reviewer', path: 'reviews/{task}' },
    {
      name: 'inbox-change',
      role: 'reviewer',
      path: 'reviews/{task}',
      act: async (page) => {
        await page.getByRole('button', { name: /^Change/ }).click();
        await page.getByLabel(/^Amount/).waitFor();
      },
    },
    {
      name: 'inbox-escalate',
      role: 'reviewer',
      path: 'reviews/{task}',
      act: async (page) => {
        await page.getByRole('button', { name: /^Escalate/ }).click();
        await page.getByLabel('Reason').waitFor();
      },
    },
    // The last that needs the task open: on a slow machine its five seconds pass, and the decision is sent.
    {
      name: 'inbox-waiting',
      role: 'reviewer',
      path: 'reviews/{task}',
      act: async (page) => {
        await page.getByRole('button', { name: /^Approve/ }).click();
        await page.getByRole('button', { name: /^Undo/ }).waitFor();
      },
    },
    { name: 'inbox-decided', role: 'reviewer', path: 'reviews/{decided}' },
    { name: 'inbox-empty', role: 'reviewer', path: 'reviews?search=nothing-has-this-name' },
    {
      name: 'bulk-preview',
      role: 'reviewer',
      path: 'reviews',
      act: async (page) => {
        await page.getByRole('button', { name: /^Decide all/ }).click();
        await page.getByRole('button', { name: /^Approve \d/ }).waitFor();
      },
    },
    { name: 'currency-rates', role: 'admin', path: 'currency-rates' },
    { name: 'bulk-list', role: 'reviewer', path: 'bulk' },
    { name: 'bulk-receipt', role: 'reviewer', path: 'bulk/{bulk}' },
  ],
} as const satisfies TestArea;
