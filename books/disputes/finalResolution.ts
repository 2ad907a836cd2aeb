import { desc, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { RunRow } from '../../db/disputes/runs.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { reviewDecisions, reviewTasks } from '../../db/reviews/schema.ts';
import type { DisputeOutcome } from '../../domain/disputes/runStates.ts';

/** What a run ended with, from its decisions and money commands. */
export async function finalResolution(tx: Transaction, run: RunRow, outcome: DisputeOutcome, code: string | undefined) {
  const [commands, [last]] = await Promise.all([
    tx
      .select()
      .from(moneyCommands)
      .where(eq(moneyCommands.processId, run.processId))
      .orderBy(desc(moneyCommands.createdAt)),
    tx
      .select({ decision: reviewDecisions })
      .from(reviewDecisions)
      .innerJoin(reviewTasks, eq(reviewTasks.id, reviewDecisions.taskId))
      .where(eq(reviewTasks.processId, run.processId))
      .orderBy(desc(reviewDecisions.decidedAt))
      .limit(1),
  ]);
  const refund = commands.find(
    (command) => command.leg === 'refund' && command.state === 'applied' && !command.failedLaterAt,
  );
  const billing = commands.find((command) => command.leg === 'billing' && command.state === 'applied');
  return {
    outcome,
    ...(code ? { error_code: code } : {}),
    ...(last
      ? {
          decision: last.decision.decision,
          action: last.decision.action,
          decided_by: last.decision.actor,
          reason: last.decision.reason,
        }
      : {}),
    refund_id: refund?.vendorId ?? null,
    refund_amount_minor: refund?.amountMinor ?? null,
    refund_currency: refund?.currency ?? null,
    billing_record_id: billing?.vendorId ?? null,
    mock: run.mock || commands.some((command) => command.mock),
  };
}

export type FinalResolution = Awaited<ReturnType<typeof finalResolution>>;
