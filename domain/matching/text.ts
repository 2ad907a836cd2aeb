/** Lower-case words without accents and punctuation. */
export const words = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1)
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1),
        ),
      );
    previous = current;
  }
  return previous[right.length] ?? 0;
}

const alike = (left: string, right: string): number =>
  left === right ? 1 : 1 - editDistance(left, right) / Math.max(left.length, right.length, 1);

/**
 * How alike two names are, 0 to 1: each word of one finds its best partner in the other, in any order; words without a
 * partner count against it. "john doe" and "Doe,  John" are 1.
 */
export function nameSimilarity(left: string, right: string): number {
  const [few, many] = [words(left), words(right)].toSorted((one, other) => one.length - other.length);
  if (!few?.length || !many?.length) return 0;
  const free = [...many];
  let sum = 0;
  for (const word of few) {
    let [best, likeness] = [0, -1];
    for (const [index, other] of free.entries()) {
      const own = alike(word, other);
      if (own > likeness) [best, likeness] = [index, own];
    }
    free.splice(best, 1);
    sum += likeness;
  }
  return sum / many.length;
}

/** Forms of companies, which banks and invoices write or leave out as they like. */
const COMPANY_FORMS: ReadonlySet<string> = new Set(
  'ab ag as bv co company corp corporation gmbh inc kg limited llc llp ltd nv oy plc pty sa sarl sas spa srl'.split(
    ' ',
  ),
);
const MOST_WORDS = 12;
/** A cut name of fewer letters is the beginning of too many others. */
const FEWEST_CUT_LETTERS = 8;

/** Words of a payer's or client's name that tell it from others; all of them where nothing else is left. */
export function nameWords(name: string): string[] {
  const all = words(name.slice(0, 200)).slice(0, MOST_WORDS);
  const telling = all.filter((word) => !COMPANY_FORMS.has(word));
  return telling.length > 0 ? telling : all;
}

/** Names that begin no word alike are not worth an edit distance. */
const ALIKE_LETTERS = 3;

const beginAlike = (one: string, other: string): boolean => {
  const least = Math.min(ALIKE_LETTERS, Math.max(one.length, other.length));
  for (let at = 0; at < least; at += 1) if (one.charCodeAt(at) !== other.charCodeAt(at)) return false;
  return true;
};

/** How alike a payer and a client are, 0 to 1, by their words. A name that a bank has cut is whole as far as it goes. */
export function payerSimilarity(payer: readonly string[], client: readonly string[]): number {
  const [one, other] = [payer.join(' '), client.join(' ')];
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (one === other) return one === '' ? 0 : 1;
  if (short.length >= FEWEST_CUT_LETTERS && long.startsWith(short)) return 1;
  return payer.some((word) => client.some((own) => beginAlike(word, own))) ? nameSimilarity(one, other) : 0;
}
