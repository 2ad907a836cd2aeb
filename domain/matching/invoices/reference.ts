/**
 * What a payer writes, read by a grammar: pieces of letters or digits and what stands between them. An invoice number is
 * found only as whole pieces, so "14" is not in "1814", "14.50", "14/03" or "A14".
 */
interface Piece {
  text: string;
  digits: boolean;
  /** What stands between this piece and the one before; empty when they touch. */
  before: string;
}

const MOST_TEXT = 1_000;
const MOST_PIECES = 120;
const MOST_PIECES_OF_A_NUMBER = 8;
/** Words that introduce an invoice number and may touch it. */
const INTRODUCTIONS: ReadonlySet<string> = new Set(
  'INV INVOICE INVNO NO NR NUM NUMBER REF REFERENCE RE RG RN RECHNUNG RECHNUNGSNR FACTURE FACT FAC FACTURA FATTURA FT BILL N RNR'.split(
    ' ',
  ),
);
/** Without a space these join pieces to one longer number, date or amount. */
const JOINER = /^[.,:/\\'’_-]$/;
/** A number of fewer digits, without letters, is a day, a count or a house as often as an invoice. */
const FEWEST_SURE_DIGITS = 5;

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const upper = text.slice(0, MOST_TEXT).normalize('NFKC').toUpperCase();
  for (const found of upper.matchAll(/\p{L}+|\p{Nd}+/gu)) {
    if (pieces.length >= MOST_PIECES) break;
    const before = upper.slice(end, found.index);
    const digits = /\p{Nd}/u.test(found[0]);
    pieces.push({ text: digits ? found[0].replace(/^0+(?=.)/, '') : found[0], digits, before });
    end = found.index + found[0].length;
  }
  return pieces;
}

const keyOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('-');
const digitsIn = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { text, digits }) => sum + (digits ? text.length : 0), 0);

/** How surely a text names an invoice: "weak" is a short bare number, which counts only where the amount agrees exactly. */
export type Naming = 'sure' | 'weak';

/** True when the pieces `from` to `to` (excluded) stand for themselves in the text. */
function isBounded(pieces: readonly Piece[], from: number, to: number): boolean {
  const [first, previous, next] = [pieces[from], pieces[from - 1], pieces[to]];
  if (!first) return false;
  if (previous && (first.before === '' || JOINER.test(first.before))) {
    const introduced = !previous.digits && INTRODUCTIONS.has(previous.text);
    if (!introduced) return false;
  }
  return !next || (next.before !== '' && !(JOINER.test(next.before) && next.digits));
}

export interface ReferenceIndex {
  byKey: ReadonlyMap<string, readonly { index: number; naming: Naming }[]>;
}

/** Numbers of invoices by their pieces, and by their digits alone where those are telling. */
export function indexNumbers(numbers: readonly string[]): ReferenceIndex {
  const byKey = new Map<string, { index: number; naming: Naming }[]>();
  const add = (key: string, index: number, naming: Naming) => {
    const list = byKey.get(key) ?? [];
    if (!list.some((one) => one.index === index)) list.push({ index, naming });
    byKey.set(key, list);
  };
  for (const [index, number] of numbers.entries()) {
    const pieces = piecesOf(number);
    if (pieces.length === 0 || pieces.length > MOST_PIECES_OF_A_NUMBER || !pieces.some(({ digits }) => digits))
      continue;
    const onlyDigits = pieces.filter(({ digits }) => digits);
    const bare = onlyDigits.length === pieces.length;
    add(keyOf(pieces), index, bare && digitsIn(pieces) < FEWEST_SURE_DIGITS ? 'weak' : 'sure');
    // "INV-2025-0014" is often written as 2025-0014, which still tells; 14 alone does not, except with its amount.
    if (!bare) add(keyOf(onlyDigits), index, digitsIn(onlyDigits) < FEWEST_SURE_DIGITS ? 'weak' : 'sure');
  }
  return { byKey };
}

/** Invoices that a text names, by index. The longest number at a place counts, not what is inside it. */
export function namedIn(text: string | null, { byKey }: ReferenceIndex): Map<number, Naming> {
  const named = new Map<number, Naming>();
  if (!text) return named;
  const pieces = piecesOf(text);
  for (let from = 0; from < pieces.length; ) {
    let taken = 0;
    for (let count = Math.min(MOST_PIECES_OF_A_NUMBER, pieces.length - from); count > 0 && taken === 0; count -= 1) {
      const run = pieces.slice(from, from + count);
      const found = byKey.get(keyOf(run));
      if (!found || !isBounded(pieces, from, from + count)) continue;
      taken = count;
      for (const { index, naming } of found) if (named.get(index) !== 'sure') named.set(index, naming);
    }
    from += Math.max(1, taken);
  }
  return named;
}

/** Pieces that touch or are joined, as "INV-2025-0014" or "20.4.2025". */
function joinedRuns(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const isJoined = runs.length > 0 && (piece.before === '' || JOINER.test(piece.before));
    if (isJoined) runs.at(-1)?.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

const MOST_DAY_DIGITS = 2;
/** Three numbers of which two are as short as a day and a month. */
const isDate = (run: readonly Piece[]): boolean =>
  run.length === 3 &&
  run.every(({ digits }) => digits) &&
  run.filter(({ text }) => text.length <= MOST_DAY_DIGITS).length >= 2;

export interface WrittenNumbers {
  /** The last digits of each number that is long enough to be one with a slip in it, without zeros in front. */
  long: string[];
  /** Whether anything in the text looks like the number of a document, long or with letters. */
  any: boolean;
}

/** Fewest digits of a number that has letters before it, as "PO-160". */
const FEWEST_DIGITS_AFTER_LETTERS = 3;

/** What a text has that looks like the number of a document. Days and amounts are none. */
export function writtenNumbers(text: string | null): WrittenNumbers {
  const written: WrittenNumbers = { long: [], any: false };
  for (const run of text === null ? [] : joinedRuns(piecesOf(text))) {
    const last = run.at(-1) as Piece;
    if (!last.digits || isDate(run)) continue;
    if (last.text.length >= FEWEST_SURE_DIGITS - 1) written.long.push(last.text);
    const hasLetters = run.some(({ digits }) => !digits);
    if (last.text.length >= (hasLetters ? FEWEST_DIGITS_AFTER_LETTERS : FEWEST_SURE_DIGITS - 1)) written.any = true;
  }
  return written;
}

/** True when one digit is changed, missing or too many; false for equal ones. */
export function isOneDigitAway(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1);
}
