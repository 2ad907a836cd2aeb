import { refuse } from './refuse.ts';

export interface Decoded {
  text: string;
  encoding: string;
}

const decoded = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** UTF-16 without a mark: every second byte is 0 in what is mostly plain letters. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 2_000);
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 8 && even < odd / 4) return 'utf-16le';
  return even > head.length / 8 && odd < even / 4 ? 'utf-16be' : null;
}

/** Characters of two bytes come in pairs; accents of a Latin text stand alone. */
function looksPaired(bytes: Uint8Array): boolean {
  let [pairs, alone] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x81) continue;
    if ((bytes[at + 1] ?? 0) >= 0x81) {
      pairs += 1;
      at += 1;
    } else alone += 1;
  }
  return pairs >= 3 && pairs > 4 * alone;
}

const MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Bytes that name no encoding, as text. Refuses what is none. */
export function decodeGuessed(bytes: Uint8Array): Decoded {
  const marked = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1] ?? utf16Without(bytes);
  const guesses = marked
    ? [marked]
    : ['utf-8', ...(looksPaired(bytes) ? ['gb18030', 'windows-1252'] : ['windows-1252'])];
  for (const encoding of guesses) {
    const text = decoded(bytes, encoding);
    if (text !== null) return checked({ text: text.replace(/^\ufeff/, ''), encoding });
  }
  return refuse(`the file says that it is ${marked}, and has bytes that are not`);
}

/** Bytes in the encoding that they declare. */
export function decodeDeclared(bytes: Uint8Array, declared: string): Decoded {
  const label = declared.trim().toLowerCase();
  let known: string;
  try {
    known = new TextDecoder(label).encoding;
  } catch {
    return refuse(`the file declares an encoding that is not known: ${declared.slice(0, 30)}`);
  }
  const text = decoded(bytes, known);
  if (text === null) return refuse(`the file declares ${declared.slice(0, 30)}, and has bytes that are not`);
  return checked({ text: text.replace(/^\ufeff/, ''), encoding: known });
}

function checked(read: Decoded): Decoded {
  if (read.text.includes('\u0000')) return refuse('the file has a character that no text has (NUL)');
  return read;
}
