import { CURRENCY_DIGITS, isCurrency } from './currencies.ts';

/** Which rule a text or number broke that was to be an amount. */
export type AmountRule = 'unknown_currency' | 'not_an_amount' | 'too_many_decimals' | 'too_large';

/** What was given is no amount. The message says why and carries at most the digits that were given. */
export class AmountError extends RangeError {
  readonly rule: AmountRule;
  constructor(rule: AmountRule, message: string) {
    super(message);
    this.name = 'AmountError';
    this.rule = rule;
  }
}

/** Throws unless this is a safe integer: the only form of money in code. */
export function assertMinor(amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor))
    throw new AmountError('too_large', `not an amount in minor units: ${amountMinor}`);
  return amountMinor;
}

/** Digits after the decimal point of `currency` (upper-case ISO 4217). A code that is not in the list is never guessed. */
export function currencyExponent(currency: string): number {
  const digits = isCurrency(currency) ? CURRENCY_DIGITS[currency] : undefined;
  if (digits === undefined)
    throw new AmountError('unknown_currency', `not an ISO 4217 currency: ${JSON.stringify(currency).slice(0, 12)}`);
  return digits;
}

/**
 * Reads a decimal amount such as 45, 45.5 or "45.50" as exact minor units, by its digits and not by float arithmetic.
 * Throws AmountError when it has more digits than the currency or is too large.
 */
export function parseAmount(value: number | string, currency: string): number {
  const exponent = currencyExponent(currency);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) throw new AmountError('not_an_amount', 'this is not a decimal number');
  const [, sign, whole = '', fraction = ''] = match;
  const places = fraction.replace(/0+$/, '').length;
  if (places > exponent) {
    throw new AmountError('too_many_decimals', `${currency} has ${exponent} decimal digits, not ${places}`);
  }
  const digits = `${whole}${fraction.padEnd(exponent, '0').slice(0, exponent)}`.replace(/^0+(?=\d)/, '');
  if (digits.length > 16 || !Number.isSafeInteger(Number(digits)))
    throw new AmountError('too_large', `the amount has ${whole.length} digits and is too large`);
  const amountMinor = Number(digits);
  return sign === '-' && amountMinor !== 0 ? -amountMinor : amountMinor;
}

/** Decimal text of an amount, e.g. 4500 USD is "45.00". */
export function formatAmount(amountMinor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(assertMinor(amountMinor))).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
