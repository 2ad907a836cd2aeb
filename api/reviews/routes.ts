import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { isUuid } from '../../db/database.ts';
import { processes } from '../../db/schema/operations.ts';
import { decisionRequests, reviewDecisions, reviewSnapshots, reviewTasks } from '../../db/schema/reviews.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  type DecideDeps,
  decide,
  decisionAcceptedSchema,
  decisionPendingSchema,
  modificationSchema,
} from './decide.ts';

const taskSchema = z
  .object({
    task_id: z.uuid(),
    kind: z.enum(['dispute_resolution', 'money_unknown']),
    state: z.enum(['pending', 'approved', 'rejected', 'expired', 'cancelled']),
    subject: z.string(),
    reason: z.string().nullable(),
    run_id: z.uuid().nullable(),
    process_id: z.uuid(),
    workflow_id: z.string(),
    shown_hash: z.string(),
    waiting_since: z.string(),
    expires_at: z.string().nullable(),
    escalated: z.boolean(),
  })
  .meta({ id: 'ReviewTask' });
const taskDetailSchema = taskSchema
  .extend({ shown: z.unknown(), decision: z.unknown().nullable() })
  .meta({ id: 'ReviewTaskDetail' });

const decisionBody = z.strictObject({
  decision: z.enum(['approved', 'rejected', 'modified', 'retry']).optional(),
  effect: z.enum(['found', 'absent']).optional().describe('Answer to a money_unknown task'),
  vendor_id: z.string().max(255).optional(),
  shown_hash: z.string().regex(/^[0-9a-f]{64}$/),
  modified_resolution: modificationSchema.optional(),
  comments: z.string().max(4000).optional(),
  allow_repeat: z.boolean().optional(),
});

export const DECISION_ERRORS = [
  'NOT_FOUND',
  'REVIEW_ALREADY_DECIDED',
  'REVIEW_STALE',
  'REVIEW_EXPIRED',
  'AMOUNT_OUT_OF_RANGE',
  'REVIEWER_LIMIT_EXCEEDED',
  'SELF_REVIEW_FORBIDDEN',
  'IDEMPOTENCY_KEY_REUSED',
] as const;

/** What a list shows of a task, and no more: the shown text itself is read one by one. */
const taskColumns = {
  task_id: reviewTasks.id,
  kind: reviewTasks.kind,
  state: reviewTasks.state,
  subject: reviewTasks.subject,
  reason: reviewTasks.reason,
  run_id: processes.runId,
  process_id: processes.id,
  workflow_id: processes.workflowId,
  shown_hash: reviewSnapshots.shownHash,
  waiting_since: reviewTasks.createdAt,
  expires_at: reviewTasks.expiresAt,
  escalated_at: reviewTasks.escalatedAt,
};

interface TaskRow {
  task_id: string;
  kind: (typeof reviewTasks.$inferSelect)['kind'];
  state: (typeof reviewTasks.$inferSelect)['state'];
  subject: string;
  reason: string | null;
  run_id: string | null;
  process_id: string;
  workflow_id: string;
  shown_hash: string;
  waiting_since: Date;
  expires_at: Date | null;
  escalated_at: Date | null;
}

const taskJson = (row: TaskRow) => ({
  task_id: row.task_id,
  kind: row.kind,
  state: row.state,
  subject: row.subject,
  reason: row.reason,
  run_id: row.run_id,
  process_id: row.process_id,
  workflow_id: row.workflow_id,
  shown_hash: row.shown_hash,
  waiting_since: row.waiting_since.toISOString(),
  expires_at: row.expires_at?.toISOString() ?? null,
  escalated: row.escalated_at !== null,
});

/** A row of LISTED_TASKS: as the driver gives it, instants as PostgreSQL writes them. */
type ListedTask = Omit<TaskRow, 'waiting_since' | 'expires_at' | 'escalated_at'> & {
  waiting_since: string;
  expires_at: string | null;
  escalated_at: string | null;
} & Record<string, unknown>;

const LISTED_TASKS =
  sql.raw(`select review_tasks.id as task_id, review_tasks.kind, review_tasks.state, review_tasks.subject,
  review_tasks.reason, processes.run_id, review_tasks.process_id, processes.workflow_id, review_snapshots.shown_hash,
  review_tasks.created_at as waiting_since, review_tasks.expires_at, review_tasks.escalated_at
  from review_tasks join review_snapshots on review_snapshots.id = review_tasks.snapshot_id
  join processes on processes.id = review_tasks.process_id`);

const instant = (text: string) => new Date(text).toISOString();
const listedJson = ({ escalated_at: escalatedAt, ...row }: ListedTask) => ({
  ...row,
  waiting_since: instant(row.waiting_since),
  expires_at: row.expires_at && instant(row.expires_at),
  escalated: escalatedAt !== null,
});

