import { createHash } from 'node:crypto';
import { convert } from 'html-to-text';
import PostalMime from 'postal-mime';

/** A mail as it came, decoded. */
export interface ReceivedMail {
  from: string;
  subject: string;
  /** What a person reads; made from HTML where there is nothing else. */
  text: string;
  /** The message ends with a line break, as all do; one that does not was cut off somewhere. */
  complete: boolean;
  /** Authentication-Results headers, topmost first. */
  authenticationResults: string[];
  /** Addresses in To and Cc, lower case. */
  recipients: string[];
  /** What the Date header says, ms since the epoch; null where it says nothing that can be read. */
  dateMs: number | null;
  messageId: string | null;
  /** The same for one mail in two mailboxes: of its sender, subject and text, not of what servers added. */
  contentDigest: string;
}

const MAXIMUM_TEXT = 20_000;

/** Decodes a raw message (RFC 5322) with whatever encodings and parts it has. Broken ones give what can be read. */
export async function readMessage(raw: Buffer): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  const text = mail.text?.trim()
    ? mail.text
    : convert(mail.html ?? '', {
        wordwrap: false,
        selectors: [
          { selector: 'a', options: { ignoreHref: true } },
          { selector: 'img', format: 'skip' },
          { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, colSpacing: 1 } },
        ],
      });
  const from = mail.from?.address ?? '';
  const subject = mail.subject ?? '';
  const dateMs = Date.parse(mail.date ?? '');
  return {
    from,
    subject,
    text: text.slice(0, MAXIMUM_TEXT),
    complete: text.length <= MAXIMUM_TEXT && raw.at(-1) === 10,
    authenticationResults: mail.headers
      .filter((header) => header.key === 'authentication-results')
      .map((header) => header.value),
    recipients: [...(mail.to ?? []), ...(mail.cc ?? [])]
      .flatMap((one) => one.group ?? [one])
      .flatMap(({ address }) => address?.toLowerCase() ?? []),
    dateMs: Number.isNaN(dateMs) ? null : dateMs,
    messageId: mail.messageId?.trim() || null,
    contentDigest: createHash('sha256')
      .update(JSON.stringify([from.toLowerCase(), subject.trim(), text.replaceAll(/\s+/g, ' ').trim()]))
      .digest('hex'),
  };
}
