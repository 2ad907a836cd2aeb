/** Unknown is not disagreement: a missing field neither helps nor hurts. Graded is between agreement and disagreement. */
export type Verdict = 'agree' | 'disagree' | 'unknown' | 'graded';

/** What one comparison of two records says of one field. */
export interface Evidence {
  field: string;
  verdict: Verdict;
  /** Added to the score: points of 100 in fixed-point rule sets, bits (log2 of odds) in a learned model. */
  points: number;
  /** Which of the levels of a graded comparison it was, e.g. "3 days". */
  level?: string;
}

export interface Scored<Candidate> {
  candidate: Candidate;
  score: number;
  evidence: Evidence[];
}

export interface Ranking<Candidate> {
  /** Best first; equal scores stand in the order the rules give them. */
  ranked: Scored<Candidate>[];
  /** How many share the best score; 0 when there is no candidate. */
  best: number;
}

/** Adds up evidence: the waterfall that is stored and shown. */
export const scoreOf = (evidence: readonly Evidence[]): number => evidence.reduce((sum, { points }) => sum + points, 0);

/** Orders candidates by score, and equal ones by `tieBreak`, so that the same input always has the same winner. */
export function rank<Candidate>(
  scored: readonly Scored<Candidate>[],
  tieBreak: (left: Candidate, right: Candidate) => number,
): Ranking<Candidate> {
  const ranked = scored.toSorted(
    (left, right) => right.score - left.score || tieBreak(left.candidate, right.candidate),
  );
  const top = ranked[0]?.score;
  return { ranked, best: ranked.filter(({ score }) => score === top).length };
}
