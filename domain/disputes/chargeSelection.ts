import type { ChargeFacts, CollectedFacts } from './facts.ts';

export type ChargeChoice =
  | { kind: 'chosen'; charge: ChargeFacts }
  | { kind: 'candidates'; charges: ChargeFacts[] }
  | {
      kind: 'returned_elsewhere';
      charge: ChargeFacts | null;
      reason: 'chargeback_open' | 'credit_given' | 'nothing_refundable';
    };

// A card charge can't be refunded through the network for ever; older ones go to a person.
const MAXIMUM_AGE_DAYS = 180;

export const refundableMinor = (charge: ChargeFacts): number => Math.max(0, charge.amountMinor - charge.refundedMinor);

/**
 * Which charge is paid back (H-33): the case's own charge, else the customer's only charge that fits amount, currency
 * and age, else a person chooses. Never the newest by guess. Money returned another way also goes to a person (H-34).
 */
export function chooseCharge(facts: CollectedFacts): ChargeChoice {
  const { dispute } = facts.crm;
  const fits = (charge: ChargeFacts) =>
    charge.captured &&
    charge.currency === dispute.currency &&
    charge.amountMinor >= dispute.amountMinor &&
    Date.parse(dispute.openedAt) - Date.parse(charge.createdAt) <= MAXIMUM_AGE_DAYS * 86_400_000;
  const named = dispute.chargeId
    ? facts.payments.charges.filter((charge) => charge.chargeId === dispute.chargeId)
    : null;
  const candidates = named ?? facts.payments.charges.filter(fits);
  const [charge, ...others] = candidates;
  if (facts.billing.creditsForCaseMinor > 0)
    return { kind: 'returned_elsewhere', charge: charge ?? null, reason: 'credit_given' };
  if (!charge || others.length > 0 || charge.currency !== dispute.currency)
    return { kind: 'candidates', charges: candidates };
  if (charge.disputed) return { kind: 'returned_elsewhere', charge, reason: 'chargeback_open' };
  if (refundableMinor(charge) === 0) return { kind: 'returned_elsewhere', charge, reason: 'nothing_refundable' };
  return { kind: 'chosen', charge };
}
