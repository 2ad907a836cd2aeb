import type { AuditQuery } from '../slice.ts';

/** What must never be true of bookings and what paid them. */
export const BOOKING_AUDITS: AuditQuery[] = [
  {
    name: 'a transfer that two customers claimed was confirmed by itself',
    sql: `select p.payment_id from payments p where p.source = 'gmail' and p.status = 'verified' and p.verified_by like 'system:%'
      and exists (select 1 from payments own where own.tenant_id = p.tenant_id and own.transaction_key = p.transaction_key
        and own.source = 'screenshot' and own.booking_id = p.booking_id and own.created_at < p.verified_at)
      and exists (select 1 from payments rival where rival.tenant_id = p.tenant_id and rival.transaction_key = p.transaction_key
        and rival.source = 'screenshot' and rival.status in ('pending', 'matched') and rival.booking_id <> p.booking_id
        and rival.created_at < p.verified_at)`,
  },
  {
    name: 'a booking is Confirmed without a verified payment of its own',
    sql: `select b.booking_id from bookings b where b.status = 'Confirmed' and not exists (select 1 from payments p
      where p.tenant_id = b.tenant_id and p.payment_id = b.payment_id and p.booking_id = b.booking_id and p.status = 'verified')`,
  },
  {
    name: 'a booking was confirmed by another amount, currency or time than its own, and nobody said why',
    sql: `select b.booking_id from bookings b join payments p on p.tenant_id = b.tenant_id and p.payment_id = b.payment_id
      where b.status = 'Confirmed' and not payment_pays(p, b) and not payment_accepted(p)`,
  },
  {
    name: 'a mail that proved nothing, was passed on or is old confirmed a booking, and nobody said why',
    sql: `select p.payment_id from payments p join bookings b on b.tenant_id = p.tenant_id and b.payment_id = p.payment_id
      where p.source = 'gmail' and p.status = 'verified' and not payment_accepted(p)
      and not coalesce((p.evidence #>> '{proof,authenticated}')::boolean and (p.evidence #>> '{mail,addressed}')::boolean
        and (p.evidence #>> '{mail,dateMs}')::bigint >= (extract(epoch from b.pending_since) * 1000)::bigint - 300000, false)`,
  },
  {
    name: 'one transfer holds two bookings',
    sql: `select transfer_key from payments where transfer_key is not null and status in ('matched', 'verified')
      group by tenant_id, transfer_key having count(*) > 1`,
  },
  {
    name: 'one transfer id holds two bookings',
    sql: `select p.payment_id from payments p join payments q on q.tenant_id = p.tenant_id
      and q.transaction_key = p.transaction_key and q.payment_id > p.payment_id and q.booking_id <> p.booking_id
      where p.status in ('matched', 'verified') and q.status in ('matched', 'verified')
      and not (p.source = 'gmail' and q.source = 'gmail' and coalesce(lower(p.sender_name) <> lower(q.sender_name), false))`,
  },
  {
    name: 'one mail holds two bookings',
    sql: `select min(payment_id::text) from payments where status in ('matched', 'verified') and evidence #>> '{mail,messageId}' is not null
      group by tenant_id, evidence #>> '{mail,messageId}' having count(*) > 1`,
  },
  {
    name: 'somebody decided about a payment for their own booking, or that they had claimed themselves',
    sql: `select d.id from review_decisions d join review_tasks t on t.tenant_id = d.tenant_id and t.id = d.task_id
      join bookings b on b.tenant_id = d.tenant_id and b.booking_id = d.payee
      where t.kind in ('booking_payment', 'unmatched_payment') and (d.actor = 'user:' || b.user_id or exists (select 1 from payments p
        where p.tenant_id = d.tenant_id and p.payment_id = b.payment_id and p.source <> 'manual' and p.claimed_by = d.actor))`,
  },
  {
    name: 'somebody acted against a warning without a reason',
    sql: `select d.id from review_decisions d join review_snapshots s on s.tenant_id = d.tenant_id and s.id = d.snapshot_id
      where d.decision not in ('rejected', 'retry') and snapshot_warnings(s.canonical_json) > 0
      and length(btrim(coalesce(d.override_reason, ''))) not between 10 and 1000`,
  },
];
