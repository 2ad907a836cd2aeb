import { randomUUID } from 'node:crypto';
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { startReconciliation } from '../../books/reconciliation/startReconciliation.ts';
import { isUuid, type Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { invoiceMatches } from '../../db/reconciliation/matchSchema.ts';
import { whmcsInstances } from '../../db/reconciliation/schema.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { MATCH_STATES, PAYMENT_SIDES } from '../../domain/reconciliation/matchStates.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import {
  DECISION_ERRORS,
  type DecideDeps,
  decide,
  decisionAcceptedSchema,
  decisionPendingSchema,
  overrideReason,
} from '../reviews/decide.ts';
import type { BillingReadDeps } from './invoiceRoutes.ts';
import { explainedJson, explainedSchema, matchJson, matchSchema, peopleOf } from './matchJson.ts';
import { undoRoute } from './undoRoute.ts';

type Deps = BillingReadDeps & DecideDeps;

const params = z.object({ match_id: z.string().max(100) });

/** Matches with the names of their run and instance, and the question that was asked last. */
const named = (tx: Transaction) =>
  tx
    .select({
      match: invoiceMatches,
      title: processes.title,
      subtitle: processes.subtitle,
      instance: whmcsInstances.name,
      taskId: sql<string | null>`(select t.id from review_tasks t where t.tenant_id = ${invoiceMatches.tenantId}
        and t.process_id = ${invoiceMatches.processId} order by t.created_at desc limit 1)`,
      place: sql<string>`${invoiceMatches.createdAt}::text`,
      placeId: sql<string>`${invoiceMatches.id}::text`,
    })
    .from(invoiceMatches)
    .innerJoin(
      whmcsInstances,
      and(eq(whmcsInstances.tenantId, invoiceMatches.tenantId), eq(whmcsInstances.id, invoiceMatches.instanceId)),
    )
    .leftJoin(
      processes,
      and(eq(processes.tenantId, invoiceMatches.tenantId), eq(processes.id, invoiceMatches.processId)),
    );

const listRoute = ({ db }: Deps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/matches',
    area: 'reconciliation',
    summary: 'Payments matched to invoices',
    access: 'reconciliation:read',
    query: listQuery(['created_at'], '-created_at', {
      status: z
        .enum([...MATCH_STATES, 'pending'])
        .optional()
        .describe('pending: proposed'),
      side: z.enum(PAYMENT_SIDES).optional(),
      instance: z.string().max(100).optional().describe('Of one WHMCS instance'),
      payment: z.uuid().optional().describe('Only those that this bank transaction or card payment is in'),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('matches', matchSchema) } },
    errors: [],
    async handle(_context, { tenantId }, { query }) {
      const list = keyset(query, { created_at: invoiceMatches.createdAt }, invoiceMatches.id);
      const { status, side, instance, payment } = query;
      const where: (SQL | undefined)[] = [
        status && eq(invoiceMatches.state, status === 'pending' ? 'proposed' : status),
        side && eq(invoiceMatches.side, side),
        instance === undefined ? undefined : isUuid(instance) ? eq(invoiceMatches.instanceId, instance) : sql`false`,
        payment === undefined
          ? undefined
          : sql`${invoiceMatches.id} in (select match_id from invoice_match_payments where ${payment} in (bank_transaction_id, stripe_payment_id))`,
        list.where,
      ];
      return db.withTenant(tenantId, async (tx) => {
        const rows = await named(tx)
          .where(and(...where))
          .orderBy(...list.orderBy)
          .limit(list.limit);
        const { rows: shown, ...page } = list.page(rows);
        const people = await peopleOf(tx, shown);
        return { status: 200, body: { matches: shown.map((row) => matchJson(row, people)), ...page } };
      });
    },
  });

