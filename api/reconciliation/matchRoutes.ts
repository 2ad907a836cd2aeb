import { randomUUID } from 'node:crypto';
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { startReconciliation } from '../../books/reconciliation/startReconciliation.ts';
import { isUuid, type Transaction } from '../../db/database.ts';
import { factsOfMatch } from '../../db/reconciliation/matchFacts.ts';
import { invoiceMatches, unmatchedItems } from '../../db/reconciliation/matchSchema.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { MATCH_KINDS, MATCH_STATES, PAYMENT_SIDES, WAITS } from '../../domain/reconciliation/matchStates.ts';
import { notAutoText } from '../../domain/reconciliation/matchWords.ts';
import { ownerOf, unmatchedText } from '../../domain/reconciliation/unmatchedWords.ts';
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
import { undoRoute } from './undoRoute.ts';

type Deps = BillingReadDeps & DecideDeps;
type Row = typeof invoiceMatches.$inferSelect;

const matchSchema = z
  .object({
    match_id: z.uuid(),
    status: z.enum(MATCH_STATES),
    side: z.enum(PAYMENT_SIDES),
    kind: z.enum(MATCH_KINDS),
    confidence: z.int().describe('0 to 100'),
    amount_minor: z.int().describe('What is counted at the invoices'),
    currency: z.string(),
    paid_minor: z.int(),
    paid_currency: z.string(),
    approved_by: z.string().nullable().describe('auto: the rules'),
    decided_at: z.string().nullable(),
    recorded_at: z.string().nullable(),
    asked_because: z.array(z.string()),
    mock: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'InvoiceMatch' });
const explainedSchema = matchSchema
  .extend({
    explanation: z.record(z.string(), z.unknown()).describe('Rules, waterfall, score and runner-up'),
    payments: z.array(z.record(z.string(), z.unknown())),
    invoices: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: 'ExplainedMatch' });

const matchJson = (row: Row) => ({
  match_id: row.id,
  status: row.state,
  side: row.side,
  kind: row.kind,
  confidence: row.score,
  amount_minor: row.amountMinor,
  currency: row.currency,
  paid_minor: row.paidMinor,
  paid_currency: row.paidCurrency,
  approved_by: row.decidedBy === 'rules' ? 'auto' : row.decidedBy,
  decided_at: row.decidedAt?.toISOString() ?? null,
  recorded_at: row.recordedAt?.toISOString() ?? null,
  asked_because: row.notAuto.map(notAutoText),
  mock: row.mock,
  created_at: row.createdAt.toISOString(),
});

const params = z.object({ match_id: z.string().max(100) });

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
      payment: z.uuid().optional().describe('Only those that this bank transaction or card payment is in'),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('matches', matchSchema) } },
    errors: [],
    async handle(_context, { tenantId }, { query }) {
      const list = keyset(query, { created_at: invoiceMatches.createdAt }, invoiceMatches.id);
      const { status, side, payment } = query;
      const where: (SQL | undefined)[] = [
        status && eq(invoiceMatches.state, status === 'pending' ? 'proposed' : status),
        side && eq(invoiceMatches.side, side),
        payment === undefined
          ? undefined
          : sql`${invoiceMatches.id} in (select match_id from invoice_match_payments where ${payment} in (bank_transaction_id, stripe_payment_id))`,
        list.where,
      ];
      const rows = await db.readTenant(tenantId, (tx) =>
        tx
          .select({ match: invoiceMatches, ...list.columns })
          .from(invoiceMatches)
          .where(and(...where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { matches: shown.map(({ match }) => matchJson(match)), ...page } };
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
        const [row] = isUuid(id) ? await tx.select().from(invoiceMatches).where(eq(invoiceMatches.id, id)) : [];
        if (!row) throw new CodedError('NOT_FOUND');
        const facts = await factsOfMatch(tx, cipher, row.id);
        return { status: 200, body: { ...matchJson(row), explanation: row.explanation, ...facts } };
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

const unmatchedSchema = z
  .object({
    side: z.enum([...PAYMENT_SIDES, 'invoice']),
    item_id: z.uuid(),
    wait: z.enum(WAITS),
    reason: z.string(),
    reason_text: z.string(),
    owner: z.enum(['payer', 'billing', 'reviewer']).describe('Whose turn it is'),
    since: z.string(),
  })
  .meta({ id: 'UnmatchedItem' });

const unmatchedRoute = ({ db }: Deps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/unmatched',
    area: 'reconciliation',
    summary: 'Payments and invoices without a match, with the reason, its age and whose turn it is',
    access: 'reconciliation:read',
    query: listQuery(['since'], 'since', {
      side: z.enum([...PAYMENT_SIDES, 'invoice']).optional(),
      wait: z.enum(WAITS).optional(),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('items', unmatchedSchema) } },
    errors: [],
    async handle(_context, { tenantId }, { query }) {
      const list = keyset(query, { since: unmatchedItems.since }, unmatchedItems.itemId);
      const rows = await db.readTenant(tenantId, (tx) =>
        tx
          .select({ item: unmatchedItems, ...list.columns })
          .from(unmatchedItems)
          .where(
            and(
              query.side && eq(unmatchedItems.side, query.side),
              query.wait && eq(unmatchedItems.wait, query.wait),
              list.where ?? sql`true`,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return {
        status: 200,
        body: {
          items: shown.map(({ item: { side, itemId, wait, reason, since } }) => ({
            side,
            item_id: itemId,
            wait,
            reason,
            reason_text: unmatchedText(reason),
            owner: ownerOf(side, wait),
            since: since.toISOString(),
          })),
          ...page,
        },
      };
    },
  });

/** Matches, decisions about them, and what waits. */
export const matchRoutes = (deps: Deps): Route[] => [
  listRoute(deps),
  oneRoute(deps),
  decisionRoute(deps, 'approved'),
  decisionRoute(deps, 'rejected'),
  undoRoute(deps),
  runRoute(deps),
  unmatchedRoute(deps),
];
