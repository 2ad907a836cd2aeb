import { sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { type Figures, readFigures } from '../figures.ts';

/** What a tenant's day was. Money in minor units of each currency; shares from 0 to 1, null where nothing happened. */
export interface DailyReport {
  figures: Figures;
  /** Money received for bookings, and money confirmed, by currency. */
  money: { currency: string; received_minor: number; confirmed_minor: number; unmatched_minor: number }[];
  /** How well payments were verified without a person (mode effectiveness). */
  effectiveness: { mode: string; matched_share: number | null; confirmed_without_person_share: number | null };
  /** Who decided how much: user ids, no names. */
  people: { actor: string; decisions: number; approved: number; rejected: number }[];
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Counts the day (YYYY-MM-DD, UTC) anew from the books. */
export async function readReport(tx: Transaction, day: string, mode: string): Promise<DailyReport> {
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(from.getTime() + 24 * 3_600_000);
  const figures = await readFigures(tx, from, to);
  const within = (column: string) =>
    sql`${sql.raw(column)} >= ${from.toISOString()}::timestamptz and ${sql.raw(column)} < ${to.toISOString()}::timestamptz`;
  const money = await tx.execute(sql`
    select currency, coalesce(sum(amount_minor), 0) as received, coalesce(sum(amount_minor) filter (where status = 'verified'), 0) as confirmed,
      coalesce(sum(amount_minor) filter (where status = 'unmatched'), 0) as unmatched
    from payments where ${within('created_at')} group by currency order by currency`);
  const people = await tx.execute(sql`
    select actor, count(*) as decisions, count(*) filter (where decision in ('approved', 'modified')) as approved,
      count(*) filter (where decision = 'rejected') as rejected
    from review_decisions where ${within('decided_at')} group by actor order by count(*) desc, actor limit 100`);
  const confirmed = figures.confirmed_automatically + figures.confirmed_by_hand;
  return {
    figures,
    money: money.map((row) => ({
      currency: String(row.currency),
      received_minor: Number(row.received),
      confirmed_minor: Number(row.confirmed),
      unmatched_minor: Number(row.unmatched),
    })),
    effectiveness: {
      mode,
      matched_share: share(figures.payments_matched, figures.payments_by_mail),
      confirmed_without_person_share: share(figures.confirmed_automatically, confirmed),
    },
    people: people.map((row) => ({
      actor: String(row.actor),
      decisions: Number(row.decisions),
      approved: Number(row.approved),
      rejected: Number(row.rejected),
    })),
  };
}
