/** A payment at an invoice that a person says is the one that was sent. Amounts in minor units of the invoice's currency. */
export interface AdoptedPayment {
  id: string;
  transactionId: string;
  amountMinor: number;
}

export type PaymentAdoptionProblem = 'not_at_vendor' | 'several' | 'other_amount' | 'owned_by_other' | 'other_key';

/** Ours begin so (`transactionIdOf`): one with another id of ours is another payment. */
const OURS = 'cs-';

/**
 * Why what a person named can't be the payment of a command, or null. It is one payment of the same amount that no other command
 * stands for, under the id that was sent or one that is none of ours.
 */
export function paymentAdoptionProblem(
  command: { amountMinor: number; transactionId: string },
  found: readonly AdoptedPayment[],
  ownedByOther: boolean,
): PaymentAdoptionProblem | null {
  const [payment] = found;
  if (!payment) return 'not_at_vendor';
  if (found.length > 1) return 'several';
  if (payment.amountMinor !== command.amountMinor) return 'other_amount';
  if (ownedByOther) return 'owned_by_other';
  const isOther = payment.transactionId.startsWith(OURS) && payment.transactionId !== command.transactionId;
  return isOther ? 'other_key' : null;
}
