import { type Mark, markOf } from './currencies.ts';
import { magnitudeOf } from './numbers.ts';
import { oddBefore, oddBehind } from './signs.ts';

/** What stands before a number and belongs to it. */
export interface Before {
  marks: Mark[];
  /** Text that is left of the amount with its sign and currency. */
  rest: string;
  negative: boolean;
  /** A bracket opens between its currency and the number. */
  open: boolean;
  /** The word beside it that is no currency. */
  word: string | null;
  /** Nothing stands between that word, or a mark that is no currency, and the number. */
  glued: boolean;
  /** Another number stands before it, parted by a space only, or a point that belongs to neither side. */
  again: boolean;
  /** A sign that nobody can read stands there. */
  odd: boolean;
}

/** What stands behind a number and belongs to it. */
export interface Behind {
  marks: Mark[];
  /** Ten to this power: lakh, million. */
  power: number;
  inexact: boolean;
  negative: boolean;
  side: 'in' | 'out' | null;
  word: string | null;
  glued: boolean;
  rate: boolean;
  /** Written as only money is: 5,000/-. */
  written: boolean;
  /** How much of the text belongs to the amount. */
  used: number;
  odd: boolean;
}

/** What a word beside a number says, also where particles of another script are joined to it: PKR을, 金額PKR. */
const markIn = (word: string, edge: 'start' | 'end'): Mark | null => {
  const latin = (edge === 'start' ? /^\p{Script=Latin}+(?=\p{L})/u : /(?<=\p{L})\p{Script=Latin}+$/u).exec(word)?.[0];
  return markOf(word) ?? (latin === undefined || /^\p{Script=Latin}+$/u.test(word) ? null : markOf(latin));
};

/** Reads what stands before a number, from the number to the left. */
export function before(text: string): Before {
  const marks: Mark[] = [];
  let rest = text;
  let negative = false;
  let word: string | null = null;
  let glued = false;
  let open = false;
  for (let step = 0; step < 4; step += 1) {
    const [all = '', token = '', between = ''] =
      /([\p{L}\p{Sc}][\p{L}\p{Sc}\p{M}.]*)([\s:=()[\]+-]*)$/u.exec(rest) ?? [];
    if (!token) break;
    const last = token.split('.').filter(Boolean).at(-1) ?? '';
    const mark = markIn(token, 'end') ?? markOf(last);
    // "from Standard Bank Pakistan: AED 5": a country apart from the currency says nothing about it.
    const isApart = marks.length > 0 && (/[\t(]/.test(between) || (mark?.kind === 'whose' && between.trim() !== ''));
    if (!mark || isApart) {
      if (marks.length === 0) [word, glued] = [token.replace(/\.$/, ''), between === ''];
      break;
    }
    if (between.includes('-')) negative = true;
    if (between.includes('(')) open = true;
    marks.unshift(mark);
    rest = rest.slice(0, rest.length - all.length + (markIn(token, 'end') ? 0 : token.lastIndexOf(last)));
  }
  if (word !== null && /^(?:minus|less|negative)$/i.test(word)) negative = true;
  if (/\b(?:minus|less|negative)\s*$/iu.test(rest)) negative = true;
  if (marks.length === 0 && /[#*_^/@&\d\p{No}]$/u.test(text)) glued = true;
  // A dash that stands alone between words parts them; any other is a minus.
  if (/-\s*$/u.test(rest) && !/[\p{L})] - $/u.test(rest)) negative = true;
  const odd = oddBefore(rest, marks.length > 0);
  return {
    marks,
    rest: rest.replace(/[-+\s]*$/u, ''),
    negative,
    open,
    word,
    glued,
    again: /\d $|\p{L} \. ?$/u.test(text),
    odd,
  };
}

/** Reads what stands behind a number, as far as it belongs to it. */
export function behind(text: string, hasMark: boolean): Behind {
  const marks: Mark[] = [];
  let rest = text.replace(/^(?:\/[-=]|[.,]-{1,2})/, '');
  const written = rest !== text;
  let odd = oddBehind(rest, hasMark);
  let power = 0;
  let inexact =
    /^\s?-\s*(?:\p{Sc}|rs\.?|[A-Z]{3})?\s*\d|^[\p{No}^*_#@:&'"]|^\/\d|^ \d{1,3}(?!\d)|^\s+[.,]\d{2,3}(?!\d)|^[.,]\s0{1,2}(?!\d)/u.test(
      rest,
    );
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
    const mark = markIn(bare, 'start');
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
  rest = rest.replace(/^\s?[)\]]/, '');
  odd ||= oddBehind(rest, true);
  const minus = negative || /^-(?!\d)|^\s-\s*(?:$|\t)/u.test(rest);
  if (
    /^\s*(?:\+|or (?:more|less|above)|and (?:up|above|more)|worth|twice|thrice|times|each\b|to (?:\p{Sc}|rs\b|[A-Z]{3})?\.?\s*\d)/iu.test(
      rest,
    )
  )
    inexact = true;
  const rate = /^\s*(?:\/\s*\p{L}|per\b|each\b|[x×*]\s?\d)/iu.test(rest);
  return {
    marks,
    power,
    inexact,
    negative: minus,
    side,
    word,
    glued,
    rate,
    written,
    used: text.length - rest.length,
    odd,
  };
}
