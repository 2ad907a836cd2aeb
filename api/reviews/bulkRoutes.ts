import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { createProcess } from '../../db/processes.ts';
import { bulkDecisionItems, bulkDecisions, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { contentHash } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { type BulkCandidate, excludedCode, outliersOf } from '../../domain/reviews/bulk.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  BULK_DECISION_WORKFLOW,
  type BulkDecisionInput,
  bulkDecisionWorkflowId,
} from '../../workflows/reviews/contract.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import {
  bulkJson,
  bulkSchema,
  findBulk,
  itemJson,
  itemSchema,
  previewSchema,
  receipt,
  receiptSchema,
} from './bulkReceipt.ts';
import { taskConditions, taskFilters } from './inboxRoutes.ts';

const MAXIMUM_ITEMS = 1_000;
const DECISIONS = bulkDecisions.decision.enumValues;

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

export interface BulkDeps {
  db: Database;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
}

/** Many tasks at once: preview with totals and outliers, then a durable run with progress, abort and receipt. */
export function bulkRoutes({ db, startProcess }: BulkDeps): Route[] {
  const bulkId = z.object({ bulk_id: z.string().max(100) });
  return [
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
      example: { decision: 'approved', filter: { kind: 'dispute_resolution', minimum_minor: 0 } },
      async handle(_context, principal, { body }) {
        const { tenantId, actor } = principal;
        const preview = await db.withTenant(tenantId, async (tx) => {
          const found = await candidates(tx, principal, body);
          const judged = found.map((task) => ({ task, code: excludedCode(task, body.decision, principal) }));
          const taken = judged.filter(({ code }) => code === null).map(({ task }) => task);
          const excluded = judged.flatMap(({ task, code }) =>
            code ? [{ task_id: task.taskId, subject: task.subject, code }] : [],
          );
          const outliers = outliersOf(taken);
          const previewHash = contentHash({
            decision: body.decision,
            tasks: taken.map((task) => [task.taskId, task.shownHash]),
          });
          const [bulk] = await tx
            .insert(bulkDecisions)
            .values({ tenantId, decision: body.decision, previewHash, actor, total: taken.length })
            .returning();
          if (!bulk) throw new Error('bulk decision not written');
          if (taken.length > 0)
            await tx.insert(bulkDecisionItems).values(
              taken.map((task, position) => ({
                tenantId,
                bulkId: bulk.id,
                position,
                taskId: task.taskId,
                shownHash: task.shownHash,
                atRiskMinor: task.atRiskMinor,
                currency: task.currency,
                outlier: outliers[position] ?? null,
              })),
            );
          return { ...(await receipt(tx, bulk)), excluded };
        });
        return { status: 201, body: preview };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/bulk-decisions',
      area: 'reviews',
      summary: 'Bulk decisions that were started, newest first',
      access: 'review:decide',
      query: listQuery(['created_at'], '-created_at', {}),
      responses: { 200: { description: 'A page', schema: listSchema('bulk_decisions', bulkSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const list = keyset(query, { created_at: bulkDecisions.createdAt }, bulkDecisions.id);
        const rows = await db.readTenant(principal.tenantId, (tx) =>
          tx
            .select({ bulk: bulkDecisions, ...list.columns })
            .from(bulkDecisions)
            .where(and(sql`status <> 'preview'`, list.where))
            .orderBy(...list.orderBy)
            .limit(list.limit),
        );
        const { rows: shown, ...page } = list.page(rows);
        return { status: 200, body: { bulk_decisions: shown.map(({ bulk }) => bulkJson(bulk)), ...page } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/bulk-decisions/:bulk_id',
      area: 'reviews',
      summary: 'Progress and, once it has ended, the receipt: outcomes by code',
      access: 'review:decide',
      params: bulkId,
      responses: { 200: { description: 'Progress or receipt', schema: receiptSchema } },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { params }) {
        const body = await db.withTenant(principal.tenantId, async (tx) =>
          receipt(tx, await findBulk(tx, params.bulk_id)),
        );
        return { status: 200, body };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/bulk-decisions/:bulk_id/items',
      area: 'reviews',
      summary: 'Its tasks in order, with what became of each',
      access: 'review:decide',
      params: bulkId,
      query: z.strictObject({
        limit: queryInteger(1, 200).default(50),
        after: queryInteger(-1, MAXIMUM_ITEMS).default(-1).describe('Position of the last one read'),
      }),
      responses: { 200: { description: 'A page', schema: z.object({ items: z.array(itemSchema), count: z.int() }) } },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { params, query }) {
        const rows = await db.withTenant(principal.tenantId, async (tx) => {
          const { id } = await findBulk(tx, params.bulk_id);
          return tx
            .select({ item: bulkDecisionItems, subject: reviewTasks.subject })
            .from(bulkDecisionItems)
            .innerJoin(reviewTasks, eq(reviewTasks.id, bulkDecisionItems.taskId))
            .where(and(eq(bulkDecisionItems.bulkId, id), gt(bulkDecisionItems.position, query.after)))
            .orderBy(asc(bulkDecisionItems.position))
            .limit(query.limit);
        });
        return {
          status: 200,
          body: { items: rows.map(({ item, subject }) => itemJson(item, subject)), count: rows.length },
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/bulk-decisions/:bulk_id/start',
      area: 'reviews',
      summary: 'Carry out what was previewed, by whoever previewed it; the same again joins it',
      access: 'review:decide',
      params: bulkId,
      body: z.strictObject({
        preview_hash: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, as the preview gives them'),
        comment: z.string().max(4000).optional().describe('Kept with every decision; needed to reject'),
      }),
      responses: { 202: { description: 'It runs', schema: bulkSchema.extend({ status_url: z.string() }) } },
      errors: ['NOT_FOUND', 'REVIEW_STALE', 'VALIDATION_FAILED', 'FORBIDDEN'],
      async handle(context, principal, { params, body }) {
        const { tenantId, actor } = principal;
        const started = await db.withTenant(tenantId, async (tx) => {
          const bulk = await findBulk(tx, params.bulk_id);
          if (bulk.actor !== actor) throw new CodedError('FORBIDDEN');
          if (bulk.previewHash !== body.preview_hash) throw new CodedError('REVIEW_STALE');
          if (bulk.status !== 'preview') return bulk;
          if (bulk.total === 0)
            throw new CodedError('VALIDATION_FAILED', 'preview_hash: the preview holds no task', {
              fields: [{ field: 'preview_hash', rule: 'of a preview with tasks' }],
            });
          if (bulk.decision === 'rejected' && !body.comment?.trim())
            throw new CodedError('VALIDATION_FAILED', 'comment: say why these are rejected', {
              fields: [{ field: 'comment', rule: 'required to reject' }],
            });
          const { process } = await createProcess(tx, {
            tenantId,
            kind: 'bulk-decision',
            key: bulk.id,
            workflowType: BULK_DECISION_WORKFLOW,
            workflowId: bulkDecisionWorkflowId(tenantId, bulk.id),
            taskQueue: TASK_QUEUES.core,
            input: (processId) => ({ tenantId, processId, bulkId: bulk.id }) satisfies BulkDecisionInput,
            startedBy: actor,
          });
          const [running] = await tx
            .update(bulkDecisions)
            .set({ status: 'running', processId: process.id, comment: body.comment ?? null, startedAt: sql`now()` })
            .where(eq(bulkDecisions.id, bulk.id))
            .returning();
          await appendEvent(tx, {
            type: 'bulk_decision_started',
            actor,
            subject: `bulk:${bulk.id}`,
            data: { decision: bulk.decision, total: bulk.total, previewHash: bulk.previewHash },
            requestId: context.requestId,
            workflowId: process.workflowId,
          });
          return running ?? bulk;
        });
        if (started.processId) await startProcess(tenantId, started.processId);
        return { status: 202, body: { ...bulkJson(started), status_url: `/api/v1/bulk-decisions/${started.id}` } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/bulk-decisions/:bulk_id/abort',
      area: 'reviews',
      summary: 'Stop it after the tasks that are being decided now; what is decided stays decided, the rest stays open',
      access: 'review:decide',
      params: bulkId,
      responses: { 202: { description: 'It stops, or had ended', schema: bulkSchema } },
      errors: ['NOT_FOUND'],
      async handle(context, principal, { params }) {
        const bulk = await db.withTenant(principal.tenantId, async (tx) => {
          const found = await findBulk(tx, params.bulk_id);
          if (found.status !== 'running') return found;
          const [stopping] = await tx
            .update(bulkDecisions)
            .set({ status: 'aborting' })
            .where(eq(bulkDecisions.id, found.id))
            .returning();
          await appendEvent(tx, {
            type: 'bulk_decision_aborting',
            actor: principal.actor,
            subject: `bulk:${found.id}`,
            data: { settled: found.settled, total: found.total },
            requestId: context.requestId,
          });
          return stopping ?? found;
        });
        return { status: 202, body: bulkJson(bulk) };
      },
    }),
  ];
}