const oneRoute = ({ db, cipher }: Deps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/matches/:match_id',
    area: 'reconciliation',
    summary: 'One match with what speaks for it',
    access: 'reconciliation:read',
    params,
    responses: { 200: { description: 'The match', schema: explainedSchema } },
    errors: ['NOT_FOUND'],
    handle: (_context, { tenantId }, { params: { match_id: id } }) =>
      db.withTenant(tenantId, async (tx) => {
        const [row] = isUuid(id) ? await named(tx).where(eq(invoiceMatches.id, id)) : [];
        if (!row) throw new CodedError('NOT_FOUND');
        return { status: 200, body: await explainedJson(tx, cipher, row) };
      }),
  });

const body = z.strictObject({
  shown_hash: z.string().max(100).optional(),
  comment: plainText(500).optional(),
  override_reason: overrideReason,
});

/** A match and the task that asks about it; without one its run has not begun. */
async function taskOf(tx: Transaction, matchId: string) {
  if (!isUuid(matchId)) return { match: undefined, task: undefined };
  const [match] = await tx.select().from(invoiceMatches).where(eq(invoiceMatches.id, matchId));
  const [task] = await tx
    .select({ id: reviewTasks.id })
    .from(reviewTasks)
    .where(and(eq(reviewTasks.kind, 'invoice_match'), eq(reviewTasks.subject, matchId)))
    .orderBy(desc(reviewTasks.createdAt))
    .limit(1);
  return { match, task };
}

const decisionRoute = (deps: Deps, action: 'approved' | 'rejected') =>
  defineRoute({
    method: 'post',
    path: `/reconciliation/matches/:match_id/${action === 'approved' ? 'approve' : 'reject'}`,
    area: 'reconciliation',
    summary: action === 'approved' ? 'Count a payment as received for its invoice' : 'Refuse a proposed match',
    access: 'review:decide',
    remembers: true,
    params,
    body,
    responses: {
      200: { description: 'Decided', schema: decisionAcceptedSchema },
      202: { description: 'Kept; not answered yet', schema: decisionPendingSchema },
    },
    errors: [...DECISION_ERRORS, 'INVOICE_ALREADY_SETTLED', 'WORKFLOW_ENGINE_UNAVAILABLE'],
    example: { comment: 'Agrees with the remittance advice' },
    async handle(context, principal, { params: { match_id: id }, body: given }) {
      const { match, task } = await deps.db.withTenant(principal.tenantId, (tx) => taskOf(tx, id));
      if (!match) throw new CodedError('NOT_FOUND');
      // It was proposed a moment ago, and its run has not opened its task yet.
      if (!task) throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE');
      return decide(deps, principal, context.idempotencyKey ?? randomUUID(), {
        taskId: task.id,
        action,
        shownHash: given.shown_hash,
        vendorId: undefined,
        allowRepeat: false,
        reviewerName: undefined,
        comment: given.comment,
        overrideReason: given.override_reason,
      });
    },
  });

const runRoute = ({ db }: Deps) =>
  defineRoute({
    method: 'post',
    path: '/reconciliation/runs',
    area: 'reconciliation',
    summary: 'Match payments to invoices now',
    access: 'reconciliation:manage',
    remembers: true,
    body: z.strictObject({}).optional(),
    responses: {
      202: {
        description: 'Started, or the one that runs looks once more',
        schema: z.object({ process_id: z.uuid(), workflow_id: z.string(), status_url: z.string() }),
      },
    },
    errors: [],
    async handle(_context, { tenantId, actor }) {
      const { process } = await db.withTenant(tenantId, (tx) =>
        startReconciliation(tx, { tenantId, startedBy: actor, causeId: randomUUID() }),
      );
      return {
        status: 202,
        body: { process_id: process.id, workflow_id: process.workflowId, status_url: `/api/v1/runs/${process.id}` },
      };
    },
  });

/** Matches, and decisions about them. */
export const matchRoutes = (deps: Deps): Route[] => [
  listRoute(deps),
  oneRoute(deps),
  decisionRoute(deps, 'approved'),
  decisionRoute(deps, 'rejected'),
  undoRoute(deps),
  runRoute(deps),
];
