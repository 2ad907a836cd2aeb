import { createHash } from 'node:crypto';
import { convert } from 'html-to-text';
import PostalMime from 'postal-mime';
import { ParseRefused } from '../../domain/parsing.ts';
import { checkHtml, checkText, HTML_DEPTH, MIME_DEPTH } from './mailBounds.ts';

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

const MAXIMUM_TEXT = 65_536;
const PARTS_HEADER_BYTES = 262_144;
const MESSAGES_IN_MESSAGES = 3;
/** Stands where HTML was deeper than is followed; no mail holds it, so its place is known. */
const LEFT_OUT = '\ue000\ue001';

const textOf = (html: string): string =>
  convert(html, {
    wordwrap: false,
    limits: { maxDepth: HTML_DEPTH * 2, maxChildNodes: 5_000, ellipsis: LEFT_OUT },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, colSpacing: 1 } },
    ],
  });

/** postal-mime with limits below its own; a message beyond them is refused. */
async function takeApart(raw: Buffer) {
  try {
    return await PostalMime.parse(raw, {
      maxNestingDepth: MIME_DEPTH,
      maxHeadersSize: PARTS_HEADER_BYTES,
      maxRfc822NestingDepth: MESSAGES_IN_MESSAGES,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    throw new ParseRefused(
      /nesting/i.test(text) ? 'nested_too_deep' : /header/i.test(text) ? 'headers_too_large' : 'not_a_mail',
    );
  }
}

/** Decodes a raw message (RFC 5322) with whatever encodings and parts it has. Broken ones give what can be read. */
export async function readMessage(raw: Buffer): Promise<ReceivedMail> {
  const mail = await takeApart(raw);
  const plain = mail.text?.trim() ? mail.text : null;
  if (plain === null) checkHtml(mail.html ?? '');
  const text = plain ?? textOf(mail.html ?? '');
  checkText(text);
  const from = mail.from?.address ?? '';
  const subject = mail.subject ?? '';
  const dateMs = Date.parse(mail.date ?? '');
  return {
    from,
    subject,
    text: text.slice(0, MAXIMUM_TEXT),
    complete: text.length <= MAXIMUM_TEXT && !text.includes(LEFT_OUT) && raw.at(-1) === 10,
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
