import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { ratesNow } from '../../db/reviews/rates.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { reviewPriority } from '../../domain/reviews/priority.ts';
import { worthMinor } from '../../domain/reviews/rates.ts';

/** As many open tasks as one change of the rates puts in order anew: those that stood first. The rest stand where they stood. */
const MAXIMUM_REORDERED = 5_000;

/** Puts the open tasks in order by the rates of now. Returns how many stand elsewhere. */
export async function reorderTasks(tx: Transaction): Promise<number> {
  const rates = await ratesNow(tx);
  const tasks = await tx
    .select()
    .from(reviewTasks)
    .where(eq(reviewTasks.state, 'pending'))
    .orderBy(sql`${reviewTasks.priority} desc`)
    .limit(MAXIMUM_REORDERED);
  const changed = tasks
    .map((task) => {
      const worth = worthMinor(task.atRiskMinor, task.currency, rates);
      const priority = reviewPriority({
        worthMinor: worth,
        confidence: task.confidence,
        openedAtMs: task.createdAt.getTime(),
        expiresAtMs: task.expiresAt?.getTime() ?? null,
        holdEndsAtMs: task.holdEndsAt?.getTime() ?? null,
      });
      return { id: task.id, worth, priority, before: task.worthMinor };
    })
    .filter(({ worth, before }) => worth !== before)
    .map(({ id, worth, priority }) => ({ id, worth, priority }));
  if (changed.length === 0) return 0;
  const rows = sql`jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as n(id uuid, worth bigint, priority double precision)`;
  await tx
    .update(reviewTasks)
    .set({ worthMinor: sql`n.worth`, priority: sql`n.priority` })
    .from(rows)
    .where(and(sql`${reviewTasks.id} = n.id`, eq(reviewTasks.state, 'pending')));
  return changed.length;
}
