import { sql } from 'drizzle-orm';
import type {
  CommandFact,
  LedgerSum,
  MatchFact,
  ReturnFact,
  UnexplainedFact,
} from '../../../domain/reconciliation/proof/facts.ts';
import type { Transaction } from '../../database.ts';
import { iso, numbered, rowsOf } from './rows.ts';

interface MatchRow extends Omit<MatchFact, 'payments' | 'parts'> {
  payments: MatchFact['payments'] | null;
  parts: MatchFact['parts'] | null;
}
const NO_PAYMENTS = { count: 0, heldElsewhere: 0, missing: 0, removed: 0, changed: 0, sumMinor: 0 };
const NO_PARTS = { count: 0, missing: 0, otherState: 0, otherPlace: 0, sumMinor: 0, letGoMinor: 0 };

/** Matches that hold, and ended ones that WHMCS was sent something for; each with what it joins. */
export async function readMatches(tx: Transaction): Promise<MatchFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`with wanted as (select * from invoice_matches m where m.state in ('proposed', 'approved', 'recorded')
        or exists (select 1 from money_commands c where c.tenant_id = m.tenant_id and c.process_id = m.process_id and c.leg = 'invoice_payment')),
      paid as (select p.match_id, jsonb_build_object('count', count(*), 'sumMinor', sum(p.amount_minor),
          'missing', count(*) filter (where t.id is null and s.id is null), 'removed', count(*) filter (where t.removed_at is not null),
          'changed', count(*) filter (where t.removed_at is null and t.amount_minor <> p.amount_minor),
          'heldElsewhere', count(*) filter (where exists (select 1 from invoice_match_payments o where o.tenant_id = p.tenant_id and o.holds
            and o.match_id <> p.match_id and (o.bank_transaction_id = p.bank_transaction_id or o.stripe_payment_id = p.stripe_payment_id)))) as facts
        from invoice_match_payments p join wanted w on w.id = p.match_id
        left join bank_transactions t on t.tenant_id = p.tenant_id and t.id = p.bank_transaction_id
        left join stripe_payments s on s.tenant_id = p.tenant_id and s.id = p.stripe_payment_id group by p.match_id),
      joined as (select p.match_id, string_agg(i.number, ', ' order by i.invoice_id) as numbers, jsonb_build_object('count', count(*),
          'sumMinor', sum(p.amount_minor), 'missing', count(*) filter (where i.id is null), 'otherState', count(*) filter (where p.state <> w.state and p.state <> 'refused'),
          'letGoMinor', coalesce(sum(p.amount_minor) filter (where p.state = 'refused'), 0),
          'otherPlace', count(*) filter (where i.instance_id <> w.instance_id or i.currency <> w.currency)) as facts
        from invoice_match_parts p join wanted w on w.id = p.match_id
        left join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id group by p.match_id),
      approved as (select distinct t.subject from review_tasks t join review_decisions d on d.tenant_id = t.tenant_id and d.task_id = t.id
        where t.kind = 'invoice_match' and d.decision = 'approved')
      select w.id, w.side, w.kind, w.state, w.currency, w.amount_minor as "amountMinor", w.paid_minor as "paidMinor", w.paid_currency as "paidCurrency",
        ${iso('w.created_at')} as "createdAt", ${iso('w.decided_at')} as "decidedAt", ${iso('w.recorded_at')} as "recordedAt",
        case when j.numbers is null then '' else 'Payment of ' || left(j.numbers, 200) end as about, a.subject is not null as "hasApproval", p.facts as payments, j.facts as parts
      from wanted w left join paid p on p.match_id = w.id left join joined j on j.match_id = w.id left join approved a on a.subject = w.id::text
      order by w.created_at, w.id`,
  );
  return numbered<MatchRow, 'amountMinor' | 'paidMinor'>(rows, ['amountMinor', 'paidMinor']).map((match) => ({
    ...match,
    payments: match.payments ?? NO_PAYMENTS,
    parts: match.parts ?? NO_PARTS,
  }));
}

const AMOUNTS = [
  'amountMinor',
  'approvedMinor',
  'returnedMinor',
  'inTransitMinor',
  'recordedMinor',
  'reservedMinor',
] as const;

