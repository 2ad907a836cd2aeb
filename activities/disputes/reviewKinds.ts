import { noteDecision } from '../../books/disputes/noteDecision.ts';
import type { Approval, Judged, ReviewKindActivities } from '../../books/reviews/kind.ts';
import type { Transaction } from '../../db/database.ts';
import { customersOfCase } from '../../db/disputes/caseCustomers.ts';
import { refundedIn, refundsOfCase } from '../../db/disputes/caseRefunds.ts';
import { personBehind } from '../../db/identity/people.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { type AtRisk, isAbove } from '../../domain/reviews/limits.ts';
import { approvalOf } from './approval.ts';

/** What a case has been paid in all, with this: runs of one case are no way around a limit. */
async function caseRisks(tx: Transaction, processId: string, amountMinor: number, currency: string | null) {
  if (amountMinor === 0) return [{ amountMinor, currency }];
  const refunds = await refundsOfCase(tx, processId);
  return [
    { amountMinor: amountMinor + refundedIn(refunds, currency), currency },
    ...refunds.filter((refund) => refund.currency !== currency),
  ];
}

/** Money of a case above the tenant's cap of today, whoever decides and whatever the card said. */
function isAboveCap(settings: typeof tenantSettings.$inferSelect | undefined, risks: readonly AtRisk[]): boolean {
  const cap = settings?.policyCapMinor;
  if (cap == null) return false;
  return risks.some((risk) => isAbove(risk, { amountMinor: cap, currency: settings?.limitCurrency ?? null }));
}

/** What the run's own row shows of the decision. */
const reviewData = ({ request, snapshot, at }: Judged, approval: Approval, decidedBy: string) => ({
  decision: request.action,
  decided_by: decidedBy,
  // As the request named it; nobody has checked it.
  reviewer_name: request.reviewerName,
  comments: request.comment,
  decided_at: at.toISOString(),
  shown_hash: snapshot.shownHash,
  actor: request.actor,
  action: approval.action,
  amount_minor: approval.amountMinor,
  override_reason: request.overrideReason,
});

const disputeResolution: ReviewKindActivities = {
  async judge(tx, judged) {
    const verdict = approvalOf(judged);
    if (!verdict.ok) return verdict;
    const { task } = judged;
    const [risks, owners, [settings]] = await Promise.all([
      caseRisks(tx, task.processId, verdict.approval.amountMinor ?? 0, task.currency),
      customersOfCase(tx, task.processId),
      tx.select().from(tenantSettings),
    ]);
    return { ...verdict, risks, owners, problem: isAboveCap(settings, risks) ? 'AMOUNT_OUT_OF_RANGE' : null };
  },
  async apply(tx, judged, approval) {
    const { name } = await personBehind(tx, judged.request.actor);
    await noteDecision(tx, judged.task.processId, reviewData(judged, approval, name));
    return null;
  },
};

export const reviewKinds = () => ({ dispute_resolution: disputeResolution });
