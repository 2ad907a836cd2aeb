/** Minor-unit digits of ISO 4217 currencies that differ from 2. */
const EXPONENTS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Throws unless this is a safe integer: the only form of money in code. */
export function assertMinor(amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`not an amount in minor units: ${amountMinor}`);
  return amountMinor;
}

/** Digits after the decimal point of `currency` (upper-case ISO 4217). */
export function currencyExponent(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`not an ISO 4217 currency: ${currency}`);
  return EXPONENTS[currency] ?? 2;
}

/**
 * Reads a decimal amount such as 45, 45.5 or "45.50" as exact minor units, by its digits and not by float arithmetic.
 * Throws RangeError when it has more digits than the currency or is too large.
 */
export function parseAmount(value: number | string, currency: string): number {
  const exponent = currencyExponent(currency);
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(String(value));
  if (!match) throw new RangeError(`not an amount: ${String(value).slice(0, 40)}`);
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.replace(/0+$/, '').length > exponent) {
    throw new RangeError(`${currency} has ${exponent} decimal digits, not ${fraction.length}`);
  }
  const digits = fraction.padEnd(exponent, '0').slice(0, exponent);
  const amountMinor = assertMinor(Number(`${whole}${digits}`));
  return sign === '-' && amountMinor !== 0 ? -amountMinor : amountMinor;
}

/** Decimal text of an amount, e.g. 4500 USD is "45.00". */
export function formatAmount(amountMinor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(assertMinor(amountMinor))).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
