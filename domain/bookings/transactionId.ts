import { isCurrency } from '../money/currencies.ts';
import { currencyExponent } from '../money/money.ts';

const MAXIMUM = 100;
/** Two payers soon have the same of anything shorter that is digits alone: a number of a list, a room, a day. */
const FEWEST_DIGITS = 4;

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

/** Names that cameras, phones and programs give to the picture of a receipt. */
const FILE_WORD =
  '(?:img|image|pic|picture|photo|scan|scanned|screen|screenshot|capture|snap|dsc|dscn|dscf|pxl|mvimg|vid|video|whatsapp|wa|file|doc|document|attachment|receipt|slip|untitled|page|copy|signal|telegram|fb)';
/** image1, IMG_1234, scan2, IMG-20261127-WA0003, Screenshot_20261127-101010, receipt.pdf. */
const FILE_NAME = new RegExp(`^${FILE_WORD}(?:[-_ ()]*(?:${FILE_WORD}|e?\\d+|at|of))*[-_ ()]*$`, 'i');
const FILE_END = /\.(?:jpe?g|png|gif|webp|heic|heif|bmp|tiff?|pdf|docx?|mp4)$/i;

/** +92 300 1234567, 0092 300 1234567, 0300-1234567: with a country code, or with the one 0 in front of an area. */
const PHONE = /^(?:\+[1-9]\d{7,14}|00[1-9]\d{9,12}|0[1-9]\d{8,9})$/;
const YEAR = /^(?:19|20)\d{2}$/;

/** Words in front of a number of a phone, or of an account that is one. */
const PHONE_LABEL = /^(?:tel|phone|mobile|mob|cell|whatsapp|contact|call|a\/?c|acc|acct|account)[\s.:#-]*/i;
const isPhone = (text: string): boolean => PHONE.test(text.replace(PHONE_LABEL, '').replaceAll(/[\s().-]/g, ''));
const isFileName = (text: string): boolean => FILE_END.test(text) || FILE_NAME.test(text);

/** Digits that tell two numbers of phones apart, however much of a country code each has. */
const phoneEnd = (text: string): string => text.replaceAll(/\D/g, '').slice(-9);

/** Whether an id is one of these numbers of phones or accounts, which a person writes again and again. */
export const isNumberOf = (id: string, numbers: readonly (string | null | undefined)[]): boolean =>
  /^[+\d\s().-]+$/.test(id) &&
  numbers.some((number) => number != null && phoneEnd(number).length === 9 && phoneEnd(number) === phoneEnd(id));

/** Whether an id is one of these amounts in figures: everybody who pays as much may write it. */
export const isAmountOf = (id: string, amounts: readonly { amountMinor: number; currency: string }[]): boolean =>
  amounts.some(({ amountMinor, currency }) => {
    const whole = String(Math.trunc(amountMinor / 10 ** currencyExponent(currency)));
    return transactionKey(id).replace(new RegExp(`^(?:RS|${currency})0*|^0+|(?:RS|${currency})$`, 'g'), '') === whole;
  });

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
 * What somebody wrote as the id of a transfer, as it is stored, however short; null for a placeholder, a memo, a date, an
 * amount or our own booking number. Two that differ in one mail are two payments. Has a digit, or says what it is.
 */
export function writtenIdOf(text: string | null | undefined): string | null {
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

/**
 * The provider's id of a transfer in a text, as it is stored; null where the text is no id: besides what `writtenIdOf` says,
 * a phone number, a year, the name of a picture, or digits alone that are fewer than four. The one judgement of it, for mails
 * and for what customers claim: two payers may share any of these. T1 is one: small providers count so. A payment whose id is not taken is matched by
 * what else it says; an id that is none may give a booking to somebody else.
 */
export function transactionIdOf(text: string | null | undefined): string | null {
  const id = writtenIdOf(text);
  const plain = (text ?? '').normalize('NFKC').trim().replace(LABEL, '').trim();
  // Also as it is stored: without what stood between its parts it may read as an amount or a number of a phone.
  if (id === null || writtenIdOf(id) === null) return null;
  if ([plain, id].some((form) => isPhone(form) || isFileName(form))) return null;
  const key = transactionKey(id);
  const tooFew = /^\d+$/.test(key) && key.length < FEWEST_DIGITS;
  return tooFew || YEAR.test(key) ? null : id;
}
