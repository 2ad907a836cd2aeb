/** The command whose effect is sought. Amounts in ISO minor units. */
interface SoughtEffect {
  idempotencyKey: string;
  payee: string;
  amountMinor: number;
  currency: string;
  firstAttemptAt: Date | null;
}

/** A refund at the vendor that a person says is the effect. */
interface FoundRefund {
  chargeId: string | null;
  amountMinor: number;
  currency: string;
  createdAtMs: number;
  businessKey: string | null;
}

/** The vendor tells whole seconds. A tolerance for clocks would let in what was made just before the first attempt. */
const SECOND_MS = 1_000;

export type AdoptionProblem = 'other_charge' | 'other_amount' | 'owned_by_other' | 'other_key' | 'other_time';

/**
 * Why a refund can't be the effect of a command, or null. Equal charge and amount prove nothing: a charge may be paid back
 * in equal parts. It must belong to no other command, carry this command's key or none, and be made after the first attempt.
 */
export function adoptionProblem(
  command: SoughtEffect,
  refund: FoundRefund,
  ownedByOther: boolean,
  nowMs: number,
): AdoptionProblem | null {
  if (refund.chargeId !== command.payee) return 'other_charge';
  if (refund.amountMinor !== command.amountMinor || refund.currency !== command.currency) return 'other_amount';
  if (ownedByOther) return 'owned_by_other';
  if (refund.businessKey !== null) return refund.businessKey === command.idempotencyKey ? null : 'other_key';
  const since = command.firstAttemptAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const fits = refund.createdAtMs > since - SECOND_MS && refund.createdAtMs <= nowMs + SECOND_MS;
  return fits ? null : 'other_time';
}
