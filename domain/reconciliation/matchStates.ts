/**
 * States of a match. `refused`: approved, and the payment could not be recorded; `undone`: recorded and taken back. What is
 * rejected, superseded, refused or undone holds neither its payment nor its invoice.
 */
export const MATCH_STATES = [
  'proposed',
  'approved',
  'recorded',
  'rejected',
  'superseded',
  'refused',
  'undone',
] as const;
export type MatchState = (typeof MATCH_STATES)[number];

const MOVES: Record<MatchState, readonly MatchState[]> = {
  proposed: ['approved', 'rejected', 'superseded'],
  approved: ['recorded', 'refused'],
  recorded: ['undone'],
  rejected: [],
  superseded: [],
  refused: [],
  undone: [],
};
const matchMayMove = (from: MatchState, to: MatchState): boolean => MOVES[from].includes(to);
/** The states from which a match may come to this one. */
export const matchStatesBefore = (to: MatchState): MatchState[] =>
  MATCH_STATES.filter((from) => matchMayMove(from, to));

/** Where a payment comes from. */
export const PAYMENT_SIDES = ['bank', 'stripe'] as const;
export type PaymentSide = (typeof PAYMENT_SIDES)[number];

/** `asked`: several fit, and nothing is chosen. */
export const WAITS = ['expected', 'mismatched', 'asked'] as const;
export type Wait = (typeof WAITS)[number];

export const MATCH_KINDS = [
  'exact',
  'fee',
  'partial',
  'over',
  'foreign',
  'several_invoices',
  'several_transactions',
  'return',
] as const;
