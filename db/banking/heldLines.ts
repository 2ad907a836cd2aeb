import { type SQL, sql } from 'drizzle-orm';
import type { BankLine, LineSource } from '../../domain/banking/line.ts';
import { PENDING_DAYS } from '../../domain/banking/sameLine.ts';
import type { HeldLine, Sighting } from '../../domain/banking/sighting.ts';
import { arrayOf, arrayTable } from '../arrays.ts';
import type { Transaction } from '../database.ts';

interface Asked {
  accountId: string;
  source: LineSource;
  scope: string;
  lines: readonly BankLine[];
  window?: { from: string; to: string } | null;
  /** Of this source and scope. */
  keys: readonly string[];
}
type Row = Omit<HeldLine, 'amountMinor' | 'sightings'> & { amountMinor: string };

/** The first and the last day that a delivery may speak of; null where it names none. */
function daysOf({ lines, window }: Asked): { first: string; last: string } | null {
  const days = [...lines.map(({ bookedOn }) => bookedOn), ...(window ? [window.from, window.to] : [])];
  if (days.length === 0) return null;
  let [first = '', last = ''] = [days[0], days[0]];
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return { first, last };
}

const LINE = sql`t.id, t.source, t.status, t.booked_on as "bookedOn", t.value_on as "valueOn", t.amount_minor as "amountMinor", t.currency,
  t.counterparty, t.reference, t.description, t.end_to_end_id as "endToEndId", t.bank_reference as "bankReference", t.removed_at is not null as removed,
  case t.match_state when 'matched' then 3 when 'proposed' then 2 when 'ignored' then 2 else case when t.note is null then 0 else 1 end end as edits`;
const SIGHTING = sql`s.transaction_id as "transactionId", s.source, s.scope, s.external_key as key, s.fingerprint as said,
  s.booked_on as "bookedOn", s.whole_day as "wholeDay", s.status, s.value_on as "valueOn", s.amount_minor as "amountMinor", s.counterparty,
  s.reference, s.description, s.end_to_end_id as "endToEndId", s.bank_reference as "bankReference", (extract(epoch from s.told_at) * 1000000)::bigint::text as "toldAt"`;
type Sighted = Omit<Sighting, 'amountMinor'> & { transactionId: string; amountMinor: string };

/** Lines that a condition on `t` finds, and how their sources know them. */
async function linesWhere(tx: Transaction, where: SQL): Promise<{ rows: Row[]; sightings: Sighted[] }> {
  const [rows, sightings] = await Promise.all([
    tx.execute(sql`select ${LINE} from bank_transactions t where ${where} order by t.created_at, t.id`),
    tx.execute(sql`select ${SIGHTING} from bank_transactions t
      join bank_transaction_ids s on s.tenant_id = t.tenant_id and s.transaction_id = t.id where ${where}`),
  ]);
  // drizzle types raw rows as unknown records; the statements return exactly these columns.
  return { rows: rows as unknown as Row[], sightings: sightings as unknown as Sighted[] };
}

/** Lines whose ids a delivery names although their days are not near. */
async function farLines(tx: Transaction, { accountId, source, scope, keys }: Asked, near: readonly Sighted[]) {
  const known = new Set(near.filter((one) => one.source === source && one.scope === scope).map(({ key }) => key));
  // What a line says holds its day, so only an id can lead to another one.
  const missing = keys.filter((key) => key.startsWith('id:') && !known.has(key));
  if (missing.length === 0) return { rows: [], sightings: [] };
  const found = await tx.execute(sql`select distinct s.transaction_id as id from ${arrayTable(missing, 'text')}
    join bank_transaction_ids s on s.tenant_id = current_tenant() and s.account_id = ${accountId} and s.source = ${source}
      and s.scope = ${scope} and s.external_key = given.value`);
  const ids = found.map(({ id }) => String(id));
  return ids.length === 0 ? { rows: [], sightings: [] } : linesWhere(tx, sql`t.id = any(${arrayOf(ids, 'uuid')})`);
}

/** The lines of an account that a delivery may speak of: those near its days, and those whose ids it names. In the order in which they came. */
export async function heldLines(tx: Transaction, asked: Asked): Promise<HeldLine[]> {
  const days = daysOf(asked);
  const near = days
    ? await linesWhere(
        tx,
        sql`t.account_id = ${asked.accountId} and t.booked_on between ${days.first}::date - ${PENDING_DAYS}::int
          and ${days.last}::date + ${PENDING_DAYS}::int`,
      )
    : { rows: [], sightings: [] };
  const far = await farLines(tx, asked, near.sightings);
  const sightings = new Map<string, Sighting[]>();
  const rows = new Map([...near.rows, ...far.rows].map((row) => [row.id, row]));
  const seen = new Set(near.rows.map(({ id }) => id));
  for (const { transactionId, ...sighting } of [
    ...near.sightings,
    ...far.sightings.filter((one) => !seen.has(one.transactionId)),
  ]) {
    const those = sightings.get(transactionId);
    const told = { ...sighting, amountMinor: Number(sighting.amountMinor) };
    if (those) those.push(told);
    else sightings.set(transactionId, [told]);
  }
  return [...rows.values()].map((row) => ({
    ...row,
    amountMinor: Number(row.amountMinor),
    sightings: sightings.get(row.id) ?? [],
  }));
}
