import { and, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { isUuid } from '../../db/database.ts';
import { legible, type StripePayment } from '../../db/reconciliation/sealed.ts';
import { stripeConnections, stripePayments, stripePayouts } from '../../db/reconciliation/stripeSchema.ts';
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
    payout: z
      .object({ id: z.uuid(), arrives_on: z.string() })
      .nullable()
      .describe('The payout that it came with, once Stripe has told of it'),
    account: z.string().nullable().describe('The Stripe account by its name'),
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

interface Listed {
  payment: StripePayment;
  account: string | null;
  payout: { id: string; arrivesOn: string } | null;
}

const paymentJson = ({ cipher }: BillingReadDeps, { payment: row, account, payout }: Listed) => ({
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
  payout: payout && { id: payout.id, arrives_on: payout.arrivesOn },
  account,
  paid_at: row.paidAt.toISOString(),
  mock: row.mock,
});

export const ofConnection = (
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
          .select({
            payment: stripePayments,
            account: stripeConnections.accountName,
            payout: { id: stripePayouts.id, arrivesOn: stripePayouts.arrivesOn },
            ...list.columns,
          })
          .from(stripePayments)
          .innerJoin(stripeConnections, eq(stripeConnections.id, stripePayments.connectionId))
          .leftJoin(
            stripePayouts,
            and(
              eq(stripePayouts.connectionId, stripePayments.connectionId),
              eq(stripePayouts.stripeId, stripePayments.payoutId),
            ),
          )
          .where(and(...wanted))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { payments: shown.map((row) => paymentJson(deps, row)), ...page } };
    },
  });

/** What came in by card. */
export const paymentRoutes = (deps: BillingReadDeps): Route[] => [listPayments(deps)];