/** Money commands that record payments, each with its approval and its entries. */
export async function readCommands(tx: Transaction): Promise<CommandFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`with entered as (select t.command_id, array_agg(distinct t.phase) as phases,
        coalesce(sum(e.amount_minor) filter (where a.code in ('payments_in_transit', 'returns_in_transit')), 0) as in_transit,
        coalesce(sum(e.amount_minor) filter (where a.code = 'payments_recorded'), 0) as recorded,
        coalesce(sum(e.amount_minor) filter (where a.code in ('payments_reserved', 'returns_reserved')), 0) as reserved
        from ledger_transactions t left join ledger_entries e on e.tenant_id = t.tenant_id and e.transaction_id = t.id
        left join ledger_accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id
        group by t.command_id)
      select c.id, c.leg, c.process_id as "processId", coalesce(m.id, r.match_id) as "matchId", i.id as "invoiceId", i.number as "invoiceNumber", c.state, c.amount_minor as "amountMinor",
        c.currency, c.failed_later_at is not null as "hasFailedLater", ${iso('c.created_at')} as "createdAt", ${iso('c.finished_at')} as "finishedAt",
        case when d.decision = 'approved' then d.approved_minor end as "approvedMinor", coalesce(l.phases, '{}') as phases,
        (select coalesce(sum(b.amount_minor), 0) from money_commands b where b.tenant_id = c.tenant_id and b.compensates_id = c.id and b.state = 'applied'
          and b.failed_later_at is null) as "returnedMinor",
        coalesce(l.in_transit, 0) as "inTransitMinor", coalesce(l.recorded, 0) as "recordedMinor", coalesce(l.reserved, 0) as "reservedMinor"
      from money_commands c left join review_decisions d on d.tenant_id = c.tenant_id and d.id = c.decision_id
      left join invoice_matches m on m.tenant_id = c.tenant_id and m.process_id = c.process_id
      left join invoice_match_returns r on r.tenant_id = c.tenant_id and r.process_id = c.process_id
      left join invoices i on i.tenant_id = c.tenant_id and c.payee = 'invoice:' || i.id
      left join entered l on l.command_id = c.id where c.leg in ('invoice_payment', 'invoice_return') order by c.created_at, c.id`,
  );
  return numbered<CommandFact, (typeof AMOUNTS)[number]>(rows, AMOUNTS);
}

/** Balances of the ledger's accounts of money received, as of an instant. */
export async function readLedger(tx: Transaction, asOf: string): Promise<LedgerSum[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select e.currency, a.code as account, sum(e.amount_minor) as "amountMinor" from ledger_entries e
      join ledger_accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id
      join ledger_transactions t on t.tenant_id = e.tenant_id and t.id = e.transaction_id
      where a.code in ('receipts_matched', 'payments_reserved', 'payments_in_transit', 'payments_recorded', 'returns_reserved',
        'returns_in_transit') and t.occurred_at <= ${asOf}::timestamptz
      group by e.currency, a.code order by 1, 2`,
  );
  return numbered<LedgerSum, 'amountMinor'>(rows, ['amountMinor']);
}

/** What is taken back of matches. */
export async function readReturns(tx: Transaction): Promise<ReturnFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select r.id, r.match_id as "matchId", r.process_id as "processId", r.state, r.amount_minor as "amountMinor", m.currency,
      ${iso('r.created_at')} as "createdAt", ${iso('r.recorded_at')} as "recordedAt" from invoice_match_returns r
      join invoice_matches m on m.tenant_id = r.tenant_id and m.id = r.match_id order by r.created_at, r.id`,
  );
  return numbered<ReturnFact, 'amountMinor'>(rows, ['amountMinor']);
}

/** What the money reconciler left unexplained. */
export async function readUnexplained(tx: Transaction): Promise<UnexplainedFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select process_id as "runId", problem, amount_minor as "amountMinor", currency, ${iso('found_at')} as "foundAt" from reconciliation_items
      where explained_at is null order by found_at, id`,
  );
  return numbered<UnexplainedFact, 'amountMinor'>(rows, ['amountMinor']);
}
