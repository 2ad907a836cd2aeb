import type { Transaction } from '../../db/database.ts';
import { reconcilerCursors } from '../../db/money/schema.ts';
import { type Problem, reportProblems } from './reportProblems.ts';

/** Ends the comparison of one span of time: what was found, and up to when; the next run begins there. */
export async function endComparison(
  tx: Transaction,
  span: { tenantId: string; vendor: string; checkedThrough: Date },
  problems: Problem[],
): Promise<void> {
  const { tenantId, vendor, checkedThrough } = span;
  await reportProblems(tx, tenantId, vendor, problems);
  await tx
    .insert(reconcilerCursors)
    .values(span)
    .onConflictDoUpdate({ target: [reconcilerCursors.tenantId, reconcilerCursors.vendor], set: { checkedThrough } });
}
