import { markOf } from './currencies.ts';
import { labelOf } from './labels.ts';

/** Characters nobody sees: they may stand inside a number or a word without changing it. */
const UNSEEN = /(?!\s)\p{Cc}|\p{Cf}|\p{Variation_Selector}|\u034f/gu;
/** A control character that is not inside of a word: what is left of a sign that some program could not write. It is kept. */
const BROKEN = /(?<!\p{L})(?!\s)\p{Cc}|(?!\s)\p{Cc}(?!\p{L})/gu;
const SAME: [RegExp, string][] = [
  // Only ever between thousands.
  [/[\u2018\u2019\u02bc\u00b4\u2032\u0060\u066c]/gu, "'"],
  [/[\u2010-\u2015\u2212\u207b\ufe58\ufe63]/gu, '-'],
  [/[\u060c\ufe50\u3001]/gu, ','],
  [/[\ufe52\u3002\uff61\u06d4]/gu, '.'],
  [/\uffe5/gu, '¥'],
  [/\uffe1/gu, '£'],
  [/\uffe6/gu, '₩'],
  [/\ufe69/gu, '$'],
];

/** Value of a decimal digit of any script: each script has its ten in a row. */
function digitOf(character: string): string {
  let point = character.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - 1)) && value < 50) {
    point -= 1;
    value += 1;
  }
  return String(value % 10);
}

/** One spelling for what looks the same: digits of any script, full-width forms, dashes, quotes, unseen characters. */
const plainText = (text: string): string =>
  SAME.reduce(
    (result, [pattern, by]) => result.replaceAll(pattern, by),
    text
      .replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
      .replaceAll(BROKEN, '\ufffd')
      .replaceAll(UNSEEN, '')
      .replaceAll(/[\uff01-\uff5e]/gu, (wide) => String.fromCodePoint((wide.codePointAt(0) ?? 0) - 0xfee0))
      .replaceAll(/(?!\d)\p{Nd}/gu, digitOf),
  );

const AMOUNT_FIRST = /^\P{L}{0,3}(?:\p{L}{1,4}\W{0,2})?\d/u;
/** Two spaces where one would do: a sentence is no row of a table. */
function withoutSlips(line: string): string {
  const bare = line.trim();
  const gaps = bare.match(/ {2,}/gu) ?? [];
  if (gaps.length === 0 || /[\t|]/u.test(bare)) return line;
  const isNarrow = gaps.every((gap) => gap.length === 2) || (gaps.length === 1 && bare.split(/ +/u).length > 6);
  const first = bare.split(/ {2,}/u)[0] ?? '';
  const { kind } = labelOf(first.replace(/\s*[:=-]\s*$/u, ''));
  const next = bare.slice(first.length).trim();
  const isField = /[:=]$/u.test(first) || (kind === 'amount' ? AMOUNT_FIRST.test(next) : kind !== null);
  return isNarrow && !isField ? bare.replaceAll(/ {2,}/gu, ' ') : line;
}

/** Two spaces and more, a tab or a bar part the cells of a row; they are kept as a tab. One space joins words. */
function cellsApart(line: string): string {
  const bare = line.replace(/^[\s|]+|[\s|]+$/gu, '');
  return (
    bare
      // Bold. A star that stands alone may hide a digit.
      .replaceAll(/(?<![\d.,*])\*{1,2}(\S(?:[^*]{0,200}\S)?)\*{1,2}(?![\d*])/gu, '$1')
      .replaceAll(/\s*\|\s*|\s*\t\s*|\s{2,}/gu, '\t')
      // A currency and its number are one cell.
      .replaceAll(/(?<=(?:^|\t)(?:[A-Z]{3}|Rs\.?|\p{Sc}))\t(?=\d)/gu, ' ')
      .replaceAll(/\s/gu, (space) => (space === '\t' ? space : ' '))
      .replaceAll(/\s*:[ \t]*/gu, (colon, at: number, all: string) =>
        // A clock and an address keep theirs.
        /\d/.test(all[at - 1] ?? '') || all.slice(at).startsWith('://') ? colon : ': ',
      )
      .replace(/^(?:[•·▪◦●‣*]\s*)+/u, '')
      .trim()
  );
}

