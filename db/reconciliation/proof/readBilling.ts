import { sql } from 'drizzle-orm';
import type { InstanceFact, InvoiceFact, ProofFacts, SourceFact } from '../../../domain/reconciliation/proof/facts.ts';
import type { Transaction } from '../../database.ts';
import { iso, numbered, rowsOf } from './rows.ts';

type InstanceSource = SourceFact & { status: SourceFact['status'] };

export const readInstanceSources = (tx: Transaction): Promise<InstanceSource[]> =>
  rowsOf<InstanceSource>(
    tx,
    sql`select id, 'whmcs' as side, name, status, failures, null as "consentEndsAt", ${iso('checked_at')} as "checkedAt",
      ${iso('created_at')} as "createdAt" from whmcs_instances order by name, id`,
  );

export const instancesOf = (sources: readonly InstanceSource[]): InstanceFact[] =>
  sources.map(({ id, name, createdAt, status }) => ({ id, name, createdAt, isInUse: status !== 'disconnected' }));

/** Invoices that could not be read, and that no full reading has told of since. */
export const readUnreadable = (tx: Transaction): Promise<ProofFacts['unreadable']> =>
  rowsOf(
    tx,
    sql`select 'whmcs' as side, 'invoices of ' || w.name as name, w.id, count(*)::int as count, null as since from list_cursors c
      join whmcs_instances w on w.tenant_id = c.tenant_id and w.id = c.source_id and w.status <> 'disconnected'
      cross join lateral jsonb_array_elements_text(case jsonb_typeof(c.resume -> 'unreadable') when 'array' then c.resume -> 'unreadable' end) as u (id)
      where c.list = 'invoices' and not exists (select 1 from invoices i where i.instance_id = w.id and i.invoice_id::text = u.id
        and i.seen_at >= (c.resume ->> 'fullAt')::timestamptz) group by w.id, w.name`,
  );

interface InvoiceRow extends Omit<InvoiceFact, 'wait'> {
  wait: NonNullable<InvoiceFact['wait']>['wait'] | null;
  reason: string;
  waitSince: string;
}
const AMOUNTS = [
  'totalMinor',
  'paidMinor',
  'balanceMinor',
  'recordedMinor',
  'recordedByThenMinor',
  'returnedMinor',
] as const;

/** Invoices as they were read last, with what money commands recorded there and what of it went back. */
export async function readInvoices(tx: Transaction, asOf: string): Promise<InvoiceFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`with sent as (select payee, case when leg = 'invoice_return' then -amount_minor else amount_minor end as amount_minor, finished_at
        from money_commands where leg in ('invoice_payment', 'invoice_return') and state = 'applied' and failed_later_at is null),
      gone as (select p.invoice_id, max(m.recorded_at) as at from invoice_matches m join invoice_match_parts p on p.tenant_id = m.tenant_id
        and p.match_id = m.id where m.kind = 'return' and m.state = 'recorded' group by p.invoice_id),
      recorded as (select s.payee, sum(s.amount_minor) as total, max(s.finished_at) as at,
        sum(s.amount_minor) filter (where s.finished_at <= ${asOf}::timestamptz) as by_then,
        sum(s.amount_minor) filter (where s.finished_at <= g.at) as returned, max(g.at) as returned_at
        from sent s left join gone g on s.payee = 'invoice:' || g.invoice_id group by s.payee)
      select i.id, i.instance_id as "instanceId", i.number, i.state, i.currency, i.total_minor as "totalMinor", i.paid_minor as "paidMinor",
        i.balance_minor as "balanceMinor", i.due_on::text as "dueOn", ${iso('i.paid_at')} as "paidAt", ${iso('i.created_at')} as "createdAt",
        ${iso('i.updated_at')} as "updatedAt", ${iso('i.seen_at')} as "seenAt", ${iso('i.balance_checked_at')} as "balanceCheckedAt",
        coalesce(r.total, 0) as "recordedMinor", ${iso('r.at')} as "recordedAt", coalesce(r.by_then, 0) as "recordedByThenMinor",
        coalesce(r.returned, 0) as "returnedMinor", ${iso('r.returned_at')} as "returnedAt", u.wait, u.reason, ${iso('u.since')} as "waitSince"
      from invoices i left join recorded r on r.payee = 'invoice:' || i.id
      left join unmatched_items u on u.side = 'invoice' and u.item_id = i.id order by i.instance_id, i.invoice_id`,
  );
  return numbered<InvoiceRow, (typeof AMOUNTS)[number]>(rows, AMOUNTS).map(
    ({ wait, reason, waitSince, ...invoice }) => ({
      ...invoice,
      wait: wait === null ? null : { wait, reason, since: waitSince },
    }),
  );
}
