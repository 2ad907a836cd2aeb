import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { isUuid } from '../../db/database.ts';
import { legible, type StripePayment } from '../../db/reconciliation/sealed.ts';
import { stripeBalanceTransactions, stripePayments, stripePayouts } from '../../db/reconciliation/stripeSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { leftOfPayment, STRIPE_PAYMENT_STATES } from '../../domain/reconciliation/stripePayments.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { BillingReadDeps } from './invoiceRoutes.ts';

const route = { area: 'reconciliation', access: 'reconciliation:read' } as const;
const currency = z.string().length(3).optional();

const paymentSchema = z
  .object({
    id: z.uuid(),
    stripe_id: z.string(),
    status: z.enum(STRIPE_PAYMENT_STATES),
    currency: z.string(),
    amount_minor: z.int(),
    refunded_minor: z.int(),
    left_minor: z.int().describe('Of the amount, less what was paid back'),
    fee_minor: z.int().nullable().describe('In settled_currency'),
    net_minor: z
      .int()
      .nullable()
      .describe('In settled_currency: less the fee, and less what was paid back where it is the same currency'),
    settled_currency: z.string().nullable(),
    dispute_status: z.string().nullable(),
    payer: z.string().nullable(),
    description: z.string().nullable(),
    invoice_hint: z.string().nullable().describe('The invoice that its shop has named'),
    payout_id: z.string().nullable(),
    paid_at: z.string(),
    mock: z.boolean(),
  })
  .meta({ id: 'StripePayment' });

/** What is left for the account; null where refunds are in another currency than the account is settled in. */
const netOf = (row: StripePayment): number | null =>
  row.netMinor === null || (row.refundedMinor > 0 && row.settledCurrency !== row.currency)
    ? row.refundedMinor > 0
      ? null
      : row.netMinor
    : row.netMinor - row.refundedMinor;

const paymentJson = ({ cipher }: BillingReadDeps, row: StripePayment) => ({
  id: row.id,
  stripe_id: row.stripeId,
  status: row.status,
  currency: row.currency,
  amount_minor: row.amountMinor,
  refunded_minor: row.refundedMinor,
  left_minor: leftOfPayment(row),
  fee_minor: row.feeMinor,
  net_minor: netOf(row),
  settled_currency: row.settledCurrency,
  dispute_status: row.disputeStatus,
  payer: legible(cipher, 'stripe_payments', row, 'payer', row.payer),
  description: legible(cipher, 'stripe_payments', row, 'description', row.description),
  invoice_hint: row.invoiceHint,
  payout_id: row.payoutId,
  paid_at: row.paidAt.toISOString(),
  mock: row.mock,
});

const ofConnection = (
  id: string | undefined,
  column: typeof stripePayments.connectionId | typeof stripePayouts.connectionId,
): SQL | undefined => (id === undefined ? undefined : isUuid(id) ? eq(column, id) : sql`false`);

const listPayments = (deps: BillingReadDeps): Route =>
  defineRoute({
    ...route,
    method: 'get',
    path: '/reconciliation/payments',
    summary: 'Payments of your Stripe accounts; what a tenant pays for credits is not among them',
    query: listQuery(['paid_at', 'amount_minor'], '-paid_at', {
      status: z.enum(STRIPE_PAYMENT_STATES).optional(),
      connection: z.string().max(100).optional(),
      currency,
      payout: z.string().max(100).optional(),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('payments', paymentSchema) } },
    errors: [],
    async handle(_context, { tenantId }, { query }) {
      const sorts = { paid_at: stripePayments.paidAt, amount_minor: stripePayments.amountMinor };
      const list = keyset(query, sorts, stripePayments.id);
      const wanted = [
        query.status && eq(stripePayments.status, query.status),
        ofConnection(query.connection, stripePayments.connectionId),
        query.currency && eq(stripePayments.currency, query.currency.toUpperCase()),
        query.payout && eq(stripePayments.payoutId, query.payout),
        list.where,
      ].filter((one) => typeof one === 'object');
      const rows = await deps.db.readTenant(tenantId, (tx) =>
        tx
          .select({ payment: stripePayments, ...list.columns })
          .from(stripePayments)
          .where(and(...wanted))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { payments: shown.map(({ payment }) => paymentJson(deps, payment)), ...page } };
    },
  });

