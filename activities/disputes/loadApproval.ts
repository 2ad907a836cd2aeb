import { and, desc, eq, like } from 'drizzle-orm';
import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { reviewDecisions, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { billingGate } from '../../domain/disputes/billingPayment.ts';
import type { ShownCharges } from '../../domain/disputes/sending.ts';
import type { DecidedRun } from '../../workflows/disputes/contract.ts';

export type Approved = typeof reviewDecisions.$inferSelect & { approvedMinor: number; currency: string; payee: string };

function assertApproved(decision: typeof reviewDecisions.$inferSelect | undefined): Approved {
  if (
    !decision ||
    !['approved', 'modified'].includes(decision.decision) ||
    !decision.approvedMinor ||
    !decision.currency ||
    !decision.payee
  ) {
    throw new Error('no approval of money behind this execution');
  }
  return { ...decision, approvedMinor: decision.approvedMinor, currency: decision.currency, payee: decision.payee };
}

/** The approval of money that is carried out, and what its reviewer was shown. Throws when it approves none. */
export async function loadApproval(
  tx: Transaction,
  { decisionId }: DecidedRun,
): Promise<{ decision: Approved; shown: ShownCharges }> {
  const [row] = await tx
    .select({ decision: reviewDecisions, json: reviewSnapshots.canonicalJson })
    .from(reviewDecisions)
    .leftJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewDecisions.snapshotId))
    .where(eq(reviewDecisions.id, decisionId));
  return { decision: assertApproved(row?.decision), shown: JSON.parse(row?.json ?? '{}') as ShownCharges };
}

/** The command of a decision for one leg, once it was intended. */
export async function findCommand(
  tx: Transaction,
  { decisionId }: DecidedRun,
  leg: MoneyCommand['leg'],
): Promise<MoneyCommand | undefined> {
  const [command] = await tx
    .select()
    .from(moneyCommands)
    .where(and(eq(moneyCommands.decisionId, decisionId), eq(moneyCommands.leg, leg)));
  return command;
}

/** Whether the step that moves the run's money has failed and was not made well since. */
export async function hasMoneyProblem(tx: Transaction, { processId }: DecidedRun): Promise<boolean> {
  const [run] = await tx
    .select({ problem: workflowStates.moneyProblem })
    .from(workflowStates)
    .where(eq(workflowStates.processId, processId));
  return run?.problem != null;
}

/** The last answer to where billing records a refund. */
export async function lastBillingAnswer(tx: Transaction, { processId }: DecidedRun, refundCommandId: string) {
  const [answer] = await tx
    .select({ decision: reviewDecisions.decision, vendorId: reviewDecisions.vendorId })
    .from(reviewDecisions)
    .innerJoin(reviewTasks, eq(reviewTasks.id, reviewDecisions.taskId))
    .where(and(eq(reviewTasks.processId, processId), like(reviewTasks.gate, billingGate(refundCommandId, '%'))))
    .orderBy(desc(reviewDecisions.decidedAt))
    .limit(1);
  return answer;
}
