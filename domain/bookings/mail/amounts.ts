import { currencyExponent, parseAmount } from '../../money/money.ts';
import { before, behind } from './beside.ts';
import { type Mark, resolveCurrency, UNKNOWN } from './currencies.ts';
import { readNumber, timesTen } from './numbers.ts';
import { withoutOdd } from './signs.ts';

export type AmountProblem = 'amount_out_of_range' | 'unknown_currency' | 'unclear_number';

/** A number with all that is written beside it, before anything is made of it. */
export interface WrittenAmount {
  /** Place of the amount with its sign and currency in the text. */
  from: number;
  to: number;
  digits: string;
  power: number;
  marks: Mark[];
  /** Letters stand beside it that are neither a currency nor an ordinary word of a sentence. */
  letters: boolean;
  negative: boolean;
  /** Can't be told exactly: about, a range, 52K. */
  inexact: boolean;
  /** A price per unit. */
  rate: boolean;
  /** DR or CR behind it, as banks write. */
  side: 'in' | 'out' | null;
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DATES = new RegExp(
  [
    String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)`,
    String.raw`(?<![\d,.])\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\d,])`,
    String.raw`(?<![\d,.])\d{1,2}(?:st|nd|rd|th)?[-\s]*(?:of )?${MONTH}\.?(?:[-\s,']+(?:\d{4}|\d{2})(?![\d,.]))?`,
    String.raw`\b${MONTH}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?![\d,.]\d)(?:,?\s+\d{4}(?![\d,]))?`,
    String.raw`\b${MONTH}\.?\s+\d{4}(?![\d,])`,
    String.raw`(?<![\d,.])\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?`,
  ].join('|'),
  'giu',
);
/** Dates and times stand as signs that are no digits, at their places. */
export const withoutDates = (text: string): string => text.replaceAll(DATES, (date) => '\u0002'.repeat(date.length));

const PLAIN_BEFORE =
  /^(?:amount|amt|received|credited|credit|with|of|by|paid|sent|you|transferred|deposited|deposit|is|was|sum|payment|total|transfer|for|a|value|got|to|the|and|your)$/iu;
const PLAIN_BEHIND =
  /^(?:from|on|by|via|in|into|to|at|has|have|was|is|and|only|for|through|using|with|received|credited|deposited|been|as|against|ref|successfully|sent|transferred|paid|dated)$/iu;
