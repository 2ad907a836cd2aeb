import { type Admitting, admitDecision as admit } from '../../books/reviews/admitDecision.ts';
import type { Database } from '../../db/database.ts';
import type { DecisionMessage } from '../../domain/reviews/decision.ts';
import type { Admission, ReviewScope } from '../../workflows/reviews/contract.ts';

/** Admits a decision the workflow has locked in; the first one is final, a repeat of it is recognised. */
export const admitDecision =
  ({ db, ...admitting }: Admitting & { db: Database }) =>
  ({ message, ...scope }: ReviewScope & { message: DecisionMessage }): Promise<Admission> =>
    db.withTenant(scope.tenantId, (tx) => admit(tx, admitting, scope, message));
