import type { ParkReason } from '../money/parkReasons.ts';
import { warningsOf } from '../reviews/warnings.ts';
import { hasCredit, judgeCharge, mayBePaidBack, refundableMinor } from './chargeSelection.ts';
import type { ChargeFacts, CollectedFacts } from './facts.ts';

/** An approval of money; the amount is minor units of the currency. */
export interface ApprovedMoney {
  id: string;
  payee: string;
  approvedMinor: number;
  currency: string;
  overrideReason: string | null;
}

/** What the approval was shown, as far as sending needs it. */
export interface ShownCharges {
  charges?: ChargeFacts[];
  payee?: string | null;
}

const sameCharge = (shown: ChargeFacts, now: ChargeFacts) =>
  shown.amountMinor === now.amountMinor &&
  shown.refundedMinor === now.refundedMinor &&
  shown.currency === now.currency &&
  !now.disputed;

/** What now speaks against sending although it did not when the money was approved; null = nothing does. */
export function problemSince(
  decision: ApprovedMoney,
  shown: ShownCharges,
  now: ChargeFacts,
  facts: CollectedFacts,
): Extract<ParkReason, 'chargeback_open' | 'credit_given' | 'charge_changed'> | null {
  if (now.disputed) return 'chargeback_open';
  if (hasCredit(facts.billing)) return 'credit_given';
  const before = shown.charges?.find((charge) => charge.chargeId === decision.payee);
  if (!before || !sameCharge(before, now) || decision.approvedMinor > refundableMinor(now)) return 'charge_changed';
  const warnings = judgeCharge(now, facts);
  if (!mayBePaidBack(warnings)) return 'charge_changed';
  // A reason lifts only the warnings that were read; another candidate than the proposed one has only billing's.
  const ofPayee = shown.payee === decision.payee;
  const read = decision.overrideReason
    ? warningsOf(shown).filter(({ code }) => ofPayee || code === 'billing_payment_unclear')
    : [];
  return warnings.every(({ code }) => read.some((known) => known.code === code)) ? null : 'charge_changed';
}
