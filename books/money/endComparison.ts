import type { Transaction } from '../../db/database.ts';
import { reconcilerCursors } from '../../db/money/schema.ts';
import { type Problem, reportProblems } from './reportProblems.ts';

/** Ends the comparison of one span of time: what was found, and up to when; the next run begins there. */
export async function endComparison(
  tx: Transaction,
  span: { tenantId: string; vendor: string; checkedThrough: Date },
  problems: Problem[],
  /** Whose problems they are, where the span is of one of several accounts. */
  of = span.vendor,
): Promise<void> {
  const { tenantId, checkedThrough } = span;
  await reportProblems(tx, tenantId, of, problems);
  await tx
    .insert(reconcilerCursors)
    .values(span)
    .onConflictDoUpdate({ target: [reconcilerCursors.tenantId, reconcilerCursors.vendor], set: { checkedThrough } });
}