const FORWARDED =
  /^[\s>]*(?:-{2,}\s*(?:original|forwarded|ursprüngliche|message d'origine|mensaje)\b.*|begin forwarded message\b.*|(?:on|am|le|el)\b.{5,300}\b(?:wrote|schrieb\b.*|a écrit|escribió)\s*:?)\s*$/iu;
/** Heads of a mail inside a mail, as one well-known program writes them. */
const isOldHead = (lines: readonly string[], at: number): boolean =>
  /^\s*from:/i.test(lines[at] ?? '') &&
  ['sent', 'subject'].every((head) =>
    lines.slice(at + 1, at + 6).some((line) => new RegExp(`^\\s*${head}:`, 'i').test(line)),
  );

const QUOTED = /^[\s|]*>/u;

/** Where somebody else's words begin that were only passed on. */
function forwardedAt(lines: readonly string[]): number {
  const at = lines.findIndex(
    (line, place) =>
      FORWARDED.test(line) ||
      (/^\s*on\b/i.test(line) && FORWARDED.test(`${line} ${lines[place + 1] ?? ''}`)) ||
      isOldHead(lines, place),
  );
  return at < 0 ? lines.length : at;
}

/** Words behind which a sentence must go on. */
const GOES_ON =
  /(?:\b(?:of|from|with|by|to|the|your|a|an|and|or|has|have|been|is|was|not|in|into|on|at|for|be|will|you|received|credited|deposited|transferred|sum|amount)\.?|[,(])$/iu;
const LABELLED = /^[^:\d]{2,45}:|\t|^\p{L}[\p{L} ().'&/]{1,30} - \S/u;

const bareWord = (word = ''): string => word.replaceAll(/^[([]+|[)\],;]+$/gu, '');

/** A number and its currency that stand in two lines. */
const partsAmount = (before: string, line: string): boolean =>
  /^(?:dr|cr)\b/iu.test(line) ||
  (/\d$/u.test(before) && /^(?:received|credited|deposited|sent|paid|has been|was|is)\b/u.test(line)) ||
  (/\d(?:\/[-=]|[.,]-)?$/u.test(before) && markOf(bareWord(line.split(' ')[0])) !== null) ||
  (/^\d/u.test(line) && markOf(bareWord(before.split(' ').at(-1))) !== null);

/** Whether a mail program broke the sentence only because its line was full. */
const isWrapped = (before: string, line: string): boolean => {
  if (LABELLED.test(line) || !before.includes(' ')) return false;
  if (partsAmount(before, line)) return true;
  if (labelOf(before).kind !== null || labelOf(line).kind !== null) return false;
  const isEnd = /[.!?:]$/u.test(before.replace(/\b(?:rs|no|ref|a\/c|acct|mr|mrs|ms|dr)\.$/iu, ''));
  if (isEnd) return before.endsWith(':') && (before.length >= 40 || /[.!?]\s/u.test(before)) && AMOUNT_FIRST.test(line);
  const words = before.split(' ').length;
  if (AMOUNT_FIRST.test(line) && words > 3) return true;
  if (GOES_ON.test(before)) return true;
  if (LABELLED.test(before) && before.length < 60) return false;
  return (before.length >= 45 && words > 5) || (/^\p{Ll}/u.test(line) && words > 2);
};

export interface MailLines {
  /** What the sender itself says: one line for each, however it was wrapped. */
  own: string[];
  /** What was passed on or quoted; it is nobody's word here. */
  quoted: string[];
}

function unwrapped(raw: readonly string[]): string[] {
  const lines: string[] = [];
  let fresh = true;
  for (const one of raw) {
    const line = cellsApart(withoutSlips(one));
    const before = lines.at(-1) ?? '';
    if (line && !fresh && isWrapped(before, line)) lines[lines.length - 1] = `${before} ${line}`;
    else if (line) lines.push(line);
    fresh = line === '';
  }
  return lines;
}

/** The lines of a body as they are read. */
export function ownLines(body: string): MailLines {
  // A number whose thousands stand in the next cell or line: kept in one place, where it is seen to be unclear.
  const all = plainText(body)
    .replaceAll(/(?<=\d)\s+(?=[.,]\d{3}(?!\d))/gu, ' ')
    .split('\n');
  const end = forwardedAt(all);
  const isQuoted = (line: string, at: number): boolean => at >= end || QUOTED.test(line);
  return {
    own: unwrapped(all.map((line, at) => (isQuoted(line, at) ? '' : line))),
    quoted: unwrapped(all.filter(isQuoted).map((line) => line.replace(/^[\s|>]+/u, ''))),
  };
}

/** The subject without what programs put before it. */
export const ownSubject = (subject: string): string =>
  plainText(subject)
    .replaceAll(/\s+/gu, ' ')
    .replace(/^(?:\s*(?:fwd?|re|aw|wg|tr)\s*:)+\s*/iu, '')
    .trim();
