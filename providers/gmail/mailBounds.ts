import { ParseRefused } from '../../domain/parsing.ts';

/** Of the raw message; larger ones are not fetched. */
export const MAXIMUM_MAIL_BYTES = 5_000_000;

const HEADER_BYTES = 131_072;
const HEADER_LINES = 2_000;
const ENCODED_WORDS = 1_000;
export const MIME_DEPTH = 20;
/** Lines that may begin or end a part. */
const PART_LINES = 1_000;
const HTML_CHARS = 1_000_000;
const HTML_TAGS = 20_000;
export const HTML_DEPTH = 100;
const SPAN = 200;
const SPANS = 5_000;
/** Longer runs of text without a line break are no text that a person reads. */
const LINE_CHARS = 100_000;

function refuseAbove(count: number, maximum: number, reason: string): void {
  if (count > maximum) throw new ParseRefused(reason);
}

/** How often `part` stands in `bytes`; stops counting above `maximum`. */
function occurrences(bytes: Buffer, part: string, maximum: number): number {
  let count = 0;
  for (let at = bytes.indexOf(part); at >= 0 && count <= maximum; at = bytes.indexOf(part, at + part.length))
    count += 1;
  return count;
}

/** Where the headers of the message itself end. */
function headerEnd(raw: Buffer): number {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : raw.length;
}

/** Refuses what would cost more to take apart than it can mean. Looks once over the bytes, parses nothing. */
export function checkMailBytes(raw: Buffer): void {
  refuseAbove(raw.length, MAXIMUM_MAIL_BYTES, 'too_large');
  const end = headerEnd(raw);
  refuseAbove(end, HEADER_BYTES, 'headers_too_large');
  const header = raw.subarray(0, end);
  refuseAbove(occurrences(header, '\n', HEADER_LINES), HEADER_LINES, 'too_many_headers');
  refuseAbove(occurrences(header, '=?', ENCODED_WORDS), ENCODED_WORDS, 'too_many_encoded_words');
  refuseAbove(occurrences(raw, '\n--', PART_LINES), PART_LINES, 'too_many_parts');
}

/** Elements whose end is implied: an open one nests nothing. */
const NO_DEPTH = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dd dt option td th tr tbody thead tfoot'.split(
    ' ',
  ),
);

/** Refuses HTML that is larger, deeper or wider than a page people read. */
export function checkHtml(html: string): void {
  refuseAbove(html.length, HTML_CHARS, 'html_too_large');
  let [tags, depth, spans] = [0, 0, 0];
  for (const [, close, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:]*)/gi)) {
    tags += 1;
    refuseAbove(tags, HTML_TAGS, 'too_many_tags');
    if (NO_DEPTH.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (close ? -1 : 1));
    refuseAbove(depth, HTML_DEPTH, 'nested_too_deep');
  }
  for (const [, text = ''] of html.matchAll(/(?:col|row)span\s*=\s*["']?\s*\+?(\d+)/gi)) {
    const span = Number(text);
    spans += span;
    if (span > SPAN || spans > SPANS) throw new ParseRefused('table_too_large');
  }
}

/** Refuses text no person has written: an endless line. */
export function checkText(text: string): void {
  for (let from = 0; from < text.length; ) {
    const at = text.indexOf('\n', from);
    const next = at < 0 ? text.length : at;
    refuseAbove(next - from, LINE_CHARS, 'line_too_long');
    from = next + 1;
  }
}

const FROM_CHARS = 2_000;

/** Whether the first From header names this address: for mail that is not taken apart. */
export function claimsToBeFrom(raw: Buffer, address: string): boolean {
  const head = `\n${raw
    .subarray(0, Math.min(headerEnd(raw), HEADER_BYTES))
    .toString('latin1')
    .toLowerCase()}`;
  const at = head.indexOf('\nfrom:');
  if (at < 0) return false;
  // A header goes on in lines that begin with a space.
  const value = head.slice(at + 1, at + FROM_CHARS).split(/\n(?![ \t])/, 1)[0] ?? '';
  return value.includes(address.toLowerCase());
}
