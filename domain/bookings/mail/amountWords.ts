const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: Record<string, number> = { thousand: 1e3, lakh: 1e5, lac: 1e5, million: 1e6, crore: 1e7 };
const WORD = [...SMALL, ...TENS, 'hundred', ...Object.keys(SCALES)].join('|');
const RUN = new RegExp(String.raw`\b(?:${WORD})(?:[\s-]+(?:and[\s-]+)?(?:${WORD}))+\b`, 'giu');

function numberOf(run: string): number {
  let total = 0;
  let part = 0;
  for (const word of run.toLowerCase().split(/[\s-]+/u)) {
    const scale = SCALES[word];
    if (scale !== undefined) {
      total += part * scale;
      part = 0;
    } else if (word === 'hundred') part *= 100;
    else part += SMALL.includes(word) ? SMALL.indexOf(word) : TENS.includes(word) ? (TENS.indexOf(word) + 2) * 10 : 0;
  }
  return total + part;
}

/** Amounts that stand in words: five hundred, two lakh ten thousand. */
export const amountsInWords = (text: string): number[] =>
  [...text.matchAll(RUN)].map(([run]) => numberOf(run)).filter((value) => value >= 100);
