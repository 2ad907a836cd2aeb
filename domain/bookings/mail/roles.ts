import { amountsOf, MANY_AMOUNTS, type Reading, readAmount, type WrittenAmount } from './amounts.ts';
import { type Mark, markOf, UNKNOWN } from './currencies.ts';
import type { Unit } from './labels.ts';
import { firstSentence, lastSentence } from './sentences.ts';
import { isLoneSign } from './signs.ts';
import { conditionAt, nameless, type Place, saysACredit, saysItCame } from './statements.ts';
import { isBare, isPayersDeed } from './structure.ts';

/** unknown: nothing says what it is; it competes with the paid one, and is not taken for it. */
type Role = 'paid' | 'unknown' | 'price' | 'balance' | 'fee' | 'limit' | 'offer' | 'due' | 'rate' | 'conditional';

export interface MailAmount extends Place {
  role: Role;
  reading: Reading;
  side: 'in' | 'out' | null;
  row: number | null;
  /** A field, an amount that stands alone, or in a sentence that says that money came. */
  plain: boolean;
}

/** Words that say what an amount is; the one that stands nearest before it decides. */
const ROLES: [Role, RegExp][] = [
  ['balance', /\b(?:balance|bal|avl|avbl|available|remaining|closing|opening|ledger|savings)\b/giu],
  ['fee', /\b(?:fees?|charges?|commission|tax|taxes|vat|gst|withholding|deducted|deduction)\b/giu],
  [
    'limit',
    /\b(?:limit|up ?to|maximum|minimum|max|min|at least|more than|less than|above|below|exceed\w*|insured|share capital|capital)\b/giu,
  ],
  [
    'offer',
    /\b(?:cashback|cash back|rewards?|bonus|offers?|discounts?|save|win|earn|get|vouchers?|coupons?|prizes?|points|flat)\b/giu,
  ],
  ['due', /\b(?:due|outstanding|owes?|owed|payable|bills?|requested|requests?)\b/giu],
  [
    'price',
    /\b(?:price|costs?|rent|fare|tariff|worth|(?:order|booking|cart|invoice|package) (?:total|value|amount))\b/giu,
  ],
  [
    'paid',
    /\b(?:received|credited|deposited|amounts?|amt|sum|paid|sent|transferred|payments?|transfer|credit|deposit|total|remitted|incoming|got|added)\b/giu,
  ],
];
const BEHIND: [Role, RegExp][] = [
  ['fee', /^\W{0,2}(?:in |as |of )?(?:an? )?(?:\w+ )?(?:fees?|charges?|commission|tax|vat|gst)\b/iu],
  ['balance', /^\W{0,2}(?:is )?(?:your |the )?(?:current |new |available |remaining )?(?:balance|bal)\b/iu],
  ['offer', /^\W{0,2}(?:\w+ )?(?:cashback|cash back|discount|off|bonus|reward|voucher|points)\b/iu],
  ['limit', /^\W{0,2}(?:\w+ )?limit\b/iu],
  ['due', /^\W{0,2}(?:is |are )?(?:due|outstanding|payable|overdue)\b/iu],
];

/** How far back words are looked at. */
const NEAR = 200;

/** The sentence an amount stands in. */
const sentenceAt = (text: string, amount: { from: number; to: number }): string =>
  lastSentence(text.slice(Math.max(0, amount.from - NEAR), amount.from)) +
  text.slice(amount.from, amount.to) +
  firstSentence(text.slice(amount.to, amount.to + NEAR));

/** The rest of its sentence, or the whole of it, says that this came. */
function isPaidBehind(text: string, amount: WrittenAmount): boolean {
  const rest = firstSentence(text.slice(amount.to, amount.to + NEAR));
  if (/\b(?:received|credited|deposited|added|sent|paid|transferred|arrived|in your)\b/iu.test(rest)) return true;
  return saysItCame(sentenceAt(text, amount));
}

