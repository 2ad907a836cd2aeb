/**
 * How telling an agreement is: in a beginning, a word or an amount that few others share it says more. In bits: log2 of
 * the number of all items over those that share it.
 */
export interface Rarity {
  bitsOfAmount: (amountMinor: number) => number;
  bitsOfBeginning: (beginning: string) => number;
  bitsOfWord: (word: string) => number;
  /** Of a text whose first word is written as its letter. */
  bitsOfLetterForm: (text: string) => number;
}

/** A text with its first word cut to a letter; null where it has one word only. */
export function letterForm(text: string): string | null {
  const end = text.indexOf(' ');
  return end < 1 ? null : `${text[0]}${text.slice(end)}`;
}

/**
 * `texts` and `amounts` are all that could have been meant. Texts are lower-case words with one space between, amounts
 * minor units.
 */
export function rarityOf(texts: readonly string[], amounts: readonly number[]): Rarity {
  const sorted = texts.toSorted();
  const withWord = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(text.split(' '))) withWord.set(word, (withWord.get(word) ?? 0) + 1);
  const ofForm = new Map<string, number>();
  for (const text of texts) {
    const form = letterForm(text);
    if (form) ofForm.set(form, (ofForm.get(form) ?? 0) + 1);
  }
  const ofAmount = new Map<number, number>();
  for (const amount of amounts) ofAmount.set(amount, (ofAmount.get(amount) ?? 0) + 1);
  const bits = (count: number, all = texts.length) => Math.log2(Math.max(1, all) / Math.max(1, count));
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
    bitsOfAmount: (amountMinor) => bits(ofAmount.get(amountMinor) ?? 0, amounts.length),
    bitsOfLetterForm: (text) => bits(ofForm.get(letterForm(text) ?? '') ?? 0),
    bitsOfWord: (word) => bits(withWord.get(word) ?? 0),
  };
}
