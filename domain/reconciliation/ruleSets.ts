import type { MatchRules } from '../matching/invoices/schema.ts';

export const RULES_SUBJECT = 'matching-rules';

/** What decides whether a score is reached, besides the score itself. */
const evidenceOf = ({ amount, reference, date, payer }: MatchRules) =>
  JSON.stringify({ amount, reference, date, payer });

/**
 * Whether the machine may approve more by itself afterwards; then a second person approves the change. Where approval without a
 * person is on, every change of what counts as evidence may widen it.
 */
export function widensRules(before: MatchRules, after: MatchRules): boolean {
  const [had, has] = [before.auto, after.auto];
  if (!has.on) return false;
  return (
    !had.on ||
    has.from < had.from ||
    has.margin < had.margin ||
    has.twins !== had.twins ||
    evidenceOf(before) !== evidenceOf(after)
  );
}

/** How a change of the rules is said to whoever approves it. */
export const rulesSentence = ({ auto }: MatchRules): string =>
  `Matches are approved without a person from a score of ${auto.from}, where no other is within ${auto.margin} points`;

/** The name under which a version is stored with every match. */
export const rulesVersion = (version: number): string => `rules-${version}`;
