import { assertNever } from '../errors/codes.ts';
import { parseAmount } from '../money/money.ts';
import type { ModelAnswer, Resolution, ResolutionAction } from './schema.ts';

/** Every bound on what may be paid back, in minor units; null = no such bound. */
export interface AmountBounds {
  disputedMinor: number;
  refundableMinor: number;
  policyCapMinor: number | null;
  reviewerLimitMinor: number | null;
  /** The gateway takes only whole multiples of this. */
  stepMinor?: number;
}

const toStep = (amountMinor: number, { stepMinor = 1 }: AmountBounds): number =>
  amountMinor - (amountMinor % stepMinor);

/** The most that may be paid back: the smallest of all bounds. */
export function maximumRefund(bounds: AmountBounds): number {
  const all = [bounds.disputedMinor, bounds.refundableMinor, bounds.policyCapMinor, bounds.reviewerLimitMinor];
  return toStep(Math.max(0, Math.min(...all.filter((bound) => bound !== null))), bounds);
}

export const paysMoney = (action: ResolutionAction): boolean => action === 'full_refund' || action === 'partial_refund';

export type BoundedProposal = { ok: true; resolution: Resolution } | { ok: false; problem: string };

/**
 * Puts the bounds of code on a model's answer. The currency must be the case's; the amount is cut to the maximum;
 * actions that pay nothing carry 0. The text of a case or policy can't change any of this.
 */
export function boundProposal(
  answer: ModelAnswer,
  currency: string,
  bounds: AmountBounds,
  knownPolicyIds: readonly string[],
): BoundedProposal {
  if (answer.currency !== currency) return { ok: false, problem: 'wrong currency' };
  let askedMinor: number;
  try {
    askedMinor = parseAmount(answer.amount, currency);
  } catch {
    return { ok: false, problem: 'amount has too many digits' };
  }
  const maximum = maximumRefund(bounds);
  const policyIds = answer.policy_ids.filter((policyId) => knownPolicyIds.includes(policyId));
  const common = { currency, reason: answer.reason, confidence: answer.confidence, policyIds };
  switch (answer.action) {
    case 'no_action':
    case 'escalate':
    case 'credit':
      return { ok: true, resolution: { ...common, action: answer.action, amountMinor: 0, cutFromMinor: null } };
    case 'full_refund':
    case 'partial_refund': {
      const amountMinor = toStep(Math.min(askedMinor, maximum), bounds);
      if (amountMinor === 0) return { ok: false, problem: 'a refund of nothing' };
      return {
        ok: true,
        resolution: {
          ...common,
          action: answer.action,
          amountMinor,
          cutFromMinor: askedMinor > amountMinor ? askedMinor : null,
        },
      };
    }
    default:
      return assertNever(answer.action);
  }
}
