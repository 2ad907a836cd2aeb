/** What the mailbox knows of a mail besides its text: stored with the payment as `evidence.mail`. No personal data. */
export interface MailFacts {
  /** When Gmail received it, ms since the epoch: nobody outside can choose it. */
  receivedAtMs: number;
  /** What its Date header says; null where that can't be read. */
  dateMs: number | null;
  /** To, or a Cc that was signed, names the connected address or another of the mailbox. A mail that was only forwarded or replayed into the mailbox names another. */
  addressed: boolean;
  messageId: string | null;
  /** Of sender, subject and text: equal for one mail in two mailboxes. */
  contentDigest: string;
  /** Gmail's labels when it was read. */
  labels: string[];
}

/** Mail with one of these is never a payment: written here, sent from here, or put aside by Gmail or by a person. */
const NO_PAYMENT: Record<string, string> = { DRAFT: 'draft', SENT: 'sent', SPAM: 'spam', TRASH: 'trash' };

/** Why mail with these labels is not looked at; null when it came in and is kept. */
export const ignoredFor = (labels: readonly string[]): string | null =>
  labels.map((label) => NO_PAYMENT[label]).find((reason) => reason !== undefined) ?? null;

/** One spelling of an address: lower case, without a `+tag`, and without dots where Gmail passes them over. */
function plainAddress(address: string): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  const local = lower.slice(0, at).replace(/\+.*$/, '');
  const domain = lower.slice(at + 1).replace(/^googlemail\.com$/, 'gmail.com');
  return `${domain === 'gmail.com' ? local.replaceAll('.', '') : local}@${domain}`;
}

/** Whether one of the recipients is this mailbox, by any of its addresses. */
export function isAddressedTo(recipients: readonly string[], addresses: readonly string[]): boolean {
  const own = new Set(addresses.filter((address) => address.includes('@')).map(plainAddress));
  return recipients.some((recipient) => own.has(plainAddress(recipient)));
}
