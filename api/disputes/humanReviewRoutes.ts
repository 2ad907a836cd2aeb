import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { workflowStates } from '../../db/disputes/schema.ts';
import { reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute } from '../http/route.ts';
import {
  DECISION_ERRORS,
  type DecideDeps,
  decide,
  decisionAcceptedSchema,
  decisionPendingSchema,
  overrideReason,
} from '../reviews/decide.ts';
import { modificationSchema, resolutionChange } from './resolutionChange.ts';
import { findRun } from './runs.ts';

const seedBody = z.strictObject({
  run_id: z.string().min(1).max(100),
  case_id: z.string().min(1).max(255),
  decision: z.enum(['approved', 'rejected']),
  reviewer_name: z.string().min(1).max(200),
  comments: z.string().max(4000),
  modified_resolution: modificationSchema.optional(),
  shown_hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, as the task gives them')
    .optional(),
  allow_repeat: z.boolean().optional(),
  override_reason: overrideReason,
});

const pendingReviews = (db: DecideDeps['db']) =>
  defineRoute({
    method: 'get',
    path: '/human-review/pending',
    area: 'reviews',
    summary: 'Dispute runs that wait for a person, with their proposals',
    access: 'review:read',
    responses: {
      200: {
        description: 'All of them, at most 200',
        schema: z.object({
          pending: z.array(
            z.object({
              run_id: z.uuid().nullable(),
              case_id: z.string(),
              task_id: z.uuid(),
              proposal: z.unknown(),
              reason: z.string().nullable(),
              shown_hash: z.string(),
              waiting_since: z.string(),
            }),
          ),
          count: z.int(),
        }),
      },
    },
    errors: [],
    async handle(_context, principal) {
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({
            run_id: workflowStates.runId,
            case_id: workflowStates.caseId,
            task_id: reviewTasks.id,
            // Only the proposal leaves the database, not 200 cards.
            proposal: sql<unknown>`${reviewSnapshots.canonicalJson}::jsonb -> 'proposal'`,
            reason: reviewTasks.reason,
            shown_hash: reviewSnapshots.shownHash,
            waiting_since: reviewTasks.createdAt,
          })
          .from(reviewTasks)
          .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
          .innerJoin(workflowStates, eq(workflowStates.processId, reviewTasks.processId))
          .where(and(eq(reviewTasks.state, 'pending'), eq(reviewTasks.kind, 'dispute_resolution')))
          .orderBy(asc(reviewTasks.createdAt))
          .limit(200),
      );
      const pending = rows.map(({ waiting_since: since, ...row }) => ({
        ...row,
        waiting_since: since.toISOString(),
      }));
      return { status: 200, body: { pending, count: pending.length } };
    },
  });

const decideRun = (deps: DecideDeps) =>
  defineRoute({
    method: 'post',
    path: '/human-review/decision',
    area: 'reviews',
    summary: 'Decide a dispute by its run: run_id, case_id, decision, reviewer_name, comments',
    access: 'review:decide',
    remembers: true,
    body: seedBody,
    responses: {
      200: { description: 'Accepted', schema: decisionAcceptedSchema },
      202: { description: 'Kept; not answered yet', schema: decisionPendingSchema },
    },
    errors: [...DECISION_ERRORS, 'WORKFLOW_NOT_FOUND', 'RUN_CASE_MISMATCH'],
    example: {
      run_id: 'uuid-12345',
      case_id: 'CASE-001-TEST-12345',
      decision: 'approved',
      reviewer_name: 'john.doe@company.com',
      comments: 'Approved - legitimate billing dispute',
      modified_resolution: { action: 'partial_refund', amount: 45.0, reason: 'Modified amount based on review' },
    },
    async handle(context, principal, { body }) {
      const run = await findRun(deps.db, principal.tenantId, body.run_id);
      if (run.caseId !== body.case_id) throw new CodedError('RUN_CASE_MISMATCH');
      const [task] = await deps.db.withTenant(principal.tenantId, (tx) =>
        tx
          .select()
          .from(reviewTasks)
          .where(and(eq(reviewTasks.processId, run.processId), eq(reviewTasks.kind, 'dispute_resolution')))
          .orderBy(desc(reviewTasks.createdAt))
          .limit(1),
      );
      if (!task) throw new CodedError('NOT_FOUND', 'The run has no review task yet');
      const action = body.decision === 'approved' && body.modified_resolution ? 'modified' : body.decision;
      return decide(deps, principal, context.idempotencyKey ?? crypto.randomUUID(), {
        taskId: task.id,
        action,
        shownHash: body.shown_hash,
        change: body.modified_resolution && resolutionChange(body.modified_resolution),
        vendorId: undefined,
        allowRepeat: body.allow_repeat ?? false,
        reviewerName: body.reviewer_name,
        comment: body.comments,
        overrideReason: body.override_reason,
      });
    },
  });

/** The paths and bodies of the dispute system this platform grew from; the same decisions as under /reviews. */
export const humanReviewRoutes = (deps: DecideDeps) => [pendingReviews(deps.db), decideRun(deps)];
