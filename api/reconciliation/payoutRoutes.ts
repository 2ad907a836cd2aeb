import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { isUuid, type Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { legible } from '../../db/reconciliation/sealed.ts';
import { stripeBalanceTransactions, stripePayments, stripePayouts } from '../../db/reconciliation/stripeSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { moveText } from '../../domain/reconciliation/payoutWords.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { BillingReadDeps } from './invoiceRoutes.ts';
import { ofConnection } from './paymentRoutes.ts';

const route = { area: 'reconciliation', access: 'reconciliation:read' } as const;
const currency = z.string().length(3).optional();

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
  text: z.string().describe('What it is, in words, with who paid where that is known'),
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

/** Who paid what the moves of a payout are about, by Stripe's id of the payment. */
async function payersOf(tx: Transaction, cipher: FieldCipher, connectionId: string, sources: readonly string[]) {
  const rows =
    sources.length === 0
      ? []
      : await tx
          .select()
          .from(stripePayments)
          .where(and(eq(stripePayments.connectionId, connectionId), inArray(stripePayments.stripeId, [...sources])));
  return new Map(
    rows.map((row) => [
      row.stripeId,
      legible(cipher, 'stripe_payments', row, 'payer', row.payer) ??
        legible(cipher, 'stripe_payments', row, 'description', row.description),
    ]),
  );
}

const showPayout = ({ db, cipher }: BillingReadDeps): Route =>
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
        const sources = [...new Set(moves.flatMap(({ sourceId }) => sourceId ?? []))];
        const payers = await payersOf(tx, cipher, row.connectionId, sources);
        const shown = moves.map((move) => ({
          stripe_id: move.stripeId,
          type: move.type,
          currency: move.currency,
          amount_minor: move.amountMinor,
          fee_minor: move.feeMinor,
          net_minor: move.netMinor,
          source_id: move.sourceId,
          text: moveText(move.type, payers.get(move.sourceId ?? '') ?? null),
          made_at: move.madeAt.toISOString(),
        }));
        const count = await tx.$count(stripeBalanceTransactions, own);
        return { status: 200, body: { ...payoutJson(row), balance_transactions: shown, count } };
      });
    },
  });

/** What of card payments was paid out, and what each payout is made of. */
export const payoutRoutes = (deps: BillingReadDeps): Route[] => [listPayouts(deps), showPayout(deps)];
