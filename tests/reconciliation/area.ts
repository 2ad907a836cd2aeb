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
    'GET /reconciliation/matches': ['reviewer', 'admin'],
    'GET /reconciliation/matches/{match_id}': ['reviewer', 'admin'],
    'POST /reconciliation/matches/{match_id}/approve': ['reviewer', 'admin'],
    'POST /reconciliation/matches/{match_id}/reject': ['reviewer', 'admin'],
    'POST /reconciliation/matches/{match_id}/undo': ['reviewer', 'admin'],
    'POST /reconciliation/runs': ['admin'],
    'GET /reconciliation/unmatched': ['reviewer', 'admin'],
    'GET /admin/reports/reconciliation': ['reviewer', 'admin'],
    'GET /reconciliation/proof': ['reviewer', 'admin'],
    'GET /reconciliation/rules': ['reviewer', 'admin'],
    'POST /reconciliation/rules': ['admin'],
    'PATCH /reconciliation/rules': ['admin'],
    'POST /reconciliation/rules/dry-run': ['admin'],
    'GET /reconciliation/models': ['reviewer', 'admin'],
    'POST /reconciliation/models/choose': ['admin'],
    'GET /reconciliation/payments': ['reviewer', 'admin'],
    'GET /reconciliation/payouts': ['reviewer', 'admin'],
    'GET /reconciliation/payouts/{payout_id}': ['reviewer', 'admin'],
    'GET /integrations/stripe': ['admin'],
    'GET /integrations/stripe/oauth/init': ['admin'],
    'GET /integrations/stripe/oauth/callback': 'public',
    'POST /integrations/stripe/{connection_id}/sync': ['admin'],
    'POST /integrations/stripe/{connection_id}/disconnect': ['admin'],
    'POST /webhooks/stripe-connect': 'public',
  },
  places: [
    {
      name: 'register-whmcs',
      role: 'admin',
      path: 'connections',
      act: async (page) => {
        await page.getByRole('button', { name: 'Register WHMCS' }).click();
        await page.getByLabel('Licence key').waitFor();
      },
    },
    { name: 'proof', role: 'reviewer', path: 'proof' },
    { name: 'proof-of-a-day', role: 'admin', path: 'proof?day=2026-01-31' },
    { name: 'matches', role: 'reviewer', path: 'matches' },
    { name: 'not-matched', role: 'reviewer', path: 'not-matched' },
    { name: 'card-payments', role: 'reviewer', path: 'payments' },
    { name: 'reconciliation-report', role: 'reviewer', path: 'reconciliation-report' },
    { name: 'matching-rules', role: 'admin', path: 'matching-rules' },
    {
      name: 'matching-rules-tried',
      role: 'admin',
      path: 'matching-rules',
      act: async (page) => {
        await page.getByLabel('Proposed from this score on').fill('70');
        await page.getByRole('button', { name: 'Show what it would change' }).click();
        await page.getByRole('heading', { name: 'What it would change' }).waitFor();
      },
    },
  ],
} as const satisfies TestArea;
