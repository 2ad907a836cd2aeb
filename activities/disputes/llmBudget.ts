import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { firstRow } from '../../db/database.ts';
import { llmBudgets, llmUsage } from '../../db/disputes/schema.ts';
import type { TokenUsage } from '../../domain/llm/prices.ts';
import { writeCosts } from './costs.ts';
import type { RunScope } from './runState.ts';

export type Reservation =
  | { ok: true; day: string }
  | { ok: false; reason: 'llm_cost_cap_exceeded' | 'llm_budget_exhausted' };

/**
 * Reserves the worst case of one call against the dispute's cap and the tenant's day, before the call. One statement with
 * the row locked decides, so concurrent calls can't overspend together. A reservation lost in a crash stays held that day.
 */
export async function reserveBudget(
  db: Database,
  scope: RunScope,
  worstNano: number,
  maximumCostNano: number,
): Promise<Reservation> {
  return db.withTenant(scope.tenantId, async (tx) => {
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
  });
}

/** Gives a reservation back when the call did not happen. */
export async function releaseBudget(db: Database, scope: RunScope, day: string, reservedNano: number): Promise<void> {
  await db.withTenant(scope.tenantId, async (tx) => {
    await tx
      .update(llmBudgets)
      .set({ reservedNano: sql`greatest(0, reserved_nano - ${reservedNano})` })
      .where(eq(llmBudgets.day, day));
  });
}

export interface SettledCall {
  day: string;
  reservedNano: number;
  model: string;
  usage: TokenUsage;
  costNano: number;
  mock: boolean;
}

/** Turns a reservation into what the call really cost and shows it in the run's costs at once. */
export async function settleBudget(db: Database, scope: RunScope, call: SettledCall): Promise<void> {
  await db.withTenant(scope.tenantId, async (tx) => {
    await tx
      .update(llmBudgets)
      .set({
        reservedNano: sql`greatest(0, reserved_nano - ${call.reservedNano})`,
        spentNano: sql`spent_nano + ${call.costNano}`,
      })
      .where(eq(llmBudgets.day, call.day));
    await tx.insert(llmUsage).values({
      tenantId: scope.tenantId,
      processId: scope.processId,
      purpose: 'proposal',
      model: call.model,
      ...call.usage,
      costNano: call.costNano,
      mock: call.mock,
    });
    await writeCosts(tx, scope.processId);
  });
}
