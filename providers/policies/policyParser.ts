import mammoth from 'mammoth';
import { ParseRefused } from '../../domain/parsing.ts';
import { storable } from '../../domain/storable.ts';
import { checkDocx } from './docxBounds.ts';

const MAX_POLICY_BYTES = 5_000_000;
const MAX_TEXT_CHARS = 1_000_000;
const MAX_SECTION_CHARS = 1_400;
/** Stands before every section that is embedded. */
const MAX_TITLE_CHARS = 200;

interface PolicyText {
  title: string;
  category: string;
  sections: string[];
}

const readable = (fileName: string): string =>
  fileName
    .replace(/\.[^.]+$/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
const titleCase = (text: string): string => text.replaceAll(/\b\p{L}/gu, (letter) => letter.toUpperCase());

/** Category of a policy, from words of its title. */
function categoryOf(title: string): string {
  const lower = title.toLowerCase();
  if (/outage|compensation|service/.test(lower)) return 'service';
  if (/histor|precedent/.test(lower)) return 'precedents';
  return /billing|dispute|refund/.test(lower) ? 'billing' : 'general';
}

async function plainText(fileName: string, bytes: Buffer): Promise<string> {
  if (!/\.docx$/i.test(fileName)) {
    const text = bytes.toString('utf8');
    if (text.includes('\u0000') || text.includes('\ufffd')) throw new ParseRefused('not a text file');
    return text;
  }
  checkDocx(bytes);
  try {
    return (await mammoth.extractRawText({ buffer: bytes })).value;
  } catch {
    throw new ParseRefused('not a readable .docx');
  }
}

/** A paragraph in pieces that fit a section, cut between words where it has any. */
function inPieces(paragraph: string): string[] {
  const pieces: string[] = [];
  let rest = paragraph;
  while (rest.length > MAX_SECTION_CHARS) {
    const space = rest.lastIndexOf(' ', MAX_SECTION_CHARS);
    // Without a space: not between the halves of a character.
    const pair = /[\ud800-\udbff]/.test(rest[MAX_SECTION_CHARS - 1] ?? '');
    const end = space > 0 ? space : pair ? MAX_SECTION_CHARS - 1 : MAX_SECTION_CHARS;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

/**
 * Text of a .docx, .md or .txt policy, split into sections of a few paragraphs. Runs in the limited child. Throws
 * ParseRefused with what people read.
 */
export async function parse(input: { fileName: string; content: Uint8Array }): Promise<PolicyText> {
  const { fileName, content } = input;
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!/\.(docx|md|txt)$/i.test(fileName)) throw new ParseRefused('only .docx, .md and .txt are read');
  if (bytes.length > MAX_POLICY_BYTES) throw new ParseRefused('larger than 5 MB');
  const text = (await plainText(fileName, bytes)).replaceAll('\r\n', '\n').trim();
  if (text.length > MAX_TEXT_CHARS) throw new ParseRefused('holds more than a million characters');
  const paragraphs = text
    .split(/\n\s*\n|\n(?=#)/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
  if (paragraphs.length === 0) throw new ParseRefused('it holds no text');
  const heading = paragraphs[0]?.startsWith('# ') ? paragraphs.shift()?.slice(2).split('\n')[0] : undefined;
  const title = (heading?.trim() || titleCase(readable(fileName))).slice(0, MAX_TITLE_CHARS);
  const sections: string[] = [];
  // A file of nothing but a heading is that heading; a long paragraph goes on in the next section, none of it is lost.
  for (const paragraph of (paragraphs.length > 0 ? paragraphs : [text]).flatMap(inPieces)) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + paragraph.length + 1 <= MAX_SECTION_CHARS)
      sections[sections.length - 1] = `${last}\n${paragraph}`;
    else sections.push(paragraph);
  }
  return storable({ title, category: categoryOf(title), sections });
}
