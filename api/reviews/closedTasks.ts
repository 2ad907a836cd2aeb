import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { moneyOfTasks, type ShownMoney } from '../../db/money/moneyStates.ts';
import { tenantDayStart } from '../../db/tenantDay.ts';

/** Days on which tasks ended, as lists are narrowed to them. */
export const ENDED_DAYS = ['today', 'yesterday', 'last_7_days'] as const;
type EndedDays = (typeof ENDED_DAYS)[number];
/** How many days before today they begin, and end. */
const SPANS: Record<EndedDays, readonly [from: number, to: number]> = {
  today: [0, -1],
  yesterday: [1, 0],
  last_7_days: [6, -1],
};

/** Tasks that ended on these days of the tenant; `timeZone` is that of tenants that name none. */
export function endedOn(days: EndedDays, timeZone: string): SQL {
  const [from, to] = SPANS[days];
  const begin = (before: number) => tenantDayStart(timeZone, before);
  return sql`review_tasks.closed_at >= ${begin(from)} and review_tasks.closed_at < ${begin(to)}`;
}

/** What a list says of a task that has ended, besides what it was. */
export interface Ended {
  money: ShownMoney | undefined;
  /** By name; null where nobody decided. */
  decidedBy: string | null;
}

export async function endedTasks(tx: Transaction, taskIds: readonly string[]): Promise<Map<string, Ended>> {
  if (taskIds.length === 0) return new Map();
  const money = await moneyOfTasks(tx, [...taskIds]);
  const decided = await tx.execute<{ task_id: string; actor: string }>(
    sql`select task_id, actor from review_decisions where task_id in (${sql.join(
      taskIds.map((id) => sql`${id}::uuid`),
      sql`, `,
    )})`,
  );
  const people = await peopleBehind(
    tx,
    decided.map(({ actor }) => actor),
  );
  const actorOf = new Map(decided.map(({ task_id: id, actor }) => [id, actor]));
  return new Map(
    taskIds.map((id) => [id, { money: money.get(id), decidedBy: people.get(actorOf.get(id) ?? '')?.name ?? null }]),
  );
}
