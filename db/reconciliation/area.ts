import { sql } from 'drizzle-orm';
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
  runFacts: [
    {
      kind: 'invoice-match',
      from: sql`invoice_matches m where m.id::text = processes.subject`,
      // Approved, and what became of its money is asked.
      step: sql`case when m.state = 'approved' and exists (select 1 from review_tasks q where q.tenant_id = m.tenant_id
        and q.process_id = m.process_id and q.state = 'pending') then 'asked' else m.state end`,
      since: sql`m.updated_at`,
      outcome: sql`m.state`,
      failed: sql`m.state = 'refused'`,
      code: sql`case when m.state = 'refused' then m.ended_reason end`,
      amountMinor: sql`m.amount_minor`,
      currency: sql`m.currency`,
    },
    {
      kind: 'match-return',
      from: sql`(select r.*, i.currency from invoice_match_returns r join invoice_matches i on i.tenant_id = r.tenant_id and i.id = r.match_id) m
        where m.id::text = processes.subject`,
      step: sql`case when m.state = 'approved' and exists (select 1 from review_tasks q where q.tenant_id = m.tenant_id
        and q.process_id = m.process_id and q.state = 'pending') then 'asked' else m.state end`,
      since: sql`m.updated_at`,
      outcome: sql`m.state`,
      failed: sql`m.state = 'refused'`,
      code: sql`case when m.state = 'refused' then m.ended_reason end`,
      amountMinor: sql`m.amount_minor`,
      currency: sql`m.currency`,
    },
  ],
  audits: [
    {
      name: 'more is approved of an invoice than it had left',
      sql: `select i.id from invoices i join invoice_match_parts p on p.tenant_id = i.tenant_id and p.invoice_id = i.id and p.state = 'approved'
        group by i.id, i.total_minor having sum(p.amount_minor) > i.total_minor`,
    },
    {
      name: 'a payment is in two matches that hold it',
      sql: `select min(match_id::text) as id from invoice_match_payments where holds group by tenant_id, bank_transaction_id, stripe_payment_id having count(*) > 1`,
    },
    {
      name: 'a part of a match has another state than the match',
      sql: `select m.id from invoice_matches m join invoice_match_parts p on p.tenant_id = m.tenant_id and p.match_id = m.id
        where p.state <> m.state
        and not (m.ended_reason = 'in_part' and m.state in ('recorded', 'undone') and p.state = 'refused')`,
    },
    {
      name: 'more of a match was taken back than stood recorded',
      sql: `select r.match_id as id from invoice_match_returns r where r.state in ('proposed', 'approved', 'recorded') group by r.tenant_id, r.match_id
        having sum(r.amount_minor) > (select coalesce(sum(p.amount_minor), 0) from invoice_match_parts p where p.tenant_id = r.tenant_id
          and p.match_id = r.match_id and p.state in ('recorded', 'undone'))`,
    },
    {
      name: 'a match is undone and not all of it was taken back',
      sql: `select m.id from invoice_matches m where m.state = 'undone' and (select coalesce(sum(r.amount_minor), 0) from invoice_match_returns r
        where r.tenant_id = m.tenant_id and r.match_id = m.id and r.state = 'recorded') <> (select coalesce(sum(p.amount_minor), 0)
        from invoice_match_parts p where p.tenant_id = m.tenant_id and p.match_id = m.id and p.state = 'undone')`,
    },
    {
      name: 'a bank line says that it is matched and no match holds it',
      sql: `select t.id from bank_transactions t where t.match_state in ('proposed', 'matched') and t.removed_at is null and not exists (select 1
        from invoice_match_payments p where p.tenant_id = t.tenant_id and p.bank_transaction_id = t.id and p.holds)
        and not exists (select 1 from stripe_payouts o where o.tenant_id = t.tenant_id and o.bank_transaction_id = t.id)`,
    },
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
