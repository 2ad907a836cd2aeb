import { AmountError, currencyExponent, parseAmount } from './money.ts';

/** Spaces that stay on one line: over a line break stand two numbers, not one. */
const SPACES = /\p{Zs}/gu;
/** Whole part in groups of three, all with the same separator; nobody writes zeros before the first group. */
const GROUPED = /^[1-9]\d{0,2}(?:([,.' ])\d{3})(?:\1\d{3})*$/;

/**
 * A written amount as a plain decimal: "1,234.50", "1.234,50", "1 234,50" and "1'234.50" are 1234.50. A single separator
 * that could be both (three digits behind it, in a currency of three decimals or with a dot) is refused, not guessed.
 */
function plainDecimal(text: string, currency: string): string {
  const refuse = (why: string) => new AmountError('not_an_amount', why);
  const [, sign = '', body = ''] = /^(-?)(.*)$/s.exec(text.trim().replace(SPACES, ' ').replaceAll('\u2019', "'")) ?? [];
  if (/^\d+(\.\d+)?$/.test(body)) return sign + body;
  if (!/^\d[\d,.' ]*\d$/.test(body)) throw refuse('this is not a decimal number');
  const last = Math.max(body.lastIndexOf(','), body.lastIndexOf('.'));
  const tail = last < 0 ? '' : body.slice(last + 1);
  const mark = last < 0 ? '' : body.charAt(last);
  const repeated = mark !== '' && body.indexOf(mark) !== last;
  const mayBeGroup = tail.length === 3 || last < 0 || repeated;
  const onlyMark = mark !== '' && !/[,.' ]/.test(body.slice(0, last));
  if (mayBeGroup && onlyMark && (mark === '.' || currencyExponent(currency) >= 3))
    throw refuse('one separator with three digits behind it can be read in two ways');
  const isGroup = mayBeGroup && (onlyMark || repeated || last < 0);
  const whole = isGroup ? body : body.slice(0, last);
  const grouped = GROUPED.exec(whole);
  if (!/^\d+$/.test(whole) && (!grouped || (!isGroup && grouped[1] === mark)))
    throw refuse('the separators do not form groups of three digits');
  return sign + whole.replaceAll(/[^\d]/g, '') + (isGroup ? '' : `.${tail}`);
}

/** Exact minor units of an amount as people and vendors write it, or of a number. Throws AmountError. */
export const readAmount = (value: number | string, currency: string): number =>
  parseAmount(typeof value === 'string' ? plainDecimal(value, currency) : value, currency);
