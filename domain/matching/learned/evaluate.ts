/** A pair that a scorer claimed, with its probability or score and whether it is true. */
export interface Judged {
  score: number;
  right: boolean;
}

export interface ScorerFigures {
  /** Pairs that are true, claimed or not. */
  truths: number;
  claimed: number;
  /** Best F1 over all thresholds, and its threshold. */
  f1: number;
  f1At: number;
  /** Share of the truths that are found while 99 % (99.9 %) of what is taken is right. */
  recallAt99: number;
  recallAt999: number;
}

const f1Of = (right: number, taken: number, truths: number) => (right === 0 ? 0 : (2 * right) / (taken + truths));

/** Figures over all thresholds, of pairs after claiming. Pairs of one score are taken together: no order among equals. */
export function evaluateScorer(judged: readonly Judged[], truths: number): ScorerFigures {
  const sorted = judged.toSorted((one, other) => other.score - one.score);
  const figures: ScorerFigures = {
    truths,
    claimed: judged.length,
    f1: 0,
    f1At: Number.POSITIVE_INFINITY,
    recallAt99: 0,
    recallAt999: 0,
  };
  let right = 0;
  for (const [at, { score, right: isRight }] of sorted.entries()) {
    if (isRight) right += 1;
    if (sorted[at + 1]?.score === score) continue;
    const taken = at + 1;
    const f1 = f1Of(right, taken, truths);
    if (f1 > figures.f1) Object.assign(figures, { f1, f1At: score });
    if (right >= taken * 0.99) figures.recallAt99 = right / Math.max(1, truths);
    if (right >= taken * 0.999) figures.recallAt999 = right / Math.max(1, truths);
  }
  return figures;
}

/** Share right among the first `count` by score; null when there are fewer. */
export function precisionAt(judged: readonly Judged[], count: number): number | null {
  if (judged.length < count) return null;
  const first = judged.toSorted((one, other) => other.score - one.score).slice(0, count);
  return first.filter(({ right }) => right).length / count;
}

export interface ReliabilityBand {
  from: number;
  pairs: number;
  /** Mean of what was said, and the share that was right. */
  said: number;
  right: number;
}

/** Ten bands of probability: what was said beside what was right. And Brier's score, the mean squared error. */
export function reliabilityOf(judged: readonly Judged[]): { bands: ReliabilityBand[]; brier: number } {
  const bands = Array.from(
    { length: 10 },
    (_, at): ReliabilityBand => ({ from: at / 10, pairs: 0, said: 0, right: 0 }),
  );
  let squares = 0;
  for (const { score, right } of judged) {
    const band = bands[Math.min(9, Math.max(0, Math.floor(score * 10)))] as ReliabilityBand;
    band.pairs += 1;
    band.said += score;
    band.right += right ? 1 : 0;
    squares += (score - (right ? 1 : 0)) ** 2;
  }
  const used = bands.filter(({ pairs }) => pairs > 0);
  return {
    bands: used.map((band) => ({ ...band, said: band.said / band.pairs, right: band.right / band.pairs })),
    brier: squares / Math.max(1, judged.length),
  };
}
