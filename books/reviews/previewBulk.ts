import type { Transaction } from '../../db/database.ts';
import type { BulkRow } from '../../db/reviews/bulks.ts';
import { bulkDecisionItems, bulkDecisions } from '../../db/reviews/schema.ts';
import { contentHash } from '../../domain/digest.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { Permission } from '../../domain/identity/permissions.ts';
import { type BulkCandidate, excludedCode, outliersOf } from '../../domain/reviews/bulk.ts';

interface Previewer {
  tenantId: string;
  actor: string;
  permissions: readonly Permission[];
}

/** Freezes what a decision would move: its items and what stands out. Returns what is left out too, each with why. */
export async function previewBulk(
  tx: Transaction,
  by: Previewer,
  decision: 'approved' | 'rejected',
  candidates: readonly BulkCandidate[],
): Promise<{ bulk: BulkRow; excluded: { task: BulkCandidate; code: ErrorCode }[] }> {
  const { tenantId, actor } = by;
  const taken: BulkCandidate[] = [];
  const excluded: { task: BulkCandidate; code: ErrorCode }[] = [];
  for (const task of candidates) {
    const code = excludedCode(task, decision, by);
    if (code) excluded.push({ task, code });
    else taken.push(task);
  }
  const outliers = outliersOf(taken);
  const previewHash = contentHash({ decision, tasks: taken.map((task) => [task.taskId, task.shownHash]) });
  const [bulk] = await tx
    .insert(bulkDecisions)
    .values({ tenantId, decision, previewHash, actor, total: taken.length })
    .returning();
  if (!bulk) throw new Error('bulk decision not written');
  if (taken.length > 0)
    await tx.insert(bulkDecisionItems).values(
      taken.map(({ taskId, shownHash, atRiskMinor, currency }, position) => ({
        tenantId,
        bulkId: bulk.id,
        position,
        taskId,
        shownHash,
        atRiskMinor,
        currency,
        outlier: outliers[position] ?? null,
      })),
    );
  return { bulk, excluded };
}
