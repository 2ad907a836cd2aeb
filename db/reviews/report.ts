import { sql } from 'drizzle-orm';
import type { ReportPart } from '../../domain/operations/reports.ts';
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

/** The same in words. */
export const reportParts = ({ people = [] }: { people?: readonly Decider[] }): ReportPart[] => [
  {
    title: 'Who decided',
    first: 'Person',
    columns: ['Decisions', 'Approved', 'Rejected'],
    rows: people.map(({ actor, ...row }) => ({
      actor,
      cells: [row.decisions, row.approved, row.rejected].map((value) => ({ unit: 'count', value })),
    })),
    empty: 'Nobody decided anything on this day. Whoever decides a task of the inbox stands here with their count.',
  },
];
