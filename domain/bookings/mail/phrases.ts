/** A list of phrases, searched in any script or, faster, in text that is only ASCII. */
export interface Phrases {
  ascii: RegExp;
  full: RegExp;
}

const EDGE = String.raw`(?:(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])|(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_]))`;

/**
 * Phrases as regular expressions. `\b` in them is the edge of a word in any script; that of regular expressions knows
 * only ASCII.
 */
export function phrases(parts: readonly string[], cases: 'any case' | 'as written' = 'any case'): Phrases {
  const source = parts.join('|');
  const flag = cases === 'any case' ? 'i' : '';
  const inAscii = source
    .replaceAll(/\[((?:\\p\{Script=\w+\})+)\]/g, '[^\\s\\S]')
    .replaceAll('[\\p{L}', '[A-Za-z')
    .replaceAll('\\p{Lu}', '[A-Z]')
    .replaceAll('\\p{L}', '[A-Za-z]');
  return { ascii: new RegExp(inAscii, `g${flag}`), full: new RegExp(source.replaceAll('\\b', EDGE), `gu${flag}`) };
}

// Every character of a mail is looked at here, so this is no regular expression.
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}
const patternFor = (list: Phrases, text: string): RegExp => (isAscii(text) ? list.ascii : list.full);

/** The first of the phrases in a text. */
export function firstOf(list: Phrases, text: string): RegExpExecArray | null {
  const pattern = patternFor(list, text);
  pattern.lastIndex = 0;
  return pattern.exec(text);
}

export const countOf = (list: Phrases, text: string): number => [...text.matchAll(patternFor(list, text))].length;

/** The text with spaces in the place of the phrases: other places stay where they are. */
export const without = (list: Phrases, text: string): string =>
  text.replaceAll(patternFor(list, text), (part) => ' '.repeat(part.length));
