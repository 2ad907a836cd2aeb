import type { TestArea } from '../slice.ts';

export const policies = {
  access: {
    'GET /admin/policies': ['admin'],
    'POST /admin/policies': ['admin'],
    'DELETE /admin/policies/{document_id}': ['admin'],
  },
} as const satisfies TestArea;
