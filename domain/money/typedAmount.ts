import { currencyExponent, formatAmount } from './money.ts';

/** How a person's language writes numbers. */
export interface NumberMarks {
  group: string;
  decimal: string;
}

export type Typed = { ok: true; value: number } | { ok: false; problem: string };

const SPACES = /[\u0020\u00a0\u2009\u202f]/g;
const APOSTROPHES = /['\u2019]/g;

/** The marks of a language; English ones where the language is unknown. */
export function marksOf(language: string | undefined): NumberMarks {
  const parts = new Intl.NumberFormat(language).formatToParts(1_234_567.5);
  const mark = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: mark('group', ','), decimal: mark('decimal', '.') };
}

/** Whole digits and fraction of a typed number whose marks can be read in one way only; else why not. */
function split(text: string, marks: NumberMarks, exponent: number): { whole: string; fraction: string } | string {
  const plain = text.trim().replace(APOSTROPHES, ' ').replace(SPACES, ' ');
  if (/^[-\u2212(]/.test(plain)) return 'An amount below zero has no meaning here';
  if (!/^\d[\d ,.]*$/.test(plain) || /[ ,.]$/.test(plain)) return 'Use digits only';
  const kinds = [',', '.'].filter((mark) => plain.includes(mark));
  const last = plain.at(Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'))) ?? '';
  const pieces = kinds.length === 0 ? [plain] : plain.split(last);
  const grouped = (digits: string, mark: string) =>
    new RegExp(`^\\d{1,3}(?:${mark === '.' ? '\\.' : mark}\\d{3})+$`).test(digits);
  const unmark = (digits: string): string | null => {
    if (/^\d+$/.test(digits)) return digits;
    const used = [' ', ',', '.'].filter((mark) => digits.includes(mark));
    return used.length === 1 && grouped(digits, used[0] ?? '') ? digits.replace(/\D/g, '') : null;
  };
  const wrong = 'Its groups of digits can be read in more than one way';
  if (kinds.length === 0 || pieces.length > 2) {
    const whole = unmark(plain);
    return whole === null ? wrong : { whole, fraction: '' };
  }
  const [before = '', after = ''] = pieces;
  // One mark in front of three digits parts thousands in one language and decimals in another.
  if (kinds.length === 1 && after.length === 3 && /^\d{1,3}$/.test(before) && !before.startsWith('0')) {
    const group = last === marks.group && exponent !== 3;
    if (!group && !(exponent === 3 && last === marks.decimal)) return wrong;
    if (group) return { whole: `${before}${after}`, fraction: '' };
  } else if (kinds.length === 1 && last !== '.' && last !== marks.decimal && !before.includes(' ')) return wrong;
  const whole = unmark(before);
  if (whole === null || before.includes(last) || !/^\d+$/.test(after)) return wrong;
  return { whole, fraction: after };
}

const withoutZeros = (digits: string) => digits.replace(/^0+(?=\d)/, '');

/**
 * An amount as a person types it, in minor units of `currency`. What can be read in one way only is read (20 000, 20.000,00,
 * 1,234.50); everything else is refused with a sentence. Never NaN, never a guess, never nothing.
 */
export function readTypedAmount(text: string, currency: string, marks: NumberMarks): Typed {
  const exponent = currencyExponent(currency);
  const example = formatAmount(exponent === 0 ? 20_000 : 20_000 * 10 ** exponent, currency);
  const refuse = (problem: string): Typed => ({ ok: false, problem: `${problem}. Write it like ${example}.` });
  if (text.trim() === '') return refuse('An amount is missing');
  const read = split(text, marks, exponent);
  if (typeof read === 'string') return refuse(read);
  if (read.fraction.length > exponent)
    return refuse(
      exponent === 0
        ? `${currency} has no decimals`
        : `${currency} has ${exponent} decimals, not ${read.fraction.length}`,
    );
  const digits = withoutZeros(read.whole + read.fraction.padEnd(exponent, '0'));
  const value = Number(digits);
  return Number.isSafeInteger(value) ? { ok: true, value } : refuse('That is too large');
}

/** A number as a person types it: `decimals` digits behind the point at most, within its bounds. */
export function readTypedNumber(
  text: string,
  rule: { minimum: number; maximum: number; decimals: number },
  marks: NumberMarks,
): Typed {
  const { minimum, maximum, decimals } = rule;
  const bounds =
    maximum < Number.MAX_SAFE_INTEGER ? `a number from ${minimum} to ${maximum}` : `a number from ${minimum} up`;
  const refuse = (problem: string): Typed => ({ ok: false, problem: `${problem}. Write ${bounds}, such as 20000.` });
  if (text.trim() === '') return refuse('A number is missing');
  const read = split(text, marks, decimals);
  if (typeof read === 'string') return refuse(read);
  if (read.fraction.length > decimals)
    return refuse(decimals === 0 ? 'It must be a whole number' : `It has at most ${decimals} decimals`);
  const value = Number(`${read.whole}.${read.fraction || '0'}`);
  const fits = Number.isFinite(value) && value >= minimum && value <= maximum && value <= Number.MAX_SAFE_INTEGER;
  return fits ? { ok: true, value } : { ok: false, problem: `Write ${bounds}.` };
}
