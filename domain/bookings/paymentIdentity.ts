import { nameSimilarity } from '../matching/text.ts';
import type { MailFacts } from './mailFacts.ts';
import { NAME_SIMILARITY } from './paymentFaults.ts';
import { transactionIdOf, transactionKey } from './transactionId.ts';

/** What tells one transfer from another. Instants are ms since the epoch. */
export interface TransferFacts {
  transactionId: string | null;
  amountMinor: number;
  currency: string;
  senderName: string | null;
  mailboxId: string | null;
  paidAtMs: number;
  mail: MailFacts | null;
}

/** A provider that writes the same mail again writes it within this time; later it is a second payment. */
const SAME_NOTICE_MS = 10 * 60_000;
/** Two mailboxes of one tenant get mails about one payment within this time. */
const SAME_MOMENT_MS = 2 * 60_000;

/** The key of a transfer's id at its provider; null when it has none. */
export const keyOf = (transfer: Pick<TransferFacts, 'transactionId'>): string | null => {
  const id = transactionIdOf(transfer.transactionId);
  return id === null ? null : transactionKey(id);
};

const differ = <Value>(left: Value | null | undefined, right: Value | null | undefined): boolean =>
  left != null && right != null && left !== right;

/** Two people: both names are known, and they are not alike. */
export const arePeople = (left: Pick<TransferFacts, 'senderName'>, right: Pick<TransferFacts, 'senderName'>): boolean =>
  left.senderName !== null &&
  right.senderName !== null &&
  nameSimilarity(left.senderName, right.senderName) < NAME_SIMILARITY;

/** Mails with one text: one notice, unless both say who they are and were written at different times. */
function isOneNotice(left: TransferFacts, right: TransferFacts): boolean {
  const apart = Math.abs((left.mail?.dateMs ?? Number.NaN) - (right.mail?.dateMs ?? Number.NaN));
  return !(differ(left.mail?.messageId, right.mail?.messageId) && apart > SAME_NOTICE_MS);
}

/** Two mailboxes that get mails about one amount at one moment, without an id or a name that tells two payments apart. */
const isOneMoment = (left: TransferFacts, right: TransferFacts): boolean =>
  differ(left.mailboxId, right.mailboxId) &&
  left.amountMinor === right.amountMinor &&
  left.currency === right.currency &&
  Math.abs(left.paidAtMs - right.paidAtMs) <= SAME_MOMENT_MS;

/**
 * Whether two mails tell of one transfer: by Message-ID, by the provider's id, by text and time, or by the moment in two
 * mailboxes. An id that two payers share is no id of a transfer but a purpose they wrote.
 */
export function isSameTransfer(left: TransferFacts, right: TransferFacts): boolean {
  const [one, other] = [left.mail?.messageId, right.mail?.messageId];
  if (one != null && one === other) return true;
  const [key, otherKey] = [keyOf(left), keyOf(right)];
  if (differ(key, otherKey)) return false;
  if (arePeople(left, right)) return false;
  if (key !== null && key === otherKey) return true;
  const digest = left.mail?.contentDigest;
  if (digest != null && digest === right.mail?.contentDigest && isOneNotice(left, right)) return true;
  return isOneMoment(left, right);
}

/** A screenshot among these claims names this very transfer and amount: the mail proves it. */
export const provesClaim = (
  payment: Pick<TransferFacts, 'transactionId' | 'amountMinor' | 'currency'>,
  claims: readonly (Pick<TransferFacts, 'transactionId' | 'amountMinor' | 'currency'> & { source: string })[],
): boolean =>
  claims.some(
    (claim) =>
      claim.source === 'screenshot' &&
      keyOf(payment) !== null &&
      keyOf(claim) === keyOf(payment) &&
      claim.amountMinor === payment.amountMinor &&
      claim.currency === payment.currency,
  );
