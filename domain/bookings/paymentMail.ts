import { withoutDates } from './mail/amounts.ts';
import { amountsInWords } from './mail/amountWords.ts';
import { decide, type Found, type ParsedMail, type Unreadable } from './mail/decide.ts';
import { fieldsOf } from './mail/fields.ts';
import { unitsOf } from './mail/labels.ts';
import { mailAmounts } from './mail/roles.ts';
import { statementsOf } from './mail/statements.ts';
import { ownLines, ownSubject } from './mail/text.ts';
import type { MailProof } from './mailAuthentication.ts';

export type { ParsedMail } from './mail/decide.ts';

/** Text of a mail as people see it, decoded; HTML is turned into text before. */
export interface MailText {
  subject: string;
  text: string;
  /** The same mail's other form, where it has one: both must say the same. */
  alternative?: string | null;
  /** What stands in it that people do not see: it may only repeat what they see. */
  hidden?: string;
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

const isAmount = ({ field }: { field: string }): boolean => field === 'amount' || field === 'other_amount';

/** Numbers as money is written, wherever they stand. */
const MONEY_LIKE = /\d[.,]\d{2}(?![\d.,])|\d{1,3}(?:[,']\d{3})+|\p{Sc}\s?\d/u;

/** A mail that says nothing we know still shows where money stands in it. */
function withTraces(read: ParsedMail, lines: readonly string[]): ParsedMail {
  if (read.kind !== 'other' || read.why !== 'nothing' || read.found.some(isAmount)) return read;
  const line = lines.find((one) => MONEY_LIKE.test(withoutDates(one)) || amountsInWords(one).length > 0);
  return line === undefined ? read : { ...read, found: [{ field: 'other_amount', line, from: 0, to: line.length }] };
}

function readLines(subject: string, lines: readonly string[], complete: boolean, rules: MailRules): ParsedMail {
  const units = [...unitsOf(subject ? [subject] : []), ...unitsOf(lines)];
  const read = decide({
    said: statementsOf(units),
    amounts: mailAmounts(units, rules),
    fields: fieldsOf(units),
    inWords: amountsInWords([subject, ...lines].join('\n')),
    lastLine: lines.at(-1) ?? '',
    complete,
  });
  return withTraces(read, [subject, ...lines]);
}

const isEmptyForm = (read: ParsedMail): boolean =>
  (read.kind === 'other' && read.why === 'nothing') || (read.kind === 'unreadable' && read.reason === 'no_amount');

const foundIn = (read: ParsedMail) => (read.kind === 'payment' ? read.payment.found : read.found);

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
    found: foundIn(inQuotes),
  };
}

/** What is read of all forms of a mail that people see. */
function readForms(mail: MailText, rules: MailRules): ParsedMail {
  const subject = ownSubject(mail.subject);
  const read = readForm(subject, mail.text, mail.complete, rules);
  if (mail.alternative === undefined || mail.alternative === null) return read;
  const other = readForm(subject, mail.alternative, mail.complete, rules);
  if (isEmptyForm(read)) return isEmptyForm(other) && foundIn(read).length > 0 ? read : other;
  if (isEmptyForm(other)) return read;
  if (read.kind !== 'payment') return read;
  if (other.kind !== 'payment') return other;
  const agree =
    read.payment.amountMinor === other.payment.amountMinor && read.payment.currency === other.payment.currency;
  return agree
    ? read
    : { kind: 'unreadable', reason: 'parts_disagree', found: [...read.payment.found, ...other.payment.found] };
}

const AGAINST = ['out', 'own', 'reversed', 'failed', 'pending', 'requested', 'odd'] as const;

/** What hidden text says that people do not see elsewhere: another amount, or a word against the payment. */
function onlyHidden(mail: MailText, rules: MailRules): Found[] {
  const units = unitsOf(ownLines(mail.hidden ?? '').own);
  const seen = [mail.subject, mail.text, mail.alternative ?? ''].flatMap((text) => ownLines(text).own).join('\n');
  const said = statementsOf(units);
  return [
    ...mailAmounts(units, rules)
      .filter(({ line, from, to }) => !seen.includes(/\d[\d.,' ]*/u.exec(line.slice(from, to))?.[0].trim() ?? ''))
      .map(({ line, from, to }) => ({ field: 'other_amount' as const, line, from, to })),
    ...AGAINST.flatMap((saying) => said[saying] ?? []).map(({ line, from, to }) => ({
      field: 'state' as const,
      line,
      from,
      to,
    })),
  ];
}

/**
 * Reads a payment provider's mail: subject and body, every amount with its role, currency and sign, every statement
 * about direction and state. It is a payment only when one reading is left; whatever else has money in it is set aside
 * with its reason and the places a person has to look at.
 */
export function parsePaymentMail(mail: MailText, rules: MailRules): ParsedMail {
  const read = readForms(mail, rules);
  if (!mail.hidden || (read.kind === 'other' && read.why !== 'nothing')) return read;
  const hidden = onlyHidden(mail, rules);
  if (hidden.length === 0 || read.kind === 'unreadable') return read;
  if (read.kind === 'other') return { ...read, found: [...read.found, ...hidden].slice(0, 20) };
  return { kind: 'unreadable', reason: 'hidden_text', found: [...hidden, ...foundIn(read)].slice(0, 20) };
}

/** Reasons that do not say that money came in: of strangers' mail they are nothing. */
const NO_CLAIM: ReadonlySet<Unreadable> = new Set(['outgoing', 'not_completed', 'unclear_direction']);

/**
 * What a mail is once it is known from whom it comes. The provider's own mail with an amount in it, from whichever of its
 * addresses, is never passed over because its wording is not known; of other people's mail only what claims a payment is
 * kept.
 */
export function judgeMail(
  parsed: ParsedMail,
  proof: Pick<MailProof, 'authenticated' | 'fromProvider' | 'dkim' | 'spf'>,
): ParsedMail {
  const isProviders = proof.authenticated || proof.dkim === 'pass' || proof.spf === 'pass';
  if (parsed.kind === 'unreadable' && !proof.fromProvider && !isProviders && NO_CLAIM.has(parsed.reason))
    return { kind: 'other', why: 'nothing', found: parsed.found };
  if (parsed.kind === 'other' && parsed.why === 'nothing' && isProviders && parsed.found.some(isAmount))
    return { kind: 'unreadable', reason: 'unclear_direction', found: parsed.found };
  return parsed;
}
