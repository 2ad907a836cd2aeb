import { amountsInWords } from './mail/amountWords.ts';
import { decide, type ParsedMail, type Unreadable } from './mail/decide.ts';
import { fieldsOf } from './mail/fields.ts';
import { unitsOf } from './mail/labels.ts';
import { mailAmounts } from './mail/roles.ts';
import { statementsOf } from './mail/statements.ts';
import { ownLines, ownSubject } from './mail/text.ts';

export type { ParsedMail } from './mail/decide.ts';

/** Text of a mail as people see it, decoded; HTML is turned into text before. */
export interface MailText {
  subject: string;
  text: string;
  /** The same mail's other form, where it has one: both must say the same. */
  alternative?: string | null;
  /** False when it may have been cut off: then what stands in its last line may go on. */
  complete: boolean;
}

/** How payment mails of a tenant's provider are read. */
export interface MailRules {
  providerName: string;
  /** Of amounts that stand without any sign or letters beside them, and of signs that several currencies share. */
  currency: string;
  /** Largest believable payment, major units. */
  maximumAmount: number;
}

function readLines(subject: string, lines: readonly string[], complete: boolean, rules: MailRules): ParsedMail {
  const units = [...unitsOf(subject ? [subject] : []), ...unitsOf(lines)];
  return decide({
    said: statementsOf(units),
    amounts: mailAmounts(units, rules),
    fields: fieldsOf(units),
    inWords: amountsInWords([subject, ...lines].join('\n')),
    lastLine: lines.at(-1) ?? '',
    complete,
  });
}

const isEmptyForm = (read: ParsedMail): boolean =>
  (read.kind === 'other' && read.why === 'nothing') || (read.kind === 'unreadable' && read.reason === 'no_amount');

/** Only the sender's own lines count; that money stands in passed-on ones is a reason to ask. */
function readForm(subject: string, body: string, complete: boolean, rules: MailRules): ParsedMail {
  const { own, quoted } = ownLines(body);
  const read = readLines(subject, own, complete, rules);
  if (quoted.length === 0 || !isEmptyForm(read)) return read;
  const inQuotes = readLines('', quoted, true, rules);
  if (inQuotes.kind === 'other' && inQuotes.why === 'nothing') return read;
  return {
    kind: 'unreadable',
    reason: 'quoted',
    found: inQuotes.kind === 'payment' ? inQuotes.payment.found : inQuotes.found,
  };
}

/**
 * Reads a payment provider's mail: subject and body, every amount with its role, currency and sign, every statement
 * about direction and state. It is a payment only when one reading is left; whatever else has money in it is set aside
 * with its reason and the places a person has to look at.
 */
export function parsePaymentMail(mail: MailText, rules: MailRules): ParsedMail {
  const subject = ownSubject(mail.subject);
  const read = readForm(subject, mail.text, mail.complete, rules);
  if (mail.alternative === undefined || mail.alternative === null) return read;
  const other = readForm(subject, mail.alternative, mail.complete, rules);
  if (isEmptyForm(other)) return read;
  if (isEmptyForm(read)) return other;
  if (read.kind !== 'payment') return read;
  if (other.kind !== 'payment') return other;
  const agree =
    read.payment.amountMinor === other.payment.amountMinor && read.payment.currency === other.payment.currency;
  return agree
    ? read
    : { kind: 'unreadable', reason: 'parts_disagree', found: [...read.payment.found, ...other.payment.found] };
}

/** Reasons that do not say that money came in: of strangers' mail they are nothing. */
const NO_CLAIM: ReadonlySet<Unreadable> = new Set(['outgoing', 'not_completed', 'unclear_direction']);

/**
 * What a mail is once it is known from whom it comes. The provider's own mail with an amount in it is never passed over
 * because its wording is not known; of other people's mail only what claims a payment is kept.
 */
export function judgeMail(parsed: ParsedMail, proof: { authenticated: boolean; fromProvider: boolean }): ParsedMail {
  if (parsed.kind === 'unreadable' && !proof.fromProvider && NO_CLAIM.has(parsed.reason))
    return { kind: 'other', why: 'nothing', found: parsed.found };
  const hasAmount =
    parsed.kind === 'other' && parsed.found.some(({ field }) => field === 'amount' || field === 'other_amount');
  if (parsed.kind === 'other' && parsed.why === 'nothing' && proof.authenticated && hasAmount)
    return { kind: 'unreadable', reason: 'unclear_direction', found: parsed.found };
  return parsed;
}
