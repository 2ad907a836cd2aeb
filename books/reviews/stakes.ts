import { and, eq, lte } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { KINDS } from '../../domain/reviews/kinds.ts';
import { type AtRisk, hidesMoney } from '../../domain/reviews/limits.ts';
import { acts } from '../../domain/reviews/warnings.ts';
import type { Judged, Judgement } from './kind.ts';

/** The money a decision puts at risk, and whose request or object it is about (`user:…`, `key:…`). */
export interface Stakes {
  risks: AtRisk[];
  owners: string[];
}

/** Who started the runs of the same subject up to this one: a case that is run again stays the case of who brought it. */
async function startersOf(tx: Transaction, { kind, subject, run }: Judged['process']): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ startedBy: processes.startedBy })
    .from(processes)
    .where(and(eq(processes.kind, kind), eq(processes.subject, subject), lte(processes.run, run)));
  return rows.map((row) => row.startedBy);
}

/** What a decision puts at risk and whose it is. To refuse something risks no money. */
export async function stakesOf(
  tx: Transaction,
  { task, request, process }: Judged,
  judgement: Judgement,
): Promise<Stakes> {
  // A kind that says too little must not decide anything.
  if (hidesMoney(KINDS[task.kind].movesMoney, judgement.approval.amountMinor, judgement.risks))
    throw new Error(`${task.kind} moves money and does not declare it`);
  return {
    risks: acts(request.action) ? judgement.risks : [],
    owners: [task.requestedBy, ...(await startersOf(tx, process)), ...judgement.owners],
  };
}
