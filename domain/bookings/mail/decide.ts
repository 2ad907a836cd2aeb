import { currencyExponent } from '../../money/money.ts';
import { isAmountOf, isNumberOf, transactionIdOf } from '../transactionId.ts';
import { type AmountProblem, MANY_AMOUNTS } from './amounts.ts';
import type { Field, FoundField } from './fields.ts';
import type { MailAmount } from './roles.ts';
import type { Place, Statements } from './statements.ts';

/** A line of the mail and the part of it that was read, for people who check. */
export interface Found extends Place {
  field: 'amount' | Field | 'state' | 'direction' | 'other_amount';
}

interface PaymentMail {
  amountMinor: number;
  currency: string;
  transactionId: string | null;
  senderName: string | null;
  senderPhone: string | null;
  receiverAccount: string | null;
  timestamp: string | null;
  found: Found[];
}

/** Why a mail with money in it is no payment before a person has looked. */
const UNREADABLE = [
  'no_amount',
  /** More than one amount or more than one payment, and nothing says which. */
  'two_amounts',
  /** Zero, negative, above what is believable, or with more decimals than the currency has. */
  'amount_out_of_range',
  'unknown_currency',
  /** A number whose form is not known: nobody guesses where its thousands end. */
  'unclear_number',
  'truncated',
  /** Reversed, refunded or disputed. */
  'reversal',
  /** Pending, held, announced, denied or failed. */
  'not_completed',
  /** It also says that money went out, or that it was moved between one's own accounts. */
  'outgoing',
  /** There is an amount, but nothing says that it came in. */
  'unclear_direction',
  /** A sentence in a language that is not read: it may say anything. */
  'unknown_language',
  /** Only text that was passed on says so. */
  'quoted',
  /** Its text and its HTML say different things. */
  'parts_disagree',
  /** What people do not see in it says something else. */
  'hidden_text',
] as const;
export type Unreadable = (typeof UNREADABLE)[number];

/** Why a mail is surely about no money that came in. */
type NoPayment = 'outgoing' | 'failed' | 'requested' | 'nothing';

export type ParsedMail =
  | { kind: 'payment'; payment: PaymentMail }
  /** There is money in it, but no single reading of it as a completed credit. */
  | { kind: 'unreadable'; reason: Unreadable; found: Found[] }
  /** Not about money that came in. */
  | { kind: 'other'; why: NoPayment; found: Found[] };

const FIELD_OF: Record<keyof Statements, Found['field']> = {
  came: 'direction',
  credit_title: 'direction',
  out: 'direction',
  own: 'direction',
  reversed: 'state',
  failed: 'state',
  pending: 'state',
  requested: 'state',
  several: 'state',
  foreign: 'state',
  odd: 'state',
};

/** All that was read from one form of a mail. */
export interface Facts {
  said: Statements;
  amounts: MailAmount[];
  fields: FoundField[];
  /** Amounts that stand in words, major units. */
  inWords: number[];
  lastLine: string;
  complete: boolean;
}

/** Marks for a person: what was said that decides, and every amount. */
function marksOf({ said, amounts, fields }: Facts, ...sayings: (keyof Statements)[]): Found[] {
  const marks: Found[] = sayings.flatMap((saying) => {
    const place = said[saying];
    return place ? [{ field: FIELD_OF[saying], line: place.line, from: place.from, to: place.to }] : [];
  });
  for (const { line, from, to, role } of amounts)
    marks.push({ field: isMoney(role) ? 'amount' : 'other_amount', line, from, to });
  for (const { field, line, from, to } of firstOfEach(fields)) marks.push({ field, line, from, to });
  return marks.slice(0, 20);
}

const firstOfEach = (fields: readonly FoundField[]): FoundField[] =>
  fields.filter((one, at) => fields.findIndex(({ field }) => field === one.field) === at);

const isMoney = (role: MailAmount['role']): boolean => role === 'paid' || role === 'unknown';

/** What speaks against a completed credit, strongest first; null when nothing does. */
function objection(facts: Facts): ParsedMail | null {
  const { said, amounts } = facts;
  const aside = (reason: Unreadable, ...sayings: (keyof Statements)[]): ParsedMail => ({
    kind: 'unreadable',
    reason,
    found: marksOf(facts, ...sayings),
  });
  const other = (why: NoPayment, saying: keyof Statements): ParsedMail => ({
    kind: 'other',
    why,
    found: marksOf(facts, saying),
  });
  const about = said.came !== undefined || amounts.some(({ role }) => isMoney(role));
  const drawn = amounts.some(({ side }) => side === 'out');
  if (about && said.reversed) return aside('reversal', 'reversed');
  const isRead = !said.foreign && !said.credit_title;
  if (about && said.failed && !said.came && said.failed.sure && (isRead || said.failed.field))
    return other('failed', 'failed');
  if (about && said.requested && !said.came && !said.pending && said.requested.sure && isRead)
    return other('requested', 'requested');
  if (about && (said.failed || said.pending || said.requested))
    return aside('not_completed', 'failed', 'pending', 'requested');
  if (about && said.foreign) return aside('unknown_language', 'foreign');
  if (!said.came && isRead && (said.out?.sure || drawn)) return other('outgoing', 'out');
  if (about && (said.out || said.own || drawn)) return aside('outgoing', 'out', 'own');
  return null;
}

