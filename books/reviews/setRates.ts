import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { ratesSet } from '../../db/reviews/rates.ts';
import { currencyRates } from '../../db/reviews/ratesSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { lockSettings } from '../identity/writeSetting.ts';
import { reorderTasks } from './reorderTasks.ts';

/**
 * Sets a tenant's rates against its base currency as of a day that has begun, and puts the inbox in order by them. Returns
 * how many open tasks stand elsewhere. The same currency and day again replaces. Throws VALIDATION_FAILED for the base itself.
 */
export async function setRates(
  tx: Transaction,
  change: {
    tenantId: string;
    validFrom: string;
    rates: readonly { currency: string; rate: string }[];
    actor: string;
    requestId: string;
  },
): Promise<number> {
  const { tenantId, validFrom, rates, actor, requestId } = change;
  // Both ways to put the inbox in order anew change the same tasks: one waits for the other here, not in the middle.
  await lockSettings(tx);
  const before = await ratesSet(tx);
  if (rates.some(({ currency }) => currency === before.base))
    throw new CodedError('VALIDATION_FAILED', `rates: one ${before.base} is one ${before.base}`, {
      fields: [{ field: 'rates', rule: `other currencies than ${before.base}` }],
    });
  await tx
    .insert(currencyRates)
    .values(rates.map(({ currency, rate }) => ({ tenantId, base: before.base, currency, validFrom, rate, actor })))
    .onConflictDoUpdate({
      target: [currencyRates.tenantId, currencyRates.base, currencyRates.currency, currencyRates.validFrom],
      set: { rate: sql`excluded.rate`, actor, createdAt: sql`now()` },
    });
  const reordered = await reorderTasks(tx);
  const named = new Set(rates.map(({ currency }) => currency));
  await appendEvent(tx, {
    type: 'currency_rates_set',
    actor,
    subject: `rates:${before.base}`,
    data: {
      from: before.set.filter(({ currency }) => named.has(currency)),
      to: rates.map(({ currency, rate }) => ({ currency, rate, validFrom })),
      reordered,
    },
    requestId,
  });
  return reordered;
}