const MONEY_WORD =
  /(?:received|credited(?: with| by)?|deposited|amount|amt|sum|payment|transfer|deposit|credit|paid|sent(?: you)?|transferred)(?: of| is| was)?\s*(?:an? )?(?:(?:sum|amount|payment|transfer|deposit) of )?[:=]?[\s([]*$/iu;
const ABOUT =
  /(?:[~≈±<>≤≥]|\b(?:approx\.?|approximately|about|around|nearly|almost|roughly|estimated|circa|up to|not more than|no more than|at most|or so))\s*$/iu;

/** Characters beside a number that are looked at. */
const NEAR = 80;
/** More amounts than a mail about one payment has. */
export const MANY_AMOUNTS = 200;

const WRITTEN_AS_MONEY = /^\d{1,3}(?:[,.']\d{2,3})+[.,]\d{2}$/;
/** With a sign beside it that may be what is left of a currency, less is enough. */
const MAY_BE_MONEY = /^\d{1,3}(?:,\d{2,3})+$|^\d[\d,.']*[.,]\d{2}$/;

/** One number with what stands beside it; null when it is no amount. */
function amountAt(text: string, start: number, digits: string, valued: boolean): WrittenAmount | null {
  const end = start + digits.length;
  const left = before(text.slice(Math.max(0, start - NEAR), start));
  const right = behind(text.slice(end, end + NEAR), left.marks.length > 0);
  if (/^\s?%/.test(text.slice(end, end + 2))) return null;
  const odd = left.odd || right.odd;
  const marks = [...left.marks, ...right.marks];
  const to = end + right.used;
  let from = start - (Math.min(NEAR, start) - left.rest.length);
  while (/\s/u.test(text[from] ?? '')) from += 1;
  const lead = text.slice(Math.max(0, from - NEAR), from);
  const isMoney =
    valued ||
    right.written ||
    right.side !== null ||
    (odd ? MAY_BE_MONEY : WRITTEN_AS_MONEY).test(digits) ||
    MONEY_WORD.test(withoutOdd(lead)) ||
    MONEY_WORD.test(withoutOdd(text.slice(Math.max(0, start - NEAR), start)));
  // Digits that go on from letters are an identifier, unless they stand where an amount must be.
  if (marks.length === 0 && (!isMoney || (left.glued && !valued))) return null;
  const behindIt = text.slice(end, end + NEAR);
  const mayBeCrore = right.side === 'in' && /^\s*cr\b/i.test(behindIt) && /^\d{1,3}(?:\.\d)?$/.test(digits);
  const isOpen = left.open || /\(\s*[-+]?\s*$/u.test(lead) || text[from] === '(';
  const isClosed = /^\s*\)/u.test(text.slice(to, to + 5)) || text.slice(end, to).includes(')');
  return {
    from,
    to,
    digits,
    power: right.power,
    marks: odd ? [...marks, UNKNOWN] : marks,
    letters: !isPlain(left.word, PLAIN_BEFORE) || !isPlain(right.word, PLAIN_BEHIND),
    negative: left.negative || right.negative || (isOpen && isClosed),
    inexact:
      right.inexact ||
      left.again ||
      mayBeCrore ||
      (left.glued && (valued || marks.length > 0)) ||
      (right.glued && !right.written) ||
      /\d[.,'٫]$/u.test(text.slice(Math.max(0, start - 2), start)) ||
      ABOUT.test(left.rest),
    rate: right.rate || /(?:\d\s*[x×*]|\bper \p{L}+)\s*$/iu.test(left.rest),
    side: right.side ?? (/(?:^|\s)dr\.?\s*$/iu.test(left.rest) ? 'out' : null),
  };
}

const isPlain = (word: string | null, words: RegExp): boolean => word === null || words.test(word);

/** One or two capital letters in one word with many digits begin an identifier. Rs is none. */
const SHORT_NAME = /(?<![\p{L}\p{N}])(?!RS)\p{Lu}{1,2}$/u;
const REFERENCE =
  /\b(?:ref(?:erence)?|id|txn|tx|trx|trn|tid|utr|rrn|stan|vide|transaction|auth(?:ori[sz]ation)? code)(?:\s*(?:id|no|nr|number|code|ref))*[.:#\s-]*\p{L}[\p{L}\d_-]*$/iu;

/** Letters and digits in one word behind "Ref" or "vide" are an identifier, whichever currency its letters also name. */
function isInReference(text: string, start: number, digits: string): boolean {
  if (!/^\d+[.,]?$/.test(digits)) return false;
  if (digits.length > 6 && SHORT_NAME.test(text.slice(Math.max(0, start - 4), start))) return true;
  return REFERENCE.test(text.slice(Math.max(0, start - NEAR), start)) && /[\p{L}\d_-]$/u.test(text.slice(0, start));
}

/** All amounts of a text. `valued`: it is the value of an amount, so a bare number is one. */
export function amountsOf(source: string, valued: boolean): WrittenAmount[] {
  const text = withoutDates(source);
  const found: WrittenAmount[] = [];
  for (const match of text.matchAll(/\d[\d.,'٫]*(?: \d{3}(?!\d)[\d.,'٫]*)*/gu)) {
    if (!valued && isInReference(text, match.index, match[0])) continue;
    const amount = amountAt(text, match.index, match[0].replace(/[.,']+$/, ''), valued);
    if (amount) found.push(amount);
    if (found.length > MANY_AMOUNTS) break;
  }
  return found;
}

export type Reading = { kind: 'ok'; amountMinor: number; currency: string } | { kind: 'bad'; reason: AmountProblem };

/** What an amount says, with the currency that its label or the whole mail names. The default is only for a bare number. */
export function readAmount(
  amount: WrittenAmount,
  named: readonly Mark[],
  rules: { currency: string; maximumAmount: number },
): Reading {
  const marks = [...amount.marks, ...named];
  const currency = marks.length > 0 ? resolveCurrency(marks, rules.currency) : amount.letters ? null : rules.currency;
  if (currency === null) return { kind: 'bad', reason: 'unknown_currency' };
  if (amount.negative) return { kind: 'bad', reason: 'amount_out_of_range' };
  const digits = amount.inexact ? null : readNumber(amount.digits, currencyExponent(currency));
  if (digits === null) return { kind: 'bad', reason: 'unclear_number' };
  try {
    const amountMinor = parseAmount(timesTen(digits, amount.power), currency);
    if (amountMinor <= 0 || amountMinor > parseAmount(rules.maximumAmount, currency))
      return { kind: 'bad', reason: 'amount_out_of_range' };
    return { kind: 'ok', amountMinor, currency };
  } catch {
    return { kind: 'bad', reason: 'amount_out_of_range' };
  }
}
