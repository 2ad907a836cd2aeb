import { z } from 'zod';
import { setRates } from '../../books/reviews/setRates.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { ratesSet } from '../../db/reviews/rates.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { MAXIMUM_RATES, RATE_TEXT, RATES_NOTE, SHIPPED_RATES_OF, shippedRates } from '../../domain/reviews/rates.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { dayText } from '../http/text.ts';

const currency = z.string().length(3).refine(isCurrency, 'a currency of ISO 4217, such as EUR');
const rate = z.string().max(25).regex(RATE_TEXT, 'a decimal number above zero, such as 0.00357');
const ratesSchema = z
  .object({
    base_currency: z.string().describe('What amounts are compared in: the setting `base_currency`'),
    note: z.string(),
    rates: z.array(
      z.object({
        currency: z.string(),
        rate: z.string().describe('Base units for one unit, exact'),
        valid_from: z.string(),
        source: z.enum(['tenant', 'shipped']),
      }),
    ),
  })
  .meta({ id: 'CurrencyRates' });

/** What holds today: the tenant's own rates, and for the other currencies what is shipped. */
async function ratesJson(tx: Transaction): Promise<z.infer<typeof ratesSchema>> {
  const { base, set } = await ratesSet(tx);
  const own = set.map((one) => ({
    currency: one.currency,
    rate: one.rate,
    valid_from: one.validFrom,
    source: 'tenant' as const,
  }));
  const named = new Set(own.map((one) => one.currency));
  const shipped = shippedRates(base)
    .filter((one) => !named.has(one.currency))
    .map((one) => ({ ...one, valid_from: SHIPPED_RATES_OF, source: 'shipped' as const }));
  return { base_currency: base, note: RATES_NOTE, rates: [...own, ...shipped] };
}

const readRates = (db: Database): Route =>
  defineRoute({
    method: 'get',
    path: '/currency-rates',
    area: 'reviews',
    summary: 'The rates by which the inbox compares amounts of several currencies; they move no money',
    access: 'admin:config',
    responses: { 200: { description: 'Rates of today', schema: ratesSchema } },
    errors: [],
    handle: async (_context, { tenantId }) => ({ status: 200, body: await db.withTenant(tenantId, ratesJson) }),
  });

const today = () => new Date().toISOString().slice(0, 10);

const changeRates = (db: Database): Route =>
  defineRoute({
    method: 'put',
    path: '/currency-rates',
    budget: 'admin',
    area: 'reviews',
    summary: 'Set rates against the base currency as of a day that has begun; the open tasks are put in order by them',
    access: 'admin:config',
    body: z.strictObject({
      valid_from: dayText().optional().describe('Today where it is left out'),
      rates: z.array(z.strictObject({ currency, rate })).min(1).max(MAXIMUM_RATES),
    }),
    responses: {
      200: {
        description: 'Rates of today',
        schema: ratesSchema.extend({ reordered: z.int().describe('Open tasks that stand elsewhere now') }),
      },
    },
    errors: ['VALIDATION_FAILED'],
    example: { valid_from: '2026-01-02', rates: [{ currency: 'PKR', rate: '0.00357' }] },
    async handle({ requestId }, { tenantId, actor }, { body }) {
      const validFrom = body.valid_from ?? today();
      if (validFrom > today())
        throw new CodedError('VALIDATION_FAILED', 'valid_from: a rate holds from a day that has begun', {
          fields: [{ field: 'valid_from', rule: 'today or before' }],
        });
      if (new Set(body.rates.map((one) => one.currency)).size < body.rates.length)
        throw new CodedError('VALIDATION_FAILED', 'rates: each currency once', {
          fields: [{ field: 'rates', rule: 'each currency once' }],
        });
      const answer = await db.withTenant(tenantId, async (tx) => {
        const reordered = await setRates(tx, { tenantId, validFrom, rates: body.rates, actor, requestId });
        return { ...(await ratesJson(tx)), reordered };
      });
      return { status: 200, body: answer };
    },
  });

/** The rates that order the inbox. */
export const rateRoutes = (db: Database): Route[] => [readRates(db), changeRates(db)];
