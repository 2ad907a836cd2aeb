import { ParseRefused } from '../../domain/parsing.ts';

const ENTRIES = 2_000;
const UNPACKED_BYTES = 50_000_000;
const ENTRY_BYTES = 20_000_000;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_BYTES = 22;
const COMMENT_BYTES = 65_535;
const ENTRY_HEADER_BYTES = 46;
/** What Office writes around a document with a password. */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Refuses a .docx by its table of contents, before anything is unpacked: too many entries, too much inside, a password.
 * A table that lies about sizes is met by the child's memory limit.
 */
export function checkDocx(bytes: Buffer): void {
  if (bytes.subarray(0, 8).equals(COMPOUND_FILE)) throw new ParseRefused('protected by a password, or not a .docx');
  let end = -1;
  for (let at = bytes.length - END_BYTES; at >= Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES); at -= 1)
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) {
      end = at;
      break;
    }
  if (end < 0) throw new ParseRefused('not a readable .docx');
  const entries = bytes.readUInt16LE(end + 10);
  if (entries > ENTRIES) throw new ParseRefused('holds too many files');
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  for (let index = 0; index < entries; index += 1) {
    if (at + ENTRY_HEADER_BYTES > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new ParseRefused('not a readable .docx');
    if (bytes.readUInt16LE(at + 8) & 1) throw new ParseRefused('protected by a password');
    const unpacked = bytes.readUInt32LE(at + 24);
    total += unpacked;
    if (unpacked > ENTRY_BYTES || total > UNPACKED_BYTES) throw new ParseRefused('unpacks to too much');
    at += ENTRY_HEADER_BYTES + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}
