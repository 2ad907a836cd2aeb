import { moveRun } from '../../books/disputes/moveRun.ts';
import { tellOfReview } from '../../books/disputes/tellOfReview.ts';
import { writeCosts } from '../../books/disputes/writeCosts.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Database } from '../../db/database.ts';
import { loadRun } from '../../db/disputes/runs.ts';
import type { DisputeActivities } from '../../workflows/disputes/contract.ts';
import { reviewCard } from './reviewCard.ts';

export interface ReviewDeps {
  db: Database;
  /** APPROVER_EMAIL. */
  approverEmails: string[];
  /** Whether review requests are also published to the review queue. */
  publishesReviews: boolean;
}

export const sendForReview =
  ({ db, approverEmails, publishesReviews }: ReviewDeps): DisputeActivities['core']['sendForReview'] =>
  (input) =>
    db.withTenant(input.tenantId, async (tx) => {
      const { processId, round, parkedReason } = input;
      const run = await loadRun(tx, processId);
      const { proposed, ...card } = await reviewCard(tx, run, round, parkedReason);
      const { opened, created } = await openTask(tx, {
        ...input,
        ...card,
        kind: 'dispute_resolution',
        gate: `proposal/${round}`,
        subject: run.caseId,
        reason: parkedReason,
        // The model says 0 to 100.
        confidence: proposed ? proposed.resolution.confidence / 100 : null,
        hasProposal: proposed !== null,
      });
      // A task that is closed was decided before this run began anew; its money still comes after this step.
      await moveRun(tx, processId, 'awaiting_review', opened.closed ? {} : { status: 'pending' });
      if (!created) return opened;
      await writeCosts(tx, processId);
      await tellOfReview(tx, input, {
        run,
        opened,
        amountMinor: proposed?.resolution.amountMinor ?? 0,
        currency: card.currency,
        configured: approverEmails,
        publishes: publishesReviews,
      });
      return opened;
    });
