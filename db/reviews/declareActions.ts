import type { TransactionSql } from 'postgres';
import type { ReviewAction } from '../../domain/reviews/actions.ts';
import { KINDS, REVIEW_KINDS, type ReviewKind } from '../../domain/reviews/kinds.ts';

interface DeclaredAction {
  kind: ReviewKind;
  action: ReviewAction;
  moves_money: boolean;
}

/** Every action of every kind, as the areas declare it. */
export const declaredActions = (): DeclaredAction[] =>
  REVIEW_KINDS.flatMap((kind) =>
    // Object.keys loses the literal type; the keys are exactly the table's.
    (Object.keys(KINDS[kind].actions) as ReviewAction[]).map((action) => ({
      kind,
      action,
      moves_money: KINDS[kind].movesMoney,
    })),
  );

/**
 * Tells the database what may be decided with what. Nothing is taken away: an older version may run beside this one, and
 * neither may forbid what the other decides.
 */
export async function declareReviewActions(tx: TransactionSql): Promise<void> {
  await tx`insert into review_actions ${tx(declaredActions(), 'kind', 'action', 'moves_money')}
    on conflict (kind, action) do update set moves_money = excluded.moves_money
    where review_actions.moves_money <> excluded.moves_money`;
}
