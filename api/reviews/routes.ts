import { asc, eq, getTableColumns } from 'drizzle-orm';
import { z } from 'zod';
import { isUuid } from '../../db/database.ts';
import { personBehind } from '../../db/identity/people.ts';
import { users } from '../../db/identity/schema.ts';
import {
  decisionRequests,
  reviewDecisions,
  reviewEscalations,
  reviewSnapshots,
  reviewTasks,
} from '../../db/reviews/schema.ts';
import { BOOKING_ID, BOOKING_ID_RULE } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { DECISION_ACTIONS, EFFECT_ACTIONS } from '../../domain/reviews/actions.ts';
import { kindsWith } from '../../domain/reviews/kinds.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  type DecideDeps,
  decide,
  decisionAcceptedSchema,
  decisionPendingSchema,
  modificationSchema,
  overrideReason,
} from './decide.ts';
import { findTask, taskSchema } from './inboxRoutes.ts';

const taskDetailSchema = taskSchema
  .extend({
    shown: z.unknown(),
    decision: z.unknown().nullable(),
    escalations: z
      .array(z.object({ by: z.string(), mine: z.boolean(), reason: z.string().nullable(), at: z.string() }))
      .describe('Who handed the task on and why, oldest first; they do not decide it'),
  })
  .meta({ id: 'ReviewTaskDetail' });

/** Tasks that ask what became of money, in words. */
const ASKS_FOR_EFFECT = `a ${kindsWith('found').join(' or ')} task`;

const decisionBody = z.strictObject({
  decision: z
    .enum([...DECISION_ACTIONS, 'escalated'])
    .optional()
    .describe('escalated hands the task on to somebody else: it stays open'),
  effect: z.enum(EFFECT_ACTIONS).optional().describe(`Answer to ${ASKS_FOR_EFFECT}`),
  vendor_id: z.string().max(255).optional(),
  billing_payment_id: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('With a refund: the payment in billing at which it is recorded, where several or none name the charge'),
  shown_hash: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, as the task gives them'),
  modified_resolution: modificationSchema.optional(),
  booking_id: z
    .string()
    .regex(BOOKING_ID, BOOKING_ID_RULE)
    .optional()
    .describe('Link an unmatched payment to this booking'),
  confirm: z.boolean().optional().describe('With booking_id: the payment pays it, and nobody is asked again'),
  comments: z.string().max(4000).optional(),
  allow_repeat: z.boolean().optional(),
  override_reason: overrideReason,
});

export const DECISION_ERRORS = [
  'NOT_FOUND',
  'REVIEW_ALREADY_DECIDED',
  'REVIEW_STALE',
  'REVIEW_EXPIRED',
  'AMOUNT_OUT_OF_RANGE',
  'OVERRIDE_REQUIRED',
  'REVIEWER_LIMIT_EXCEEDED',
  'SELF_REVIEW_FORBIDDEN',
  'REVIEW_HANDED_ON',
  'NOBODY_ELSE_DECIDES',
  'IDEMPOTENCY_KEY_REUSED',
  'BOOKING_NOT_FOUND',
  'INVALID_BOOKING_STATUS',
  'SLOT_TAKEN',
  'PAYMENT_MATCH_FAILED',
] as const;

export function reviewRoutes(deps: DecideDeps): Route[] {
  const { db } = deps;
  return [
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
          const task = await findTask(tx, params.task_id);
          if (!task) throw new CodedError('NOT_FOUND');
          const [snapshot] = await tx
            .select({ canonicalJson: reviewSnapshots.canonicalJson })
            .from(reviewSnapshots)
            .innerJoin(reviewTasks, eq(reviewTasks.snapshotId, reviewSnapshots.id))
            .where(eq(reviewTasks.id, params.task_id));
          const [decision] = await tx.select().from(reviewDecisions).where(eq(reviewDecisions.taskId, params.task_id));
          const decider = decision && (await personBehind(tx, decision.actor));
          const shownDecision = decision
            ? {
                decision_id: decision.id,
                decision: decision.decision,
                action: decision.action,
                approved_minor: decision.approvedMinor,
                currency: decision.currency,
                actor: decision.actor,
                decided_by: decider?.name,
                decided_by_email: decider?.email ?? null,
                // What the request said; nobody has checked it.
                reviewer_name: decision.reviewerName,
                comment: decision.comment,
                override_reason: decision.overrideReason,
                decided_at: decision.decidedAt.toISOString(),
              }
            : null;
          const escalations = await tx
            .select({ by: users.displayName, ...getTableColumns(reviewEscalations) })
            .from(reviewEscalations)
            .innerJoin(users, eq(users.id, reviewEscalations.userId))
            .where(eq(reviewEscalations.taskId, params.task_id))
            .orderBy(asc(reviewEscalations.createdAt))
            .limit(50);
          const handedOn = escalations.map(({ by, userId, reason, createdAt }) => ({
            by,
            mine: userId === principal.userId,
            reason,
            at: createdAt.toISOString(),
          }));
          // The snapshot's bytes go out as they are stored: the hash is theirs.
          const head = JSON.stringify({ ...task, decision: shownDecision, escalations: handedOn });
          return {
            status: 200,
            type: 'application/json',
            body: `${head.slice(0, -1)},"shown":${snapshot?.canonicalJson ?? 'null'}}`,
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
      remembers: true,
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
        const link = body.booking_id ? { bookingId: body.booking_id, confirm: body.confirm ?? false } : undefined;
        const action = body.decision ?? body.effect ?? (link ? 'modified' : undefined);
        if (!action || (body.decision && body.effect))
          throw new CodedError('VALIDATION_FAILED', `decision: give decision, or effect for ${ASKS_FOR_EFFECT}`, {
            fields: [{ field: 'decision', rule: 'exactly one of decision and effect' }],
          });
        return decide(deps, principal, context.idempotencyKey ?? crypto.randomUUID(), {
          taskId: params.task_id,
          action,
          shownHash: body.shown_hash,
          modification: body.modified_resolution,
          link,
          vendorId: body.vendor_id ?? body.billing_payment_id,
          allowRepeat: body.allow_repeat ?? false,
          reviewerName: undefined,
          comment: body.comments,
          overrideReason: body.override_reason,
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
