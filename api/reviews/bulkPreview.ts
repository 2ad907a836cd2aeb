import { eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { previewBulk } from '../../books/reviews/previewBulk.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { bulkDecisions, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { type BulkCandidate, leftOutText } from '../../domain/reviews/bulk.ts';
import { KINDS, REVIEW_KINDS } from '../../domain/reviews/kinds.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { largestItems, previewSchema, receipt } from './bulkReceipt.ts';
import { taskConditions, taskFilters } from './taskRows.ts';

export const MAXIMUM_ITEMS = 1_000;
const DECISIONS = bulkDecisions.decision.enumValues;
const KIND_IN_BULK = REVIEW_KINDS.findLast((kind) => KINDS[kind].bulk);

const previewBody = z
  .strictObject({
    decision: z.enum(DECISIONS),
    task_ids: z.array(z.uuid()).min(1).max(MAXIMUM_ITEMS).optional(),
    filter: z
      .strictObject({ ...taskFilters, minimum_minor: z.int().min(0).optional().describe('Money at risk, minor units') })
      .optional()
      .describe('The list as it stands now; frozen by this preview'),
  })
  .refine((body) => (body.task_ids === undefined) !== (body.filter === undefined), {
    path: ['task_ids'],
    message: 'exactly one of task_ids and filter',
  });

/** The tasks a preview names, as they stand now. More than the bound is refused, not cut. */
async function candidates(
  tx: Transaction,
  principal: Principal,
  body: z.infer<typeof previewBody>,
): Promise<BulkCandidate[]> {
  const rows = await tx
    .select({
      taskId: reviewTasks.id,
      kind: reviewTasks.kind,
      state: reviewTasks.state,
      subject: reviewTasks.subject,
      title: sql<string>`coalesce(${reviewTasks.title}, ${reviewTasks.subject})`,
      confidence: reviewTasks.confidence,
      atRiskMinor: reviewTasks.atRiskMinor,
      currency: reviewTasks.currency,
      requestedBy: reviewTasks.requestedBy,
      escalatedAt: reviewTasks.escalatedAt,
      shownHash: reviewSnapshots.shownHash,
      warns: sql<boolean>`snapshot_warnings(${reviewSnapshots.canonicalJson}) > 0`,
      proposedAction: sql<string | null>`${reviewSnapshots.canonicalJson}::jsonb #>> '{proposal,action}'`,
      handedOn: sql<boolean>`exists (select 1 from review_escalations e
        where e.task_id = ${reviewTasks.id} and e.user_id = ${principal.userId})`,
    })
    .from(reviewTasks)
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
    .where(
      body.task_ids
        ? inArray(reviewTasks.id, body.task_ids)
        : sql.join(
            [sql`${reviewTasks.state} = 'pending'`, ...taskConditions(principal, body.filter ?? {})],
            sql` and `,
          ),
    )
    .orderBy(sql`${reviewTasks.priority} desc`)
    .limit(MAXIMUM_ITEMS + 1);
  if (rows.length > MAXIMUM_ITEMS)
    throw new CodedError('VALIDATION_FAILED', `filter: more than ${MAXIMUM_ITEMS} tasks; narrow it`, {
      fields: [{ field: 'filter', rule: `at most ${MAXIMUM_ITEMS} tasks` }],
    });
  if (body.task_ids && rows.length < new Set(body.task_ids).size) throw new CodedError('NOT_FOUND');
  return rows;
}

export const previewRoute = (db: Database): Route =>
  defineRoute({
    method: 'post',
    path: '/bulk-decisions',
    area: 'reviews',
    summary: 'Preview a decision on many tasks: frozen items, totals, outliers and what is left out. Decides nothing',
    access: 'review:decide',
    idempotent: true,
    body: previewBody,
    responses: { 201: { description: 'The preview', schema: previewSchema } },
    errors: ['NOT_FOUND', 'VALIDATION_FAILED'],
    example: { decision: 'approved', filter: { kind: KIND_IN_BULK, minimum_minor: 0 } },
    async handle(_context, principal, { body }) {
      const preview = await db.withTenant(principal.tenantId, async (tx) => {
        const found = await candidates(tx, principal, body);
        const { bulk, excluded } = await previewBulk(tx, principal, body.decision, found);
        const left = excluded.map(({ task, code }) => ({
          task_id: task.taskId,
          subject: task.subject,
          title: task.title,
          at_risk_minor: task.atRiskMinor,
          currency: task.currency,
          code,
          why: leftOutText(task, code),
        }));
        return { ...(await receipt(tx, bulk)), items: await largestItems(tx, bulk.id), excluded: left };
      });
      return { status: 201, body: preview };
    },
  });
