import { eq, sql } from 'drizzle-orm';
import { firstRow, type Transaction } from '../../db/database.ts';
import { llmBudgets, llmUsage } from '../../db/disputes/schema.ts';
import type { RunScope } from '../../workflows/disputes/contract.ts';
import { addUsage, type ModelCall } from './addUsage.ts';

export type Reservation =
  | { ok: true; day: string }
  | { ok: false; reason: 'llm_cost_cap_exceeded' | 'llm_budget_exhausted' };

/**
 * Reserves the worst case of one call against the dispute's cap and the tenant's day, before the call (nano-dollars). One
 * statement with the row locked decides, so concurrent calls can't overspend together. A reservation lost in a crash stays
 * held that day.
 */
export async function reserveBudget(
  tx: Transaction,
  scope: RunScope,
  worstNano: number,
  maximumCostNano: number,
): Promise<Reservation> {
  const [spent] = await tx
    .select({ nano: sql<string>`coalesce(sum(cost_nano), 0)` })
    .from(llmUsage)
    .where(eq(llmUsage.processId, scope.processId));
  if (Number(spent?.nano ?? 0) + worstNano > maximumCostNano) return { ok: false, reason: 'llm_cost_cap_exceeded' };
  await tx.execute(
    sql`insert into llm_budgets (tenant_id, day) values (${scope.tenantId}, to_char(now() at time zone 'utc', 'YYYY-MM-DD')) on conflict do nothing`,
  );
  const reserved = await firstRow<{ day: string }>(
    tx,
    sql`update llm_budgets set reserved_nano = reserved_nano + ${worstNano}
        where day = to_char(now() at time zone 'utc', 'YYYY-MM-DD')
          and reserved_nano + spent_nano + ${worstNano} <= (select llm_daily_budget_nano from tenant_settings)
        returning day`,
  );
  return reserved ? { ok: true, day: reserved.day } : { ok: false, reason: 'llm_budget_exhausted' };
}

const giveBack = (nano: number) => sql`greatest(0, reserved_nano - ${nano})`;

/** Gives a reservation back when the call did not happen. */
export async function releaseBudget(tx: Transaction, day: string, reservedNano: number): Promise<void> {
  await tx
    .update(llmBudgets)
    .set({ reservedNano: giveBack(reservedNano) })
    .where(eq(llmBudgets.day, day));
}

/** Turns a reservation into what the call really cost and shows it in the run's costs at once. */
export async function settleBudget(
  tx: Transaction,
  scope: RunScope,
  reserved: { day: string; nano: number },
  call: ModelCall,
): Promise<void> {
  await tx
    .update(llmBudgets)
    .set({ reservedNano: giveBack(reserved.nano), spentNano: sql`spent_nano + ${call.costNano}` })
    .where(eq(llmBudgets.day, reserved.day));
  await addUsage(tx, scope, call);
}
