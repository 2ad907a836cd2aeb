import type { DbArea } from '../slice.ts';
import { subjectNames } from './subjectNames.ts';

export const reconciliation = {
  subjectNames,
  encryptedColumns: [
    { table: 'whmcs_instances', column: 'identifier' },
    { table: 'whmcs_instances', column: 'secret' },
    { table: 'whmcs_instances', column: 'access_key' },
    { table: 'whmcs_instances', column: 'hook_secret' },
    { table: 'billing_clients', column: 'name' },
    { table: 'billing_clients', column: 'company' },
    { table: 'billing_clients', column: 'email' },
    { table: 'stripe_connections', column: 'access_token' },
    { table: 'stripe_connections', column: 'refresh_token' },
    { table: 'stripe_connections', column: 'auth_code' },
    { table: 'stripe_payments', column: 'payer' },
    { table: 'stripe_payments', column: 'email' },
    { table: 'stripe_payments', column: 'description' },
  ],
  audits: [
    {
      name: 'an invoice says another sum of what is paid and what is left than its total',
      sql: `select id from invoices where state in ('unpaid', 'payment_pending', 'collections') and paid_minor + balance_minor <> total_minor
        and balance_minor <= total_minor`,
    },
    {
      name: 'a payout says that it is explained and its balance transactions sum to another amount',
      sql: `select p.id from stripe_payouts p join stripe_balance_transactions b on b.tenant_id = p.tenant_id and b.payout_id = p.stripe_id
        and b.type not like 'payout%' where p.explained_minor is not null
        group by p.id, p.explained_minor having sum(b.net_minor) <> p.explained_minor`,
    },
  ],
} as const satisfies DbArea;
