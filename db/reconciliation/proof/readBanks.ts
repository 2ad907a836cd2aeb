import { sql } from 'drizzle-orm';
import { nameAccount } from '../../../domain/banking/naming.ts';
import type {
  AccountFact,
  LineFact,
  LineSum,
  ProofFacts,
  SourceFact,
  StatementFact,
} from '../../../domain/reconciliation/proof/facts.ts';
import type { Transaction } from '../../database.ts';
import { iso, numbered, rowsOf } from './rows.ts';

export const readBankSources = (tx: Transaction): Promise<SourceFact[]> =>
  rowsOf<SourceFact>(
    tx,
    sql`select id, 'bank' as side, coalesce(institution_name, 'A bank') as name, status, failures, ${iso('consent_ends_at')} as "consentEndsAt",
      ${iso('checked_at')} as "checkedAt", ${iso('created_at')} as "createdAt" from bank_connections`,
  );

/** Lines that broke a rule and have not come right since. */
export const readSetAside = (tx: Transaction): Promise<ProofFacts['unreadable']> =>
  rowsOf(
    tx,
    sql`select 'bank' as side, 'lines of ' || coalesce(min(c.institution_name), 'a bank') as name, s.connection_id as id, count(*)::int as count,
      ${iso('min(s.created_at)')} as since from bank_set_aside s
      join bank_connections c on c.tenant_id = s.tenant_id and c.id = s.connection_id and c.status <> 'disconnected'
      where s.external_id = '' or not exists (select 1 from bank_transaction_ids i where i.tenant_id = s.tenant_id and i.source = c.provider
        and i.scope = c.external_id and i.external_key = 'id:' || s.external_id) group by s.connection_id`,
  );

type AccountRow = Omit<AccountFact, 'name'> & { name: string; lastFour: string | null };

/** Accounts, the days that are told of each, and whether a connection in use tells of it. */
export async function readAccounts(tx: Transaction): Promise<AccountFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select a.id, a.name, a.last_four as "lastFour", a.currency, a.balance_minor as "balanceMinor",
      a.balance_on::text as "balanceOn", a.opening_minor as "openingMinor", a.opening_on::text as "openingOn", ${iso('a.created_at')} as "createdAt",
      exists (select 1 from bank_account_links l join bank_connections c on c.tenant_id = l.tenant_id and c.id = l.connection_id
        where l.account_id = a.id and l.ended_at is null and c.status in ('active', 'requires_reauth')) as "isConnected",
      coalesce((select jsonb_agg(jsonb_build_object('from', r.first_day, 'to', r.last_day)) from (
        select first_day, last_day from statement_files where account_id = a.id and first_day is not null and last_day is not null
        union all select coalesce((select max(f.last_day) from statement_files f where f.account_id = a.id and f.last_day <= a.balance_on),
          a.balance_on), a.balance_on where a.balance_on is not null
        union all select covered_from, covered_to from bank_account_links where account_id = a.id and covered_from is not null and covered_to is not null
        union all select least(a.opening_on, (l.created_at at time zone 'UTC')::date), (coalesce(l.ended_at, c.checked_at) at time zone 'UTC')::date
          from bank_account_links l join bank_connections c on c.tenant_id = l.tenant_id and c.id = l.connection_id
          where l.account_id = a.id and l.covered_to is null and c.checked_at is not null) r), '[]'::jsonb) as told
      from bank_accounts a order by a.name, a.id`,
  );
  return numbered<AccountRow, 'balanceMinor' | 'openingMinor'>(rows, ['balanceMinor', 'openingMinor']).map(
    ({ lastFour, name, ...account }) => ({
      ...account,
      name: nameAccount({ name, lastFour }),
    }),
  );
}

export async function readStatements(tx: Transaction): Promise<StatementFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select id, account_id as "accountId", file_name as "fileName", first_day::text as "firstDay", last_day::text as "lastDay",
      opening_minor as "openingMinor", difference_minor as "differenceMinor", ${iso('created_at')} as "createdAt" from statement_files
      order by first_day, created_at, part`,
  );
  return numbered<StatementFact, 'openingMinor' | 'differenceMinor'>(rows, ['openingMinor', 'differenceMinor']);
}

/** Lines with the match that holds them; `plain`: nothing is to be looked at. */
const LINES = sql`select t.*, h.match_id, h.match_state as held_state, h.kind as held_kind, h.recorded_at, coalesce(t.status = 'posted' and t.removed_at is null
    and t.currency = a.currency and not exists (select 1 from stripe_payouts o where o.tenant_id = t.tenant_id and o.amount_minor = t.amount_minor
      and o.currency = t.currency)
    and ((h.match_state = 'recorded' and t.match_state = 'matched' and h.amount_minor = t.amount_minor)
      or (h.match_id is null and t.match_state = 'ignored')), false) as plain
  from bank_transactions t join bank_accounts a on a.tenant_id = t.tenant_id and a.id = t.account_id
  left join (select distinct on (p.bank_transaction_id) p.bank_transaction_id, p.match_id, p.amount_minor, m.state as match_state, m.kind, m.recorded_at
    from invoice_match_payments p join invoice_matches m on m.tenant_id = p.tenant_id and m.id = p.match_id
    where p.holds and p.bank_transaction_id is not null order by p.bank_transaction_id, p.match_id) h on h.bank_transaction_id = t.id`;

interface LineRow extends Omit<LineFact, 'held' | 'wait'> {
  matchId: string | null;
  heldState: NonNullable<LineFact['held']>['state'];
  heldKind: NonNullable<LineFact['held']>['kind'];
  recordedAt: string | null;
  wait: NonNullable<LineFact['wait']>['wait'] | null;
  reason: string;
  waitSince: string;
}

/** Lines that need a look, each with what holds it or why it waits. */
export async function readLines(tx: Transaction): Promise<LineFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select l.id, l.account_id as "accountId", l.booked_on::text as day, l.amount_minor as "amountMinor", l.currency, l.counterparty,
      concat_ws(' ', l.reference, l.description, l.end_to_end_id, l.bank_reference) as text, l.status, l.removed_at is not null as "isRemoved",
      l.match_state as "matchState", ${iso('l.match_since')} as since, l.match_id as "matchId", l.held_state as "heldState", l.held_kind as "heldKind",
      ${iso('l.recorded_at')} as "recordedAt", u.wait, u.reason, ${iso('u.since')} as "waitSince" from (${LINES}) l
      left join unmatched_items u on u.side = 'bank' and u.item_id = l.id where not l.plain order by l.booked_on, l.id`,
  );
  return numbered<LineRow, 'amountMinor'>(rows, ['amountMinor']).map(
    ({ matchId, heldState, heldKind, recordedAt, wait, reason, waitSince, ...line }) => ({
      ...line,
      held: matchId === null ? null : { matchId, state: heldState, kind: heldKind, recordedAt },
      wait: wait === null ? null : { wait, reason, since: waitSince },
    }),
  );
}

/** What all other lines come to, by day and place. */
export async function readLineSums(tx: Transaction, asOf: string): Promise<LineSum[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select l.account_id as "accountId", l.currency, l.booked_on::text as day, p.place, sum(l.amount_minor) as "amountMinor", count(*)::int as count
      from (${LINES}) l cross join lateral (select case when l.match_id is null then 'set_aside' when l.recorded_at > ${asOf}::timestamptz then 'recorded_later'
        when l.held_kind = 'return' then 'returned' else 'recorded' end as place) p where l.plain group by 1, 2, 3, 4`,
  );
  return numbered<LineSum, 'amountMinor'>(rows, ['amountMinor']);
}