/** The paid amount once more, as what could be won or has to be paid: then it may be no payment at all. */
const ELSEWHERE: ReadonlySet<MailAmount['role']> = new Set(['limit', 'offer', 'due', 'price', 'conditional']);

const same = (left: MailAmount, right: MailAmount): boolean =>
  left.reading.kind === 'ok' &&
  right.reading.kind === 'ok' &&
  left.reading.amountMinor === right.reading.amountMinor &&
  left.reading.currency === right.reading.currency;

/** Whether the mail tells of more than one payment, even of equal ones. */
function isSeveral({ said, amounts, fields }: Facts): boolean {
  const rows = new Set(amounts.filter(({ role, row }) => role === 'paid' && row !== null).map(({ row }) => row));
  // A label and a sentence name the same thing in different words; two of one form are two payments.
  const distinct = (field: Field): number =>
    Math.max(
      ...[true, false].map((form) => {
        const values = fields
          .filter((one) => one.field === field && one.labelled === form)
          .map(({ value }) => value.toLowerCase());
        return new Set(values.filter((value) => !values.some((other) => other !== value && other.startsWith(value))))
          .size;
      }),
    );
  if (amounts.length > MANY_AMOUNTS || fields.length > MANY_AMOUNTS) return true;
  return said.several !== undefined || rows.size > 1 || distinct('transaction_id') > 1 || distinct('sender_name') > 1;
}

/** One form of a mail, read from all its facts. */
export function decide(facts: Facts): ParsedMail {
  const against = objection(facts);
  if (against) return against;
  const { said, amounts, fields, lastLine, complete } = facts;
  const aside = (reason: Unreadable): ParsedMail => ({
    kind: 'unreadable',
    reason,
    found: marksOf(facts, 'came', 'credit_title', 'several', 'odd'),
  });
  const paid = amounts.filter(({ role }) => role === 'paid');
  const credit = said.came ?? said.credit_title ?? (paid.some(({ side }) => side === 'in') || undefined);
  const money = amounts.filter(({ role }) => isMoney(role));
  if (!credit)
    return money.length > 0 ? aside('unclear_direction') : { kind: 'other', why: 'nothing', found: marksOf(facts) };
  if (!complete && paid.some(({ line }) => line === lastLine)) return aside('truncated');
  const bad = money.find(({ reading }) => reading.kind === 'bad');
  if (bad?.reading.kind === 'bad') return aside(bad.reading.reason satisfies AmountProblem);
  // An amount that stands alone, in a mail that says that money came.
  const [first] = paid.length > 0 ? paid : money.filter(({ plain }) => plain);
  if (first?.reading.kind !== 'ok') return aside('no_amount');
  if (money.some((amount) => !same(amount, first)) || isSeveral(facts)) return aside('two_amounts');
  const whole = Math.trunc(first.reading.amountMinor / 10 ** currencyExponent(first.reading.currency));
  if (facts.inWords.some((amount) => amount !== whole)) return aside('two_amounts');
  const isElsewhere = (amount: MailAmount) => ELSEWHERE.has(amount.role) && !amount.plain && same(amount, first);
  if (said.odd || money.some(({ plain }) => !plain) || amounts.some(isElsewhere)) return aside('unclear_direction');
  const value = (field: Field) => fields.find((one) => one.field === field)?.value ?? null;
  const transactionId = transactionIdOf(value('transaction_id'));
  const isNumber =
    transactionId !== null &&
    (isNumberOf(transactionId, [value('sender_phone'), value('receiver_account')]) ||
      isAmountOf(transactionId, [first.reading]));
  return {
    kind: 'payment',
    payment: {
      amountMinor: first.reading.amountMinor,
      currency: first.reading.currency,
      transactionId: isNumber ? null : transactionId,
      senderName: value('sender_name'),
      senderPhone: value('sender_phone'),
      receiverAccount: value('receiver_account'),
      timestamp: value('timestamp'),
      found: marksOf(facts, 'came', 'credit_title'),
    },
  };
}
