import type { Transaction } from '../../db/database.ts';
import type { StoredProposal } from '../../domain/disputes/proposal.ts';
import type { RunScope } from '../../workflows/disputes/contract.ts';
import { appendEvent } from '../events.ts';
import { moveRun } from './moveRun.ts';

/** Keeps what the model proposed in a round, or why there is no proposal. */
export async function keepProposal(tx: Transaction, scope: RunScope, proposal: StoredProposal): Promise<void> {
  await moveRun(tx, scope.processId, 'generating_resolution', { resolutionProposal: proposal });
  const { round } = proposal;
  await appendEvent(tx, {
    type: 'dispute_proposal_generated',
    actor: 'model',
    subject: `process:${scope.processId}`,
    data:
      proposal.kind === 'proposed'
        ? { round, action: proposal.resolution.action, amountMinor: proposal.resolution.amountMinor }
        : { round, parked: proposal.reason },
    requestId: scope.requestId,
  });
}