export function reviewRoutes(deps: DecideDeps): Route[] {
  const { db } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/reviews',
      area: 'reviews',
      summary: 'Review tasks of every kind, oldest first',
      access: 'review:read',
      query: listQuery(['waiting_since'], 'waiting_since', {
        state: z.enum(['pending', 'approved', 'rejected', 'expired', 'cancelled']).default('pending'),
        kind: z.enum(['dispute_resolution', 'money_unknown']).optional(),
      }),
      responses: { 200: { description: 'A page', schema: listSchema('reviews', taskSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const list = keyset(query, { waiting_since: reviewTasks.createdAt }, reviewTasks.id);
        const conditions = [
          eq(reviewTasks.state, query.state),
          query.kind ? eq(reviewTasks.kind, query.kind) : sql`true`,
          list.where ?? sql`true`,
        ];
        // The busiest list of all: one fixed text instead of a query built and mapped column by column.
        const rows = await db.readTenant(principal.tenantId, (tx) =>
          tx.execute<ListedTask>(
            sql`${LISTED_TASKS} where ${sql.join(conditions, sql` and `)} order by ${sql.join(list.orderBy, sql`, `)} limit ${list.limit}`,
          ),
        );
        const { rows: shown, ...page } = list.page(
          rows.map((row) => ({ row, place: row.waiting_since, placeId: row.task_id })),
        );
        return { status: 200, body: { reviews: shown.map(({ row }) => listedJson(row)), ...page } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/reviews/:task_id',
      area: 'reviews',
      summary: 'One task with exactly what is shown and the hash a decision must carry',
      access: 'review:read',
      params: z.object({ task_id: z.string().max(100) }),
      responses: { 200: { description: 'The task', schema: taskDetailSchema } },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { params }) {
        if (!isUuid(params.task_id)) throw new CodedError('NOT_FOUND');
        return db.withTenant(principal.tenantId, async (tx) => {
          const [row] = await tx
            .select({ ...taskColumns, canonicalJson: reviewSnapshots.canonicalJson })
            .from(reviewTasks)
            .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
            .innerJoin(processes, eq(processes.id, reviewTasks.processId))
            .where(eq(reviewTasks.id, params.task_id));
          if (!row) throw new CodedError('NOT_FOUND');
          const [decision] = await tx.select().from(reviewDecisions).where(eq(reviewDecisions.taskId, row.task_id));
          const shownDecision = decision
            ? {
                decision_id: decision.id,
                decision: decision.decision,
                action: decision.action,
                approved_minor: decision.approvedMinor,
                currency: decision.currency,
                actor: decision.actor,
                reviewer_name: decision.reviewerName,
                comment: decision.comment,
                decided_at: decision.decidedAt.toISOString(),
              }
            : null;
          // The snapshot's bytes go out as they are stored: the hash is theirs.
          const head = JSON.stringify({ ...taskJson(row), decision: shownDecision });
          return {
            status: 200,
            type: 'application/json',
            body: `${head.slice(0, -1)},"shown":${row.canonicalJson}}`,
          };
        });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/reviews/:task_id/decision',
      area: 'reviews',
      summary: 'Decide a task: first decision wins, bound to what was shown',
      access: 'review:decide',
      params: z.object({ task_id: z.string().max(100) }),
      body: decisionBody,
      responses: {
        200: {
          description: 'The workflow accepted it, or had accepted the same before',
          schema: decisionAcceptedSchema,
        },
        202: { description: 'Kept; the workflow has not answered yet', schema: decisionPendingSchema },
      },
      errors: [...DECISION_ERRORS],
      example: { decision: 'approved', shown_hash: '0'.repeat(64), comments: 'fits the records' },
      async handle(context, principal, { params, body }) {
        if (!isUuid(params.task_id)) throw new CodedError('NOT_FOUND');
        const action = body.decision ?? body.effect;
        if (!action || (body.decision && body.effect))
          throw new CodedError('VALIDATION_FAILED', 'decision: give decision, or effect for a money_unknown task', {
            fields: [{ field: 'decision', rule: 'exactly one of decision and effect' }],
          });
        return decide(deps, principal, context.idempotencyKey ?? crypto.randomUUID(), {
          taskId: params.task_id,
          action,
          shownHash: body.shown_hash,
          modification: body.modified_resolution,
          vendorId: body.vendor_id,
          allowRepeat: body.allow_repeat ?? false,
          reviewerName: undefined,
          comment: body.comments,
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/decisions/:request_id',
      area: 'reviews',
      summary: 'What became of a decision that was answered with 202',
      access: 'review:read',
      params: z.object({ request_id: z.string().max(100) }),
      responses: {
        200: {
          description: 'pending, accepted or refused with its code',
          schema: z.object({
            request_id: z.uuid(),
            status: z.enum(['pending', 'accepted', 'refused']),
            outcome: z.unknown().nullable(),
          }),
        },
      },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { params }) {
        const rows = isUuid(params.request_id)
          ? await db.withTenant(principal.tenantId, (tx) =>
              tx.select().from(decisionRequests).where(eq(decisionRequests.id, params.request_id)),
            )
          : [];
        if (!rows[0]) throw new CodedError('NOT_FOUND');
        const outcome = rows[0].outcome as { accepted: boolean } | null;
        return {
          status: 200,
          body: {
            request_id: rows[0].id,
            status: outcome ? (outcome.accepted ? 'accepted' : 'refused') : 'pending',
            outcome,
          },
        };
      },
    }),
  ];
}
