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
const DAY_TOLERANCE = 3;
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

/** Two accounts that name different payers, or different ids of one payment, and share no word at all. */
const contradicts = (line: LineText, held: LineText): boolean =>
  differ(line.endToEndId, held.endToEndId) ||
  (line.party.size > 0 && held.party.size > 0 && common(line.words, held.words) === 0);

/** Whether lines of different days may be one: they share an id, the day that the money counts, or a number that names something. */
function daysAgree(line: LineText, held: LineText): boolean {
  const apart = daysApart(line.bookedOn, held.bookedOn);
  if (apart === 0) return true;
  if (held.status === 'pending' && apart <= PENDING_DAYS) return true;
  if (apart > DAY_TOLERANCE) return false;
  if (line.endToEndId !== null && line.endToEndId === held.endToEndId) return true;
  if (line.valueOn !== null && held.valueOn !== null)
    return line.valueOn === held.valueOn && common(line.words, held.words) > 0;
  const crosses = line.valueOn === held.bookedOn || held.valueOn === line.bookedOn;
  return (crosses && common(line.words, held.words) > 0) || sharesNumber(line.words, held.words);
}

/**
 * How well two sources' accounts of one amount agree; null where they can't be the same line. Account, amount and currency
 * are equal already. Texts only tell equal amounts of a day apart: a file and an API word the same line differently.
 */
export function likeness(line: LineText, held: LineText): number | null {
  if (contradicts(line, held) || !daysAgree(line, held)) return null;
  const sameEnd = line.endToEndId !== null && line.endToEndId === held.endToEndId ? 1_000 : 0;
  const sameReference = line.bankReference !== null && line.bankReference === held.bankReference ? 500 : 0;
  const all = Math.max(1, line.words.size + held.words.size);
  return (
    // One day is before all words; only an id that both have is before a day.
    sameEnd +
    sameReference +
    (200 * common(line.words, held.words)) / all -
    20 * daysApart(line.bookedOn, held.bookedOn)
  );
}
