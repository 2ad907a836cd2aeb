import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { WantedDecision } from '../../books/reviews/wantedDecision.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { decisionRequests } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { DECISION_ACTIONS, EFFECT_ACTIONS } from '../../domain/reviews/actions.ts';
import { kindsWith } from '../../domain/reviews/kinds.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { DecisionPart, DecisionParts } from '../slice.ts';
import {
  DECISION_ERRORS,
  type DecideDeps,
  decide,
  decisionAcceptedSchema,
  decisionPendingSchema,
  overrideReason,
} from './decide.ts';

/** Tasks that ask what became of money, in words. */
const ASKS_FOR_EFFECT = `a ${kindsWith('found').join(' or ')} task`;

const commonBody = z.strictObject({
  decision: z
    .enum([...DECISION_ACTIONS, 'escalated'])
    .optional()
    .describe('escalated hands the task on to somebody else: it stays open'),
  effect: z.enum(EFFECT_ACTIONS).optional().describe(`Answer to ${ASKS_FOR_EFFECT}`),
  vendor_id: z.string().max(255).optional(),
  shown_hash: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, as the task gives them'),
  comments: z.string().max(4000).optional(),
  allow_repeat: z.boolean().optional(),
  override_reason: overrideReason,
});
type Body = z.infer<typeof commonBody>;

/** What the body wants; what only one area's tasks have is in `said`. Throws VALIDATION_FAILED. */
function wantedDecision(taskId: string, body: Body, said: readonly DecisionPart[]): WantedDecision {
  const action = body.decision ?? body.effect ?? said.find((part) => part.action)?.action;
  if (!action || (body.decision && body.effect))
    throw new CodedError('VALIDATION_FAILED', `decision: give decision, or effect for ${ASKS_FOR_EFFECT}`, {
      fields: [{ field: 'decision', rule: 'exactly one of decision and effect' }],
    });
  const [change, another] = said.flatMap((part) => part.change ?? []);
  if (another)
    throw new CodedError('VALIDATION_FAILED', 'decision: changes of two kinds of task at once', {
      fields: [{ field: 'decision', rule: 'with one change' }],
    });
  return {
    taskId,
    action,
    shownHash: body.shown_hash,
    change,
    vendorId: body.vendor_id ?? said.find((part) => part.vendorId !== undefined)?.vendorId,
    allowRepeat: body.allow_repeat ?? false,
    reviewerName: undefined,
    comment: body.comments,
    overrideReason: body.override_reason,
  };
}

const decideTask = (deps: DecideDeps, { fields, parts, errors }: DecisionParts): Route =>
  defineRoute({
    method: 'post',
    path: '/reviews/:task_id/decision',
    area: 'reviews',
    summary: 'Decide a task: first decision wins, bound to what was shown',
    access: 'review:decide',
    remembers: true,
    params: z.object({ task_id: z.string().max(100) }),
    body: commonBody.extend(fields),
    responses: {
      200: {
        description: 'The workflow accepted it, or had accepted the same before',
        schema: decisionAcceptedSchema,
      },
      202: { description: 'Kept; the workflow has not answered yet', schema: decisionPendingSchema },
    },
    errors: [...DECISION_ERRORS, ...errors],
    example: { decision: 'approved', shown_hash: '0'.repeat(64), comments: 'fits the records' },
    async handle(context, principal, { params, body }) {
      if (!isUuid(params.task_id)) throw new CodedError('NOT_FOUND');
      // Each part reads the fields that its own area has put into the schema.
      const said = parts.map((part) => part(body as never));
      const key = context.idempotencyKey ?? crypto.randomUUID();
      return decide(deps, principal, key, wantedDecision(params.task_id, body as Body, said));
    },
  });

const showRequest = (db: Database): Route =>
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
      const [request] = isUuid(params.request_id)
        ? await db.withTenant(principal.tenantId, (tx) =>
            tx.select().from(decisionRequests).where(eq(decisionRequests.id, params.request_id)),
          )
        : [];
      if (!request) throw new CodedError('NOT_FOUND');
      const outcome = request.outcome as { accepted: boolean } | null;
      const status = outcome ? (outcome.accepted ? 'accepted' : 'refused') : 'pending';
      return { status: 200, body: { request_id: request.id, status, outcome } };
    },
  });

/** Deciding a task of any kind, and what became of a decision. */
export const decisionRoutes = (deps: DecideDeps, decisionParts: DecisionParts): Route[] => [
  decideTask(deps, decisionParts),
  showRequest(deps.db),
];
