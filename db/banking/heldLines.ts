import { sql } from 'drizzle-orm';
import type { HeldLine, Sighting } from '../../domain/banking/assignLines.ts';
import type { BankLine, LineSource } from '../../domain/banking/line.ts';
import { PENDING_DAYS } from '../../domain/banking/sameLine.ts';
import { arrayOf } from '../arrays.ts';
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

/** The lines of an account that a delivery may speak of: those near its days, and those whose ids it names. In the order in which they came. */
export async function heldLines(tx: Transaction, asked: Asked): Promise<HeldLine[]> {
  const { accountId, source, scope } = asked;
  const days = daysOf(asked);
  const near = days
    ? sql`select id from bank_transactions where account_id = ${accountId}
        and booked_on between ${days.first}::date - ${PENDING_DAYS}::int and ${days.last}::date + ${PENDING_DAYS}::int union`
    : sql``;
  const ids = sql`${near} select transaction_id from bank_transaction_ids where account_id = ${accountId} and source = ${source}
    and scope = ${scope} and external_key = any(${arrayOf(asked.keys, 'text')})`;
  const [rows, sightings] = await Promise.all([
    tx.execute(sql`select id, source, status, booked_on as "bookedOn", value_on as "valueOn", amount_minor as "amountMinor", currency,
      counterparty, reference, description, end_to_end_id as "endToEndId", bank_reference as "bankReference", removed_at is not null as removed
      from bank_transactions where account_id = ${accountId} and id in (${ids}) order by created_at, id`),
    tx.execute(sql`select transaction_id as "transactionId", source, scope, external_key as key, fingerprint as said,
      booked_on as "bookedOn", whole_day as "wholeDay" from bank_transaction_ids where account_id = ${accountId} and transaction_id in (${ids})`),
  ]);
  const bySighted = new Map<string, Sighting[]>();
  for (const { transactionId, ...sighting } of sightings as unknown as (Sighting & { transactionId: string })[]) {
    const those = bySighted.get(transactionId);
    if (those) those.push(sighting);
    else bySighted.set(transactionId, [sighting]);
  }
  return (rows as unknown as Row[]).map((row) => ({
    ...row,
    amountMinor: Number(row.amountMinor),
    sightings: bySighted.get(row.id) ?? [],
  }));
}
