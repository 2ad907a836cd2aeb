/** Why what was recorded is taken back: a person asked, or the payment itself went back. */
export const RETURN_REASONS = ['asked', 'refunded', 'disputed'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export const RETURN_STATES = ['proposed', 'approved', 'recorded', 'rejected', 'refused'] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

export const RETURN_REASON_WORDS: Readonly<Record<ReturnReason, string>> = {
  asked: 'A person asked to take it back',
  refunded: 'The payment was refunded at Stripe',
  disputed: 'The payer’s bank has taken the payment back, or is asking for it',
};

/** What stands at one invoice of a match; amounts in minor units of the match. */
export interface RecordedPart {
  invoiceId: string;
  recordedMinor: number;
  /** Taken back before, or being taken back. */
  returnedMinor: number;
}
export interface ReturnPart {
  invoiceId: string;
  amountMinor: number;
}

/** At which invoices so much is taken back: from the last one backwards. Less than `amountMinor` where less stands there. */
export function returnParts(parts: readonly RecordedPart[], amountMinor: number): ReturnPart[] {
  const found: ReturnPart[] = [];
  let left = amountMinor;
  for (const { invoiceId, recordedMinor, returnedMinor } of parts.toReversed()) {
    const taken = Math.min(left, recordedMinor - returnedMinor);
    if (taken > 0) found.unshift({ invoiceId, amountMinor: taken });
    left -= Math.max(0, taken);
  }
  return found;
}

/** A recorded match whose payments brought less than they did when it was made. Amounts of payments in their own currency. */
export interface LostMatch {
  recordedMinor: number;
  paidMinor: number;
  /** What the payments still bring. */
  leftMinor: number;
  /** Taken back before, being taken back, or kept by a person who refused to take it back; in the match's currency. */
  answeredMinor: number;
  /** Whether payments and invoices are in different currencies. */
  foreign: boolean;
}

/**
 * How much more of what was recorded is not paid any more, in minor units of the match. What was paid too much goes back first;
 * of a payment in another currency the same share goes back, rounded down.
 */
export function lostMinor({ recordedMinor, paidMinor, leftMinor, answeredMinor, foreign }: LostMatch): number {
  if (paidMinor <= 0 || leftMinor >= paidMinor) return 0;
  const stays = foreign
    ? recordedMinor - Number((BigInt(recordedMinor) * BigInt(paidMinor - leftMinor)) / BigInt(paidMinor))
    : Math.min(recordedMinor, Math.max(0, leftMinor));
  return Math.max(0, recordedMinor - stays - answeredMinor);
}
