import { createHash } from 'node:crypto';
import { convert } from 'html-to-text';
import PostalMime from 'postal-mime';
import { singleMailbox } from '../../domain/bookings/mailHeaders.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { type Envelope, envelopeOf } from './envelope.ts';
import { checkHtml, checkText, HTML_DEPTH, MIME_DEPTH } from './mailBounds.ts';
import { seenOf } from './visibleHtml.ts';

/** A mail as it came, decoded. */
export interface ReceivedMail extends Envelope {
  /** Of the one plain mailbox in the one From header; empty where there is another number, a list or a group. */
  from: string;
  subject: string;
  /** What a person reads; made from HTML where there is nothing else. */
  text: string;
  /** The same mail's HTML as text, where there is a text part besides: some write a placeholder into one of them. */
  alternative: string | null;
  /** What stands in its HTML that people do not see, or not all of them; empty where there is nothing. */
  hidden: string;
  /** The message ends with a line break, as all do; one that does not was cut off somewhere. */
  complete: boolean;
  /** Authentication-Results headers, topmost first. */
  authenticationResults: string[];
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
      // Cells stay apart: an amount beside a label is not one word with it.
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, colSpacing: 3 } },
      ...['dt', 'dd', 'summary'].map((selector) => ({
        selector,
        format: 'block',
        options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
      })),
      // Raised cents are no further digits.
      { selector: 'sup', format: 'inlineSurround', options: { prefix: '^', suffix: '' } },
    ],
  });

/** postal-mime with limits below its own; a message beyond them is refused. */
async function takeApart(raw: Buffer) {
  try {
    return await PostalMime.parse(raw, {
      maxNestingDepth: MIME_DEPTH,
      maxHeadersSize: PARTS_HEADER_BYTES,
      maxRfc822NestingDepth: MESSAGES_IN_MESSAGES,
      // What was passed on is a file in the mail, not the word of whoever sent it.
      forceRfc822Attachments: true,
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
  checkHtml(mail.html ?? '');
  const seen = seenOf(mail.html ?? '');
  const html = seen.html.trim() ? textOf(seen.html) : '';
  const hidden = seen.hidden ? textOf(seen.hidden).trim() : '';
  const text = plain ?? html;
  const alternative = plain === null || !html.trim() ? null : html;
  for (const one of [text, alternative ?? '', hidden]) checkText(one);
  const senders = mail.headers.filter((header) => header.key === 'from');
  const from = (senders.length === 1 && singleMailbox(senders[0]?.value ?? '')) || '';
  const subject = mail.subject ?? '';
  return {
    from,
    subject,
    text: text.slice(0, MAXIMUM_TEXT),
    alternative: alternative?.slice(0, MAXIMUM_TEXT) ?? null,
    hidden: hidden.slice(0, MAXIMUM_TEXT),
    complete:
      [text, alternative ?? '', hidden].every((one) => one.length <= MAXIMUM_TEXT && !one.includes(LEFT_OUT)) &&
      raw.at(-1) === 10,
    authenticationResults: mail.headers
      .filter((header) => header.key === 'authentication-results')
      .map((header) => header.value),
    ...envelopeOf(mail),
    contentDigest: createHash('sha256')
      .update(JSON.stringify([from.toLowerCase(), subject.trim(), text.replaceAll(/\s+/g, ' ').trim()]))
      .digest('hex'),
  };
}
