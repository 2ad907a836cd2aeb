import { isCurrency } from '../money/currencies.ts';
import { moneyText } from '../money/moneyText.ts';
import { reasonInWords } from '../money/reasons.ts';
import { capital, oneLine, spaced } from '../words.ts';
import { after } from './clauses.ts';

/** What a sentence about an event is made of. Events of older versions lack what may be null. */
export interface EventParts {
  /** Who did it, for people. */
  who: string;
  /** What it is about, e.g. `the case of Maria Ortiz`; null where nobody knows it any more. */
  about: string | null;
  /** Whose it is, e.g. `Maria Ortiz`; else the same as `about`. */
  whom: string | null;
  /** The amount it names, e.g. `$58.00`. */
  amount: string | null;
  /** A field as it stands: for decisions in code, never to be shown. */
  is(field: string): unknown;
  /** A code as words, e.g. `full refund`. */
  word(field: string): string | null;
  /** A code as a clause after “because”. */
  reason(field: string): string | null;
  /** Somebody's own words, on one short line. */
  text(field: string): string | null;
  count(field: string): number | null;
}

/** One sentence without a full stop. */
export type EventSentence = (event: EventParts) => string;

const AMOUNTS = ['amountMinor', 'totalMinor', 'refund_amount_minor'];
const CURRENCIES = ['currency', 'refund_currency'];

function amountIn(data: Record<string, unknown>): string | null {
  const minor = AMOUNTS.map((field) => data[field]).find((value) => Number.isSafeInteger(value));
  const currency = CURRENCIES.map((field) => data[field]).find((value) => typeof value === 'string');
  return typeof minor === 'number' && minor !== 0 && typeof currency === 'string' && isCurrency(currency)
    ? moneyText(minor, currency)
    : null;
}

export interface EventNames {
  actor: string | null;
  about: string | null;
  whom: string | null;
}

/** Nobody reads a sentence with an id of ours in it. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** What a sentence is made of, from an event's data and the names of who and what. */
export function partsOf(data: unknown, names: EventNames): EventParts {
  const fields = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  const code = (field: string): string | null => {
    const value = fields[field];
    return typeof value === 'string' && value !== '' && !ID.test(value) ? value : null;
  };
  return {
    who: names.actor ?? 'Somebody',
    about: names.about,
    whom: names.whom ?? names.about,
    amount: amountIn(fields),
    is: (field) => fields[field],
    word: (field) => after('', code(field) && spaced(code(field) ?? '')) || null,
    reason: (field) => after('', code(field) && reasonInWords(code(field) ?? '')) || null,
    text: (field) => oneLine(code(field)),
    count: (field) => (Number.isSafeInteger(fields[field]) ? (fields[field] as number) : null),
  };
}

/** A sentence as a list shows it. */
export const saidOf = (sentence: EventSentence, parts: EventParts): string => capital(sentence(parts));
