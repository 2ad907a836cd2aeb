import type { BankLine } from './line.ts';

const NOTHING: ReadonlySet<string> = new Set([
  '',
  'notprovided',
  'nonref',
  'noref',
  'none',
  '0',
  'na',
  'keine',
  'unknown',
]);
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** An id that a bank or payer gave, to compare; null where it only says that there is none. */
function plainId(text: string | null): string | null {
  const id = plain(text ?? '').replace(/[^\p{L}\p{N}]/gu, '');
  return NOTHING.has(id) || /^0+$/.test(id) ? null : id;
}

/** Words of three characters or more, without accents. */
const wordsOf = (text: string | null): string[] => plain(text ?? '').match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** What two accounts of lines are compared by. */
export interface LineText {
  bookedOn: string;
  valueOn: string | null;
  status: 'pending' | 'posted';
  endToEndId: string | null;
  bankReference: string | null;
  /** Words of the counterparty, and of all that is said. */
  party: ReadonlySet<string>;
  words: ReadonlySet<string>;
}
type Said = Pick<
  BankLine,
  'bookedOn' | 'valueOn' | 'status' | 'counterparty' | 'reference' | 'description' | 'endToEndId' | 'bankReference'
>;

export function lineText(line: Said): LineText {
  const party = wordsOf(line.counterparty);
  return {
    bookedOn: line.bookedOn,
    valueOn: line.valueOn,
    status: line.status,
    endToEndId: plainId(line.endToEndId),
    bankReference: plainId(line.bankReference),
    party: new Set(party),
    words: new Set([...party, ...wordsOf(line.reference), ...wordsOf(line.description)]),
  };
}

const DAY_MS = 86_400_000;
/** Days since 1970 of an ISO date. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
/** Whole days between two ISO dates, without a sign. */
const daysApart = (one: string, other: string): number => Math.abs(dayNumber(one) - dayNumber(other));

/** Days by which two sources may date one line differently. */
export const DAY_TOLERANCE = 3;
/** Days in which a pending line posts. */
export const PENDING_DAYS = 10;

function common(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const word of one) if (other.has(word)) count += 1;
  return count;
}
/** Words with a digit name something: an invoice, an order, a mandate. */
const sharesNumber = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => {
  for (const word of one) if (word.length >= 4 && /\d/.test(word) && other.has(word)) return true;
  return false;
};
const differ = (one: string | null, other: string | null) => one !== null && other !== null && one !== other;

/** Two ids of one payment: whatever else is said, they are two. */
export const differInId = (one: LineText, other: LineText): boolean => differ(one.endToEndId, other.endToEndId);

/** Two accounts that name different payers, or different ids of one payment, and share no word at all. */
export const contradicts = (one: LineText, other: LineText): boolean =>
  differInId(one, other) || (one.party.size > 0 && other.party.size > 0 && common(one.words, other.words) === 0);

/** A pending line posts on its day or later. */
export function posts(one: LineText, other: LineText): boolean {
  if (one.status === other.status) return false;
  const [pending, posted] = one.status === 'pending' ? [one, other] : [other, one];
  const later = dayNumber(posted.bookedOn) - dayNumber(pending.bookedOn);
  return later >= 0 && later <= PENDING_DAYS;
}

/** Whether lines of different days may be one: they share an id, the day that the money counts, or a number that names something. */
export function daysAgree(one: LineText, other: LineText): boolean {
  const apart = daysApart(one.bookedOn, other.bookedOn);
  if (apart === 0 || posts(one, other)) return true;
  if (apart > DAY_TOLERANCE) return false;
  if (one.endToEndId !== null && one.endToEndId === other.endToEndId) return true;
  if (one.valueOn !== null && other.valueOn !== null)
    return one.valueOn === other.valueOn && common(one.words, other.words) > 0;
  const crosses = one.valueOn === other.bookedOn || other.valueOn === one.bookedOn;
  return (crosses && common(one.words, other.words) > 0) || sharesNumber(one.words, other.words);
}

/** What two accounts share of ids: of the payment before that of the bank. */
export function sharedIds(one: LineText, other: LineText): number {
  const sameEnd = one.endToEndId !== null && one.endToEndId === other.endToEndId ? 1_000 : 0;
  const sameReference = one.bankReference !== null && one.bankReference === other.bankReference ? 500 : 0;
  return sameEnd + sameReference;
}

/**
 * How well the words of two accounts of one amount agree, less for each day between them. Texts only tell equal amounts of a
 * day apart: a file and an API word the same line differently.
 */
export function likeness(one: LineText, other: LineText): number {
  const all = Math.max(1, one.words.size + other.words.size);
  return (200 * common(one.words, other.words)) / all - 20 * daysApart(one.bookedOn, other.bookedOn);
}

/** Whether words name somebody or something else than others did: payers, or references, that share no word. */
export function namesAnother(
  before: Pick<Said, 'counterparty' | 'reference'>,
  after: Pick<Said, 'counterparty' | 'reference'>,
): boolean {
  const parted = (one: string | null, other: string | null) => {
    const [first, second] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
    return first.size > 0 && second.size > 0 && common(first, second) === 0;
  };
  return parted(before.counterparty, after.counterparty) || parted(before.reference, after.reference);
}
