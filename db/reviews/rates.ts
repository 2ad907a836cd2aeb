import { asc, sql } from 'drizzle-orm';
import { DEFAULT_BASE, type Rates } from '../../domain/reviews/rates.ts';
import type { Transaction } from '../database.ts';
import { tenantSettings } from '../identity/schema.ts';
import { currencyRates } from './ratesSchema.ts';

/** A rate that a tenant has set. */
export interface SetRate {
  currency: string;
  rate: string;
  validFrom: string;
}

/** The rates of the transaction's tenant against its base that hold today, each of the newest day. */
export async function ratesSet(tx: Transaction): Promise<{ base: string; own: boolean; set: SetRate[] }> {
  const [settings] = await tx.select({ base: tenantSettings.baseCurrency }).from(tenantSettings);
  const base = settings?.base ?? DEFAULT_BASE;
  const set = await tx
    .selectDistinctOn([currencyRates.currency], {
      currency: currencyRates.currency,
      rate: sql<string>`trim_scale(${currencyRates.rate})::text`,
      validFrom: currencyRates.validFrom,
    })
    .from(currencyRates)
    .where(sql`${currencyRates.base} = ${base} and ${currencyRates.validFrom} <= (now() at time zone 'utc')::date`)
    .orderBy(asc(currencyRates.currency), sql`${currencyRates.validFrom} desc`);
  return { base, own: settings?.base != null, set };
}

/** The rates by which the inbox compares amounts today. */
export async function ratesNow(tx: Transaction): Promise<Rates> {
  const { base, set } = await ratesSet(tx);
  return { base, own: new Map(set.map(({ currency, rate }) => [currency, rate])) };
}
