import type { TestArea } from '../slice.ts';

export const banking = {
  access: {
    'GET /reconciliation/accounts': ['reviewer', 'admin'],
    'POST /reconciliation/accounts': ['admin'],
    'POST /reconciliation/statements': ['admin'],
    'GET /reconciliation/statements': ['reviewer', 'admin'],
    'GET /reconciliation/statements/{statement_id}': ['reviewer', 'admin'],
    'GET /reconciliation/statement-mappings': ['reviewer', 'admin'],
    'POST /reconciliation/statement-mappings': ['admin'],
    'GET /reconciliation/transactions': ['reviewer', 'admin'],
    'GET /reconciliation/transactions/{transaction_id}': ['reviewer', 'admin'],
    'POST /reconciliation/transactions/{transaction_id}/ignore': ['admin'],
    'POST /reconciliation/transactions/{transaction_id}/unignore': ['admin'],
    'PUT /reconciliation/transactions/{transaction_id}/note': ['admin'],
  },
} as const satisfies TestArea;
