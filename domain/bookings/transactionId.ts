import { isCurrency } from '../money/currencies.ts';

const MAXIMUM = 100;

/** Words that stand where somebody had no id to write. Compared without case and punctuation. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  ...['na', 'none', 'null', 'nil', 'nill', 'no', 'noid', 'notavailable', 'notapplicable', 'notgiven', 'notprovided'],
  ...[
    'unknown',
    'undefined',
    'nan',
    'tba',
    'tbd',
    'pending',
    'empty',
    'blank',
    'missing',
    'default',
    'sample',
    'example',
  ],
  ...[
    'dummy',
    'demo',
    'abc',
    'abcd',
    'xyz',
    'asdf',
    'qwerty',
    'cash',
    'payment',
    'transfer',
    'booking',
    'paid',
    'done',
  ],
]);

/** What people write in front of an id. */
const LABEL =
  /^(?:(?:transaction|txn|trx|trans|tid|payment|reference|ref|rrn|utr|stan|receipt|id|no|nr|num|number|code)\b[.:#]*(?:\s+|(?<=[.:#])))+(?=.*\d)/iu;

/** TXN-QRSTUV: letters alone are an id only behind a word that says so. */
const MARKED = /^(?:[a-z]+[-_])*(?:txn|trx|tid|utr|rrn)[-_]?([a-z]{4,})$/i;

/** Our own number of a booking, which customers write as the purpose. */
const BOOKING_NUMBER = /^BK\d{8}\d+$/;
const DATE = /^(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2}(?:\d{2})?)$/;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
/** 27-Nov-2026, 27Nov26, Nov 27, 10:30 AM. */
const NAMED_DATE = new RegExp(
  `^(?:\\d{1,2}(?:st|nd|rd|th)?[-/. ]*${MONTH}[-/., ]*(?:(?:19|20)?\\d{2})?|${MONTH}[-/. ]*\\d{1,2}(?:st|nd|rd|th)?(?:[-/., ]+(?:19|20)\\d{2})?)$`,
  'i',
);
const TIME = /^\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?$/i;
/** Rs 5000, Rs.5000/-, $120, 5,000.00. */
const MONEY = /^(?:(?:rs\.?|\p{Sc})\s*\d[\d,.' ]*(?:\/[-=])?|\d[\d,]*\.\d{2}(?:\/[-=])?|\d{1,7}\/[-=])$/iu;
/** PKR5000. Longer numbers behind three letters are ids. */
const CODED_MONEY = /^([a-z]{3})[\s.]*\d{1,7}(?:\.\d{1,3})?$/i;

/** A date, a time or an amount: two payers write the same. */
function isSaid(text: string): boolean {
  const plain = text.replaceAll(/^[^\p{L}\p{N}\p{Sc}]+|[^\p{L}\p{N}/=-]+$/gu, '');
  const code = CODED_MONEY.exec(plain)?.[1];
  const money = MONEY.test(plain) || (code !== undefined && isCurrency(code.toUpperCase()));
  return money || [DATE, NAMED_DATE, TIME].some((form) => form.test(plain.replace(/[^\p{L}\p{N}.]+$/u, '')));
}

/** Letters and digits of an id, in capitals: two spellings of one id have one key. */
export const transactionKey = (id: string): string =>
  id
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** 0000, 1111, 1234567, 987654: keys somebody pressed because a form wanted some. */
function isFiller(key: string): boolean {
  if (/^(.)\1*$/u.test(key)) return true;
  if (key.length < 4 || !/^\d+$/.test(key)) return false;
  const steps = new Set([...key].slice(1).map((digit, index) => (Number(digit) - Number(key[index]) + 10) % 10));
  return steps.size === 1 && (steps.has(1) || steps.has(9));
}

const isPlaceholder = (key: string): boolean => {
  const lower = key.toLowerCase();
  // "test", "test1", "abc123", "n/a 0": the word alone, or with filling digits.
  const word = lower.replace(/\d+$/, '');
  const digits = lower.slice(word.length);
  return (
    PLACEHOLDERS.has(lower) ||
    /^tests?\d{0,6}$/.test(lower) ||
    (PLACEHOLDERS.has(word) && (digits.length < 4 || isFiller(digits))) ||
    isFiller(key)
  );
};

/** A purpose such as "farm booking 12" or "March rent": words of which at least one has no digit. */
const isMemo = (words: readonly string[]): boolean =>
  words.length > 1 && words.some((word) => /\p{L}{3,}/u.test(word) && !/\p{N}/u.test(word));

/**
 * The provider's id of a transfer in a text, as it is stored; null where the text is no id: a placeholder, a memo, a
 * date, our own booking number. The one judgement of it, for mails and for what customers claim. An id has a digit, or
 * says what it is: any other word is one that two payers may share.
 */
export function transactionIdOf(text: string | null | undefined): string | null {
  const plain = (text ?? '').normalize('NFKC').trim().replace(LABEL, '').trim();
  const words = plain.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (isMemo(words) || isSaid(plain)) return null;
  const key = transactionKey(plain);
  const marked = MARKED.exec(plain)?.[1]?.toLowerCase();
  const named = /\d/.test(key) || (marked !== undefined && !PLACEHOLDERS.has(marked));
  if (key.length < 2 || key.length > MAXIMUM || !named || !/^[A-Z0-9]+$/.test(key)) return null;
  if (isPlaceholder(key) || BOOKING_NUMBER.test(key)) return null;
  return plain.replaceAll(/[^A-Za-z0-9_-]/g, '').replaceAll(/^[-_]+|[-_]+$/g, '');
}
