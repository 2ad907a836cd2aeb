import type { TestArea } from '../slice.ts';

export const reconciliation = {
  access: {
    'GET /admin/tenants/{tenant_id}/license-keys': ['super_user'],
    'POST /admin/tenants/{tenant_id}/license-keys': ['super_user'],
    'PATCH /admin/tenants/{tenant_id}/license-keys/{license_id}': ['super_user'],
    'POST /admin/tenants/{tenant_id}/license-keys/{license_id}/rotate': ['super_user'],
    'GET /integrations/whmcs': ['admin'],
    'POST /integrations/whmcs': ['admin'],
    'GET /integrations/whmcs/{instance_id}': ['admin'],
    'PATCH /integrations/whmcs/{instance_id}': ['admin'],
    'POST /integrations/whmcs/{instance_id}/disconnect': ['admin'],
    'GET /integrations/whmcs/{instance_id}/module': ['admin'],
    'POST /integrations/whmcs/{instance_id}/hook-secret': ['admin'],
    'POST /integrations/whmcs/{instance_id}/sync': ['admin'],
    'POST /webhooks/whmcs/{instance_id}': 'public',
    'GET /webhooks/whmcs/{instance_id}/status': 'public',
    'GET /reconciliation/invoices': ['reviewer', 'admin'],
  },
} as const satisfies TestArea;
