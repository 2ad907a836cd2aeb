import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { factsOf, type RunRow } from '../../db/disputes/runs.ts';
import { disputeResolutions } from '../../db/disputes/schema.ts';
import { caseQuery } from '../../domain/disputes/prompt.ts';
import type { StoredProposal } from '../../domain/disputes/proposal.ts';
import { formatAmount } from '../../domain/money/money.ts';
import type { FinalResolution } from './finalResolution.ts';

/** Keeps what was decided for later cases; one row per case, newest wins. */
export async function learnResolution(tx: Transaction, run: RunRow, resolution: FinalResolution): Promise<void> {
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
