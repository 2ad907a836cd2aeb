import { sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { peopleBehind } from '../db/identity/people.ts';

/** Who changed something last. */
export interface LastChange {
  changedAt: string;
  changedBy: string | null;
  /** The second person, where it took one. */
  approvedBy: string | null;
}

interface LastEvent extends Record<string, unknown> {
  subject: string;
  actor: string;
  approved_by: string | null;
  occurred_at: Date | string;
}

/** The newest event of each subject with the people behind it: one row a subject. */
export async function lastChanges(tx: Transaction, subjects: readonly string[]): Promise<Map<string, LastChange>> {
  const rows = await tx.execute<LastEvent>(sql`
    select last.* from jsonb_array_elements_text(${JSON.stringify(subjects)}::jsonb) as wanted (subject)
    cross join lateral (
      select subject, actor, data ->> 'approvedBy' as approved_by, occurred_at from events
      where events.subject = wanted.subject order by sequence desc limit 1) last`);
  const people = await peopleBehind(
    tx,
    rows.flatMap((row) => [row.actor, ...(row.approved_by ? [row.approved_by] : [])]),
  );
  return new Map(
    rows.map((row) => [
      row.subject,
      {
        changedAt: new Date(row.occurred_at).toISOString(),
        changedBy: people.get(row.actor)?.name ?? null,
        approvedBy: (row.approved_by && people.get(row.approved_by)?.name) || null,
      },
    ]),
  );
}
