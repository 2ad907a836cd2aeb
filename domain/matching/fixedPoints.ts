import { type Evidence, type Scored, scoreOf, type Verdict } from './evidence.ts';

/** A rule set of fixed points: what agreement in a field adds. It is data; `version` is stored with every match. */
export interface FixedPoints<Field extends string> {
  version: string;
  points: Readonly<Record<Field, number>>;
  /** The end of the shown scale: a sum above it counts as this. */
  most: number;
}

/**
 * Evidence of one field. `agreement` is true, false, null where one side says nothing, or a share between 0 and 1, which
 * earns that share of the points, rounded to whole ones so that the lines of a waterfall add up to the score.
 */
export function pointsFor<Field extends string>(
  rules: FixedPoints<Field>,
  field: Field,
  agreement: boolean | number | null,
): Evidence {
  const share = typeof agreement === 'number' ? Math.min(1, Math.max(0, agreement)) : agreement ? 1 : 0;
  const verdict: Verdict = agreement === null ? 'unknown' : share === 1 ? 'agree' : share === 0 ? 'disagree' : 'graded';
  return { field, verdict, points: Math.round(rules.points[field] * share) };
}

/** A candidate with its evidence and the sum of its points, at most the end of the scale. */
export const scoredBy = <Candidate>(
  rules: Pick<FixedPoints<string>, 'most'>,
  candidate: Candidate,
  evidence: Evidence[],
): Scored<Candidate> => ({ candidate, score: Math.min(rules.most, scoreOf(evidence)), evidence });

/** True when the evidence of any of these fields has this verdict. */
export const says = (evidence: readonly Evidence[], verdict: Verdict, ...fields: string[]): boolean =>
  evidence.some((one) => one.verdict === verdict && fields.includes(one.field));
