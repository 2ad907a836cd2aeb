import { AmountError, currencyExponent, parseAmount } from '../../domain/money/money.ts';
import { refuse, refuseValue } from './refuse.ts';

/** An upper-case ISO 4217 code. Refuses what is none. */
export function readCurrency(text: string, line?: number | null): string {
  const code = text.trim().toUpperCase();
  try {
    currencyExponent(code);
    return code;
  } catch {
    return refuseValue('this is no currency that is in use:', text.trim(), line);
  }
}

/** Minor units of a plain decimal with a point. More digits than the currency has are refused. */
export function readAmount(text: string, currency: string, line?: number | null): number {
  try {
    return parseAmount(text.trim().replace(/^\+/, ''), currency);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    if (error.rule === 'too_many_decimals')
      return refuse(`the amount ${text.trim().slice(0, 30)} has more decimals than ${currency} has`, line);
    if (error.rule === 'too_large') return refuseValue('the amount is too large:', text.trim(), line);
    return refuseValue('this is not an amount:', text.trim(), line);
  }
}

const SPACES = /[\s\u00a0\u2009\u202f]/g;
const NUMBER = /^(?:\d{1,3}(?:([,.'’])\d{3})(?:\1\d{3})*|\d+)?(?:[.,]\d+)?$/;

/** A written amount, taken apart: its sign, and its digits as a plain decimal; null for what is no amount. */
export function plainDecimal(
  text: string,
  exponent: number,
): { negative: boolean; signed: boolean; digits: string } | null {
  let rest = text.replace(SPACES, '').replaceAll('−', '-');
  const bracketed = /^\(.*\)$/.test(rest);
  if (bracketed) rest = rest.slice(1, -1);
  rest = rest
    .replace(/^([+-]?)(?:\p{Sc}|[A-Z]{3}|[A-Z]{1,2}\$)(?=[+\-.,\d])/u, '$1')
    .replace(/(?:\p{Sc}|[A-Z]{3})$/u, '');
  const [, before = '', number = '', after = ''] = /^([+-]?)([\d.,'’]+)([+-]?)$/.exec(rest) ?? [];
  if (!/\d/.test(number) || (before && after) || !NUMBER.test(number)) return null;
  const negative = bracketed || before === '-' || after === '-';
  const signed = bracketed || before !== '' || after !== '';
  const marks = [...number.matchAll(/[.,'’]/g)];
  const last = marks.at(-1);
  if (!last) return { negative, signed, digits: number };
  const fraction = number.slice(last.index + 1);
  // A mark that comes twice parts thousands; so does one before three digits, where the currency has not three.
  const thousands =
    last[0] === "'" ||
    last[0] === '’' ||
    marks.filter(([mark]) => mark === last[0]).length > 1 ||
    (marks.length === 1 && fraction.length === 3 && exponent !== 3 && !/^0?[.,]/.test(number));
  const plain = (part: string) => part.replace(/[.,'’]/g, '');
  return {
    negative,
    signed,
    digits: thousands ? plain(number) : `${plain(number.slice(0, last.index)) || '0'}.${fraction}`,
  };
}
