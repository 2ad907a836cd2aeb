/**
 * How telling it is that two texts agree: agreement in a beginning or word that few others share says more. In bits: log2
 * of the number of all texts over those that share it.
 */
export interface TextRarity {
  bitsOfBeginning: (beginning: string) => number;
  bitsOfWord: (word: string) => number;
}

/** `texts` are all that could have been meant, of both sides, as lower-case words with one space between. */
export function rarityOf(texts: readonly string[]): TextRarity {
  const sorted = texts.toSorted();
  const withWord = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(text.split(' '))) withWord.set(word, (withWord.get(word) ?? 0) + 1);
  const bits = (count: number) => Math.log2(Math.max(1, texts.length) / Math.max(1, count));
  /** First place whose text does not sort before `text`. */
  const placeOf = (text: string) => {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((sorted[middle] as string) < text) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const known = new Map<string, number>();
  return {
    bitsOfBeginning(beginning) {
      const before = known.get(beginning);
      if (before !== undefined) return before;
      const found = bits(placeOf(`${beginning}\uffff`) - placeOf(beginning));
      known.set(beginning, found);
      return found;
    },
    bitsOfWord: (word) => bits(withWord.get(word) ?? 0),
  };
}
