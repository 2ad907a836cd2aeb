import { isCurrency } from '../money/currencies.ts';
import { currencyExponent } from '../money/money.ts';

/** What amounts are compared in where a tenant has set nothing. */
export const DEFAULT_BASE = 'USD';
/** The day that the shipped rates are of. */
export const SHIPPED_RATES_OF = '2026-01-02';
/** What people must know beside every rate. */
export const RATES_NOTE =
  'These rates only order the inbox: the amounts of several currencies are compared by them. No money is moved, converted or reported by them.';
/** As many rates as one change sets. */
export const MAXIMUM_RATES = 50;

/** US dollars for one unit, rounded: good enough for an order, and for nothing else. */
const SHIPPED_RATES: Readonly<Record<string, string>> = {
  USD: '1',
  AED: '0.2723',
  AUD: '0.669',
  BDT: '0.00819',
  BHD: '2.653',
  BRL: '0.182',
  CAD: '0.729',
  CHF: '1.263',
  CNY: '0.143',
  CZK: '0.0485',
  DKK: '0.157',
  EGP: '0.021',
  EUR: '1.173',
  GBP: '1.346',
  HKD: '0.1284',
  HUF: '0.00305',
  IDR: '0.00006',
  ILS: '0.313',
  INR: '0.0111',
  JOD: '1.41',
  JPY: '0.00638',
  KES: '0.00775',
  KRW: '0.00069',
  KWD: '3.25',
  LKR: '0.00323',
  MXN: '0.0556',
  MYR: '0.246',
  NGN: '0.00069',
  NOK: '0.0993',
  NPR: '0.00694',
  NZD: '0.576',
  OMR: '2.6',
  PHP: '0.017',
  PKR: '0.00357',
  PLN: '0.278',
  QAR: '0.2747',
  SAR: '0.2666',
  SEK: '0.1085',
  SGD: '0.778',
  THB: '0.0318',
  TRY: '0.0233',
  VND: '0.000038',
  ZAR: '0.0604',
};

/** A tenant's rates of today: base units for one unit of a currency, as exact decimal text. */
export interface Rates {
  base: string;
  own: ReadonlyMap<string, string>;
}

/** A decimal text that is a rate: above zero, at most 12 digits on either side of its point. */
export const RATE_TEXT = /^(?!0+(\.0*)?$)\d{1,12}(\.\d{1,12})?$/;

interface Ratio {
  over: bigint;
  under: bigint;
}
function ratioOf(text: string): Ratio {
  const [whole = '0', fraction = ''] = text.split('.');
  return { over: BigInt(whole + fraction), under: 10n ** BigInt(fraction.length) };
}

/** Base units for one unit of a currency, exactly; null where nobody has said. */
function rateOf(currency: string, { base, own }: Rates): Ratio | null {
  if (currency === base) return { over: 1n, under: 1n };
  const set = own.get(currency);
  if (set !== undefined) return ratioOf(set);
  const [of, to] = [SHIPPED_RATES[currency], SHIPPED_RATES[base]];
  if (of === undefined || to === undefined) return null;
  const [left, right] = [ratioOf(of), ratioOf(to)];
  return { over: left.over * right.under, under: left.under * right.over };
}

const SHOWN_DIGITS = 12;
/** The shipped rates against a base, as decimal text for people; rounded where they are crossed. */
export function shippedRates(base: string): { currency: string; rate: string }[] {
  const rates = { base, own: new Map<string, string>() };
  return Object.keys(SHIPPED_RATES).flatMap((currency) => {
    const ratio = currency === base ? null : rateOf(currency, rates);
    if (!ratio) return [];
    const scaled = ((ratio.over * 10n ** BigInt(SHOWN_DIGITS)) / ratio.under)
      .toString()
      .padStart(SHOWN_DIGITS + 1, '0');
    const text = `${scaled.slice(0, -SHOWN_DIGITS)}.${scaled.slice(-SHOWN_DIGITS)}`;
    return [{ currency, rate: text.replace(/\.?0+$/, '') }];
  });
}

const digits = (currency: string) => (isCurrency(currency) ? currencyExponent(currency) : 2);

/**
 * What an amount (minor units) is worth in minor units of the base currency, without its sign and rounded down. Only for an
 * order. A currency without a rate is taken one to one: it has to stand somewhere.
 */
export function worthMinor(amountMinor: number, currency: string | null, rates: Rates): number {
  const own = currency ?? rates.base;
  const rate = rateOf(own, rates) ?? { over: 1n, under: 1n };
  const amount = BigInt(Math.abs(amountMinor)) * rate.over * 10n ** BigInt(digits(rates.base));
  const worth = amount / (rate.under * 10n ** BigInt(digits(own)));
  return worth > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(worth);
}
