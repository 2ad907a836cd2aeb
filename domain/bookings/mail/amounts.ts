import { currencyExponent, parseAmount } from '../../money/money.ts';
import { type Mark, markOf, resolveCurrency } from './currencies.ts';
import { magnitudeOf, readNumber, timesTen } from './numbers.ts';

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
const withoutDates = (text: string): string => text.replaceAll(DATES, (date) => '\u0002'.repeat(date.length));

const PLAIN_BEFORE =
  /^(?:amount|amt|received|credited|credit|with|of|by|paid|sent|you|transferred|deposited|deposit|is|was|sum|payment|total|transfer|for|a|value|got|to|the|and|your)$/iu;
const PLAIN_BEHIND =
  /^(?:from|on|by|via|in|into|to|at|has|have|was|is|and|only|for|through|using|with|received|credited|deposited|been|as|against|ref|successfully|sent|transferred|paid|dated)$/iu;
const MONEY_WORD =
  /(?:received|credited(?: with| by)?|deposited|amount|amt|sum|payment|transfer|deposit|credit|paid|sent(?: you)?|transferred)(?: of| is| was)?\s*(?:an? )?(?:(?:sum|amount|payment|transfer|deposit) of )?[:=]?[\s([]*$/iu;
const ABOUT = /(?:[~≈±<>≤≥]|\b(?:approx\.?|approximately|about|around|nearly|almost|roughly|estimated|circa))\s*$/iu;

/** Reads what stands before a number, from the number to the left. */
function before(text: string) {
  const marks: Mark[] = [];
  let rest = text;
  let negative = false;
  let word: string | null = null;
  let glued = false;
  for (let step = 0; step < 4; step += 1) {
    const [all = '', token = '', between = ''] =
      /([\p{L}\p{Sc}][\p{L}\p{Sc}\p{M}.]*)([\s:=()[\]+-]*)$/u.exec(rest) ?? [];
    if (!token) break;
    const last = token.split('.').filter(Boolean).at(-1) ?? '';
    const mark = markOf(token) ?? markOf(last);
    if (!mark || (marks.length > 0 && /[\t(]/.test(between))) {
      if (marks.length === 0) [word, glued] = [token.replace(/\.$/, ''), between === ''];
      break;
    }
    if (between.includes('-')) negative = true;
    marks.unshift(mark);
    rest = rest.slice(0, rest.length - all.length + (markOf(token) ? 0 : token.lastIndexOf(last)));
  }
  if (marks.length === 0 && /[#*_^/@&\d\p{No}]$/u.test(text)) glued = true;
  // A dash that stands alone between words parts them; any other is a minus.
  if (/-\s*$/u.test(rest) && !/[\p{L})] - $/u.test(rest)) negative = true;
  return { marks, rest: rest.replace(/[-+\s]*$/u, ''), negative, word, glued, again: /\d $/.test(text) };
}

/** Reads what stands behind a number, as far as it belongs to it. */
function behind(text: string, hasMark: boolean) {
  const marks: Mark[] = [];
  let rest = text.replace(/^(?:\/[-=]|[.,]-{1,2})/, '');
  const written = rest !== text;
  let power = 0;
  let inexact = /^\s?-\d|^[\p{No}^*_#@:&'"]|^\/\d|^ \d{1,3}(?!\d)/u.test(rest);
  const negative = /^-(?!\d)|^\s-\s*(?:$|\t)/u.test(rest);
  if (negative) rest = rest.replace(/^\s?-/, '');
  let side: 'in' | 'out' | null = null;
  let word: string | null = null;
  let glued = false;
  for (let step = 0; step < 4; step += 1) {
    const [all = '', space = '', token = ''] = /^([\s([]*)([\p{L}\p{Sc}][\p{L}\p{Sc}\p{M}.]*)/u.exec(rest) ?? [];
    if (!token || space.includes('\t')) break;
    const bare = token.replace(/\.+$/, '');
    const next = rest.slice(all.length);
    const mark = markOf(bare);
    const isNext = /^[\s:.-]*\d/.test(next) && hasMark;
    if (mark && !isNext) marks.push(mark);
    else if (/^(?:dr|debit)$/i.test(bare)) side = 'out';
    else if (/^(?:cr|credit)$/i.test(bare)) side = 'in';
    else {
      const ten = mark ? 0 : magnitudeOf(bare);
      if (ten === 0) {
        if (!mark) [word, glued] = [bare, space === '' && step === 0];
        break;
      }
      power += ten ?? 0;
      if (ten === null || /^\s*(?:and\s+)?\d/.test(next)) inexact = true;
    }
    rest = next.replace(/^[)\]]/, '');
  }
  const rate = /^\s*(?:\/\s*\p{L}|per\b|each\b|[x×*]\s?\d)/iu.test(rest);
  return { marks, power, inexact, negative, side, word, glued, rate, written, used: text.length - rest.length };
}

/** All amounts of a text. `valued`: it is the value of an amount, so a bare number is one. */
export function amountsOf(source: string, valued: boolean): WrittenAmount[] {
  const text = withoutDates(source);
  const found: WrittenAmount[] = [];
  for (const match of text.matchAll(/\d[\d.,'٫]*(?: \d{3}(?!\d)[\d.,'٫]*)*/gu)) {
    const digits = match[0].replace(/[.,']+$/, '');
    const start = match.index;
    const left = before(text.slice(Math.max(0, start - 60), start));
    const right = behind(text.slice(start + digits.length, start + digits.length + 60), left.marks.length > 0);
    const marks = [...left.marks, ...right.marks];
    const from = start - (Math.min(60, start) - left.rest.length);
    const to = start + digits.length + right.used;
    if (/^\s?%/.test(text.slice(start + digits.length))) continue;
    const bracketed = /\(\s*[-+]?\s*$/u.test(text.slice(0, from)) || /^\s*\($/u.test(text.slice(from, from + 1));
    const closed = /^\s*\)/u.test(text.slice(to)) || text.slice(start + digits.length, to).includes(')');
    const looksWritten = right.written || /^\d{1,3}(?:[,.']\d{2,3})+[.,]\d{2}$/.test(digits);
    const phrase = MONEY_WORD.test(text.slice(0, from + 1).trimEnd()) || MONEY_WORD.test(text.slice(0, start));
    if (marks.length === 0 && (left.glued || (!valued && !phrase && !looksWritten && right.side === null))) {
      if (!(valued && left.glued)) continue;
    }
    const crore =
      right.side === 'in' && /^\s*cr\b/i.test(text.slice(start + digits.length)) && /^\d{1,3}(?:\.\d)?$/.test(digits);
    found.push({
      from: from + (text.slice(from, start).length - text.slice(from, start).trimStart().length),
      to,
      digits,
      power: right.power,
      marks,
      letters:
        (left.word !== null && !PLAIN_BEFORE.test(left.word)) ||
        (right.word !== null && !PLAIN_BEHIND.test(right.word)),
      negative: left.negative || right.negative || (bracketed && closed),
      inexact:
        right.inexact ||
        left.again ||
        crore ||
        (marks.length > 0 && left.glued) ||
        (valued && left.glued) ||
        (right.glued && !right.written) ||
        (/[.,'٫]$/u.test(text.slice(0, start)) && /\d[.,'٫]$/u.test(text.slice(0, start))) ||
        ABOUT.test(left.rest),
      rate: right.rate || /\d\s*[x×*]\s*$/iu.test(left.rest),
      side: right.side ?? (/(?:^|\s)dr\.?\s*$/iu.test(left.rest) ? 'out' : null),
    });
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
