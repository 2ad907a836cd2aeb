/** Lower-case words without accents and punctuation. */
const words = (text: string): string[] =>
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
  1 - editDistance(left, right) / Math.max(left.length, right.length, 1);

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
    let best = 0;
    for (const [index, other] of free.entries()) if (alike(word, other) > alike(word, free[best] ?? '')) best = index;
    sum += alike(word, free.splice(best, 1)[0] ?? '');
  }
  return sum / many.length;
}
