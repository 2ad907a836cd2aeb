import { desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { disputeResolutions } from '../../db/disputes/schema.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { reviewDecisions, reviewTasks } from '../../db/reviews/schema.ts';
import { caseQuery } from '../../domain/disputes/prompt.ts';
import { formatAmount } from '../../domain/money/money.ts';
import type { DisputeResult } from '../../workflows/disputes/contract.ts';
import { factsOf, type RunRow, type StoredProposal } from './runState.ts';

/** What a run ended with, from its decisions and money commands. */
export async function finalResolution(
  tx: Transaction,
  run: RunRow,
  outcome: DisputeResult['outcome'],
  code: string | undefined,
) {
  const commands = await tx
    .select()
    .from(moneyCommands)
    .where(eq(moneyCommands.processId, run.processId))
    .orderBy(desc(moneyCommands.createdAt));
  const refund = commands.find(
    (command) => command.leg === 'refund' && command.state === 'applied' && !command.failedLaterAt,
  );
  const billing = commands.find((command) => command.leg === 'billing' && command.state === 'applied');
  const [last] = await tx
    .select({ decision: reviewDecisions })
    .from(reviewDecisions)
    .innerJoin(reviewTasks, eq(reviewTasks.id, reviewDecisions.taskId))
    .where(eq(reviewTasks.processId, run.processId))
    .orderBy(desc(reviewDecisions.decidedAt))
    .limit(1);
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

/** Keeps what was decided for later cases; one row per case, newest wins. */
export async function learnResolution(
  tx: Transaction,
  run: RunRow,
  resolution: Awaited<ReturnType<typeof finalResolution>>,
): Promise<void> {
  if (!run.caseEmbedding || !run.embeddingModel || !resolution.decision) return;
  const facts = factsOf(run);
  const { dispute } = facts.crm;
  const stored = run.resolutionProposal as StoredProposal | null;
  const amount = resolution.refund_amount_minor
    ? ` ${formatAmount(resolution.refund_amount_minor, dispute.currency)} ${dispute.currency}`
    : '';
  const row = {
    tenantId: run.tenantId,
    caseId: run.caseId,
    disputeType: dispute.disputeType,
    amountMinor: dispute.amountMinor,
    currency: dispute.currency,
    customerSegment: dispute.segment,
    resolution: `${resolution.action ?? resolution.outcome}${amount}`,
    reasoning: stored?.kind === 'proposed' ? stored.resolution.reason : (resolution.reason ?? 'decided by hand'),
    caseContext: caseQuery(dispute),
    outcome: resolution.outcome,
    embedding: run.caseEmbedding,
    embeddingModel: run.embeddingModel,
    mock: run.mock,
  };
  await tx
    .insert(disputeResolutions)
    .values(row)
    .onConflictDoUpdate({
      target: [disputeResolutions.tenantId, disputeResolutions.caseId],
      set: { ...row, updatedAt: sql`clock_timestamp()` },
    });
}