/** What the words beside an amount make of it, in its own sentence and behind the amount before it. */
function roleOf(text: string, amount: WrittenAmount, previousEnd: number): Role {
  if (amount.rate) return 'rate';
  const back = text.slice(Math.max(0, amount.from - NEAR), amount.from);
  const clause = lastSentence(back);
  if (conditionAt(clause) < clause.length) return 'conditional';
  const behind = BEHIND.find(([, pattern]) => pattern.test(text.slice(amount.to, amount.to + 40)));
  if (behind) return behind[0];
  const before = nameless(back).slice(Math.max(back.search(/[^.!?;]*$/u), previousEnd - amount.from + back.length, 0));
  let role: Role = isPaidBehind(text, amount) ? 'paid' : 'unknown';
  let at = -1;
  for (const [candidate, pattern] of ROLES)
    for (const match of before.matchAll(pattern)) if (match.index > at) [role, at] = [candidate, match.index];
  return role;
}

const BESIDE: [Role, RegExp][] = [
  ['balance', /balance|bal\b|available|remaining/iu],
  ['fee', /fee|charge|commission|tax|vat|gst|withholding|tip/iu],
  ['offer', /cashback|reward|bonus|discount|points/iu],
  ['limit', /./u],
];

/** An amount behind a label has the label's role; in a sentence the words beside it say. */
function labelledRole(unit: Unit, amount: WrittenAmount, previousEnd: number): Role {
  const kind = unit.label?.kind ?? null;
  const label = unit.line.slice(0, unit.from);
  if (kind === 'amount') return amount.rate ? 'rate' : 'paid';
  if (kind === 'beside') return BESIDE.find(([, pattern]) => pattern.test(label))?.[0] ?? 'balance';
  const moved = { ...amount, from: amount.from + label.length, to: amount.to + label.length };
  return roleOf(label + unit.text, moved, previousEnd + label.length);
}

/** Units that may hold an amount: names, numbers, dates and notes of the payer hold none. */
const HOLDS: ReadonlySet<string | null> = new Set([null, 'amount', 'beside', 'type', 'status']);

/** What the field of the currency says; one that names none that is known leaves it unknown. */
function statedIn(text: string): Mark[] {
  const marks = text.split(/[^\p{L}\p{Sc}$]+/u).flatMap((word) => markOf(word) ?? []);
  return marks.length > 0 || text.trim() === '' ? marks : [UNKNOWN];
}

/** The currency that stands alone in the cell or line beside a number; a sign nobody can read only where none is known. */
function besideIn(unit: Unit | undefined, isKnown: boolean): Mark[] {
  const word = unit?.text.trim().replace(/^[([]|[)\]]$/gu, '') ?? '';
  const mark = /^\S{1,5}$/u.test(word) ? markOf(word) : null;
  if (mark) return mark.kind === 'whose' ? [] : [mark];
  return !isKnown && isLoneSign(word) ? [UNKNOWN] : [];
}

/** All amounts of the mail with their roles, up to more than a mail about one payment has. */
export function mailAmounts(units: readonly Unit[], rules: { currency: string; maximumAmount: number }): MailAmount[] {
  const stated: Mark[] = units.filter(({ label }) => label?.kind === 'currency').flatMap(({ text }) => statedIn(text));
  const found: MailAmount[] = [];
  for (const [at, unit] of units.entries()) {
    if (!HOLDS.has(unit.label?.kind ?? null) || found.length > MANY_AMOUNTS) continue;
    let previousEnd = 0;
    for (const amount of amountsOf(unit.text, unit.label?.kind === 'amount')) {
      const role = labelledRole(unit, amount, previousEnd);
      previousEnd = amount.to;
      const named = [...(unit.label?.marks ?? []), ...stated];
      const isAlone = /^[\s()[\]+\p{Sc}\p{L}.]*\d[\d.,' ]*[\s()[\]/=\p{Sc}\p{L}.-]*$/u.test(unit.text);
      const isKnown = amount.marks.length + named.length > 0;
      if (isAlone) named.push(...[units[at - 1], units[at + 1]].flatMap((one) => besideIn(one, isKnown)));
      const reading = readAmount(amount, named, rules);
      const [from, to] = [unit.from + amount.from, unit.from + amount.to];
      const sentence = sentenceAt(unit.line, { from, to });
      const plain =
        unit.row !== null ||
        amount.side === 'in' ||
        isBare(unit.label?.kind === 'amount' ? unit.text.replaceAll(/[([].*?[)\]]/gu, ' ') : sentence) ||
        saysACredit(sentence) ||
        isPayersDeed(sentence);
      found.push({ line: unit.line, from, to, role, reading, side: amount.side, row: unit.row, plain });
    }
  }
  return found;
}
