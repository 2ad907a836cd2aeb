import { sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import type { ReportDay } from '../slice.ts';

/** Who decided how much: user ids, no names. */
interface Decider {
  actor: string;
  decisions: number;
  approved: number;
  rejected: number;
}

/** What reviews add to the report of a day. */
export async function report(_needs: unknown, tx: Transaction, { within }: ReportDay): Promise<{ people: Decider[] }> {
  const people = await tx.execute(sql`
    select actor, count(*) as decisions, count(*) filter (where decision in ('approved', 'modified')) as approved,
      count(*) filter (where decision = 'rejected') as rejected
    from review_decisions where ${within('decided_at')} group by actor order by count(*) desc, actor limit 100`);
  return {
    people: people.map((row) => ({
      actor: String(row.actor),
      decisions: Number(row.decisions),
      approved: Number(row.approved),
      rejected: Number(row.rejected),
    })),
  };
}
