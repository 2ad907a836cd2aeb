import { ASK_REASONS, MISMATCH_REASONS, WAIT_REASONS } from '../matching/invoices/reasons.ts';
import type { PaymentSide, Wait } from './matchStates.ts';

/** Reasons besides those of the pipeline. */
const OWN_REASONS = {
  match_rejected: 'A person has refused what was proposed',
  is_payout: 'It is a payout of Stripe',
  stripe_payout: 'A payout of Stripe, explained by what is inside of it',
  stripe_payout_unexplained: 'A payout of Stripe, and what it is made of does not come to its amount',
  gives_back: 'It gives a payment back: take back its match, or set it aside',
  taken_back: 'What was recorded of it was taken back',
  not_recorded: 'It was approved and could not be recorded at WHMCS',
  amount_changed: 'The bank has changed its amount',
  words_changed: 'The bank tells of another payer or reference',
} as const;

/** Why something has no match, by its code. */
const UNMATCHED_REASONS = { ...WAIT_REASONS, ...MISMATCH_REASONS, ...ASK_REASONS, ...OWN_REASONS } as const;
export type UnmatchedReason = keyof typeof UNMATCHED_REASONS;

const isReason = (code: string): code is UnmatchedReason => Object.hasOwn(UNMATCHED_REASONS, code);
/** A code as people read it; one of an older version reads as it is written. */
export const unmatchedText = (code: string): string =>
  isReason(code) ? UNMATCHED_REASONS[code] : code.replaceAll('_', ' ');

/** What a wait is, in words. */
export const WAIT_WORDS: Readonly<Record<Wait, { tone: 'plain' | 'warn' | 'info'; text: string }>> = {
  expected: { tone: 'plain', text: 'Expected: the other side is not here yet' },
  mismatched: { tone: 'warn', text: 'Mismatched: both are here and disagree' },
  asked: { tone: 'info', text: 'Several fit: somebody chooses' },
};

export type UnmatchedOwner = 'payer' | 'billing' | 'reviewer';
/** Whose turn it is: whoever owes the invoice, whoever writes invoices, or whoever decides at the desk. */
export const ownerOf = (side: PaymentSide | 'invoice', wait: Wait): UnmatchedOwner =>
  wait !== 'expected' ? 'reviewer' : side === 'invoice' ? 'payer' : 'billing';

/** Whose turn it is, in words. */
export const OWNER_WORDS: Readonly<Record<UnmatchedOwner, string>> = {
  payer: 'The client, who owes it',
  billing: 'Whoever writes invoices',
  reviewer: 'Whoever decides at the desk',
};
