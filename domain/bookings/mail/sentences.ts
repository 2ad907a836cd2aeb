const ABBREVIATED = '(?<!\\b(?:\\p{L}|rs|no|nos|ref|mr|mrs|ms|dr|inr|pkr|a/c|ac|acct|co|ltd|inc|st|tx|amt)\\.)';
const SENTENCE_END = new RegExp(`${ABBREVIATED}(?<=[.!?؟۔।])\\s+|;\\s+|\\t|,\\s+(?=but\\b)`, 'iu');

/** Sentences of a text with their places in it. */
export function sentencesOf(text: string): { text: string; at: number }[] {
  const found: { text: string; at: number }[] = [];
  let at = 0;
  for (const part of text.split(SENTENCE_END)) {
    const place = text.indexOf(part, at);
    found.push({ text: part, at: place });
    at = place + part.length;
  }
  return found;
}

/** The sentence that a text ends in. */
export const lastSentence = (text: string): string => sentencesOf(text).at(-1)?.text ?? '';

/** The sentence that a text goes on with. */
export const firstSentence = (text: string): string => sentencesOf(text)[0]?.text ?? '';
