import { AmountError, assertMinor, currencyExponent } from './money.ts';

/**
 * Stripe's own digits, by its page on currencies. They are not ISO's: MGA has two digits at ISO and none here, UGX and ISK
 * have none at ISO and are sent as hundredths that must be whole. What is in no list has ISO's two digits or is refused.
 */
const NO_DIGITS = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
/** Counted in hundredths, but only whole amounts are taken. */
const WHOLE_HUNDREDTHS = ['ISK', 'UGX'];
/** Counted in thousandths, the last digit must be 0. */
const THREE_DIGITS = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

function stripeDigits(currency: string): number {
  if (NO_DIGITS.includes(currency)) return 0;
  if (WHOLE_HUNDREDTHS.includes(currency)) return 2;
  if (THREE_DIGITS.includes(currency)) return 3;
  if (currencyExponent(currency) !== 2)
    throw new AmountError('unknown_currency', `Stripe publishes no rule for amounts in ${currency}`);
  return 2;
}

/** How fine an amount in `currency` may be sent, in ISO minor units: 10 for KWD, 100 for MGA, else 1. */
export function stripeStepMinor(currency: string): number {
  if (THREE_DIGITS.includes(currency)) return 10;
  return 10 ** Math.max(0, currencyExponent(currency) - stripeDigits(currency));
}

/** The same for a reviewer's amounts; 1 where Stripe has no rule: then nothing is sent anyway. */
export function payableStep(currency: string): number {
  try {
    return stripeStepMinor(currency);
  } catch {
    return 1;
  }
}

/** The number Stripe takes for an amount in ISO minor units. Throws AmountError for what Stripe can't take. */
export function toStripeUnits(amountMinor: number, currency: string): number {
  if (assertMinor(amountMinor) % stripeStepMinor(currency) !== 0)
    throw new AmountError('too_many_decimals', `Stripe takes ${currency} only in coarser steps`);
  const shift = stripeDigits(currency) - currencyExponent(currency);
  return assertMinor(shift >= 0 ? amountMinor * 10 ** shift : amountMinor / 10 ** -shift);
}

/** ISO minor units of a number that Stripe gave. Throws AmountError when it is finer than the currency. */
export function fromStripeUnits(units: number, currency: string): number {
  const shift = stripeDigits(currency) - currencyExponent(currency);
  if (shift <= 0) return assertMinor(assertMinor(units) * 10 ** -shift);
  if (assertMinor(units) % 10 ** shift !== 0)
    throw new AmountError('too_many_decimals', `${currency} has no fractions, but the amount has`);
  return units / 10 ** shift;
}
