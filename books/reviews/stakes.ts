import { KINDS } from '../../domain/reviews/kinds.ts';
import { type AtRisk, hidesMoney } from '../../domain/reviews/limits.ts';
import { acts } from '../../domain/reviews/warnings.ts';
import type { Judged, Judgement } from './kind.ts';
import type { Standing } from './standing.ts';

/** The money a decision puts at risk, and whose request or object it is about (`user:…`, `key:…`). */
export interface Stakes {
  risks: AtRisk[];
  owners: string[];
}

/** What a decision puts at risk and whose it is. To refuse something risks no money. */
export function stakesOf({ task, request }: Judged, judgement: Judgement, { starters }: Standing): Stakes {
  // A kind that says too little must not decide anything.
  if (hidesMoney(KINDS[task.kind].movesMoney, judgement.approval.amountMinor, judgement.risks))
    throw new Error(`${task.kind} moves money and does not declare it`);
  return {
    risks: acts(request.action) ? judgement.risks : [],
    owners: [task.requestedBy, ...starters, ...judgement.owners],
  };
}