const payoutSchema = z
  .object({
    id: z.uuid(),
    stripe_id: z.string(),
    status: z.string(),
    currency: z.string(),
    amount_minor: z.int(),
    explained_minor: z
      .int()
      .nullable()
      .describe('What its balance transactions come to; null while they were not read'),
    explained: z.boolean().describe('Both are equal'),
    bank_transaction_id: z.uuid().nullable().describe('The bank line on which it arrived'),
    arrives_on: z.string(),
    automatic: z.boolean(),
    statement_descriptor: z.string().nullable(),
    made_at: z.string(),
    mock: z.boolean(),
  })
  .meta({ id: 'StripePayout' });
const moveSchema = z.object({
  stripe_id: z.string(),
  type: z.string(),
  currency: z.string(),
  amount_minor: z.int(),
  fee_minor: z.int(),
  net_minor: z.int(),
  source_id: z.string().nullable(),
  made_at: z.string(),
});

const payoutJson = (row: typeof stripePayouts.$inferSelect) => ({
  id: row.id,
  stripe_id: row.stripeId,
  status: row.status,
  currency: row.currency,
  amount_minor: row.amountMinor,
  explained_minor: row.explainedMinor,
  explained: row.explainedMinor === row.amountMinor,
  bank_transaction_id: row.bankTransactionId,
  arrives_on: row.arrivesOn,
  automatic: row.automatic,
  statement_descriptor: row.statementDescriptor,
  made_at: row.madeAt.toISOString(),
  mock: row.mock,
});

const listPayouts = ({ db }: BillingReadDeps): Route =>
  defineRoute({
    ...route,
    method: 'get',
    path: '/reconciliation/payouts',
    summary: 'What Stripe paid out, and whether its balance transactions explain it',
    query: listQuery(['made_at', 'amount_minor'], '-made_at', {
      connection: z.string().max(100).optional(),
      currency,
      explained: z.enum(['true', 'false']).optional(),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('payouts', payoutSchema) } },
    errors: [],
    async handle(_context, { tenantId }, { query }) {
      const list = keyset(
        query,
        { made_at: stripePayouts.madeAt, amount_minor: stripePayouts.amountMinor },
        stripePayouts.id,
      );
      const explained = sql`(explained_minor is not distinct from amount_minor)`;
      const rows = await db.readTenant(tenantId, (tx) =>
        tx
          .select({ payout: stripePayouts, ...list.columns })
          .from(stripePayouts)
          .where(
            and(
              ofConnection(query.connection, stripePayouts.connectionId),
              query.currency ? eq(stripePayouts.currency, query.currency.toUpperCase()) : undefined,
              query.explained ? sql`${explained} = ${query.explained === 'true'}` : undefined,
              list.where,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { payouts: shown.map(({ payout }) => payoutJson(payout)), ...page } };
    },
  });

/** Moves of a payout that one answer shows; it says how many there are. */
const MOST_MOVES = 1_000;

const showPayout = ({ db }: BillingReadDeps): Route =>
  defineRoute({
    ...route,
    method: 'get',
    path: '/reconciliation/payouts/:payout_id',
    summary: 'One payout with the balance transactions it is made of',
    params: z.object({ payout_id: z.string().max(100) }),
    responses: {
      200: {
        description: `The payout; at most ${MOST_MOVES} of its balance transactions`,
        schema: payoutSchema.extend({ balance_transactions: z.array(moveSchema), count: z.int() }),
      },
    },
    errors: ['NOT_FOUND'],
    async handle(_context, { tenantId }, { params: { payout_id: id } }) {
      if (!isUuid(id)) throw new CodedError('NOT_FOUND');
      return db.withTenant(tenantId, async (tx) => {
        const [row] = await tx.select().from(stripePayouts).where(eq(stripePayouts.id, id));
        if (!row) throw new CodedError('NOT_FOUND');
        const own = eq(stripeBalanceTransactions.payoutId, row.stripeId);
        const moves = await tx
          .select()
          .from(stripeBalanceTransactions)
          .where(own)
          .orderBy(asc(stripeBalanceTransactions.madeAt), asc(stripeBalanceTransactions.id))
          .limit(MOST_MOVES);
        const shown = moves.map((move) => ({
          stripe_id: move.stripeId,
          type: move.type,
          currency: move.currency,
          amount_minor: move.amountMinor,
          fee_minor: move.feeMinor,
          net_minor: move.netMinor,
          source_id: move.sourceId,
          made_at: move.madeAt.toISOString(),
        }));
        const count = await tx.$count(stripeBalanceTransactions, own);
        return { status: 200, body: { ...payoutJson(row), balance_transactions: shown, count } };
      });
    },
  });

/** What came in by card, and what of it was paid out. */
export const paymentRoutes = (deps: BillingReadDeps): Route[] => [
  listPayments(deps),
  listPayouts(deps),
  showPayout(deps),
];
