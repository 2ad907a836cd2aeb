import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/schema/identity.ts';
import { maximumRefund, paysMoney } from '../../domain/disputes/bounds.ts';
import { chooseCharge, refundableMinor } from '../../domain/disputes/chargeSelection.ts';
import type { ChargeFacts } from '../../domain/disputes/facts.ts';
import type { Resolution } from '../../domain/disputes/schema.ts';
import { formatAmount } from '../../domain/money/money.ts';
import { factsOf, type PromptContext, type RunRow, type StoredProposal } from './runState.ts';

/** Reasons under which no refund may be approved, whatever the reviewer types. */
const MONEY_BLOCKED = new Set(['chargeback_open', 'credit_given', 'nothing_refundable', 'vendor_unavailable']);

async function chargesForReview(tx: Transaction, run: RunRow) {
  const [settings] = await tx.select().from(tenantSettings);
  if (!run.crmData || !run.paymentData || !run.billingData)
    return { charge: null, candidates: [] as ChargeFacts[], maximumMinor: 0 };
  const facts = factsOf(run);
  const choice = chooseCharge(facts);
  const charge = choice.kind === 'candidates' ? null : choice.charge;
  const candidates = choice.kind === 'candidates' ? choice.charges : [];
  const refundable = charge ? refundableMinor(charge) : Math.max(0, ...candidates.map(refundableMinor));
  const maximumMinor = maximumRefund({
    disputedMinor: facts.crm.dispute.amountMinor,
    refundableMinor: refundable,
    policyCapMinor: settings?.policyCapMinor ?? null,
    reviewerLimitMinor: settings?.reviewerLimitMinor ?? null,
  });
  return { charge, candidates, maximumMinor };
}

const chargeShown = (charge: ChargeFacts) => ({
  charge_id: charge.chargeId,
  amount_minor: charge.amountMinor,
  refundable_minor: refundableMinor(charge),
  currency: charge.currency,
  created_at: charge.createdAt,
});

/** What approving a proposal does, as a sentence. */
function onApprove({ action, amountMinor, currency }: Resolution, payee: string | null): string {
  if (paysMoney(action))
    return `Pay back ${formatAmount(amountMinor, currency)} ${currency} to charge ${payee ?? 'none'}, then tell the customer`;
  return action === 'escalate'
    ? 'The model is not sure and asks for somebody else: decide it yourself, or hand the case on; it stays open'
    : 'Pay nothing back, close the case and tell the customer';
}

/** What the reviewer sees: everything the decision is about, and what approving it will do. */
export async function reviewCard(tx: Transaction, run: RunRow, round: number, parkedReason: string | null) {
  const stored = run.resolutionProposal as StoredProposal | null;
  const proposed = stored?.kind === 'proposed' && stored.round === round && !parkedReason ? stored : null;
  const context = run.promptContext as PromptContext | null;
  const { charge, candidates, maximumMinor } = await chargesForReview(tx, run);
  const facts = run.crmData ? factsOf(run) : null;
  const payee = proposed?.charge.chargeId ?? charge?.chargeId ?? null;
  const currency = facts?.crm.dispute.currency ?? null;
  const blocked = parkedReason !== null && MONEY_BLOCKED.has(parkedReason);
  const shown = {
    case: facts
      ? {
          case_id: run.caseId,
          customer_id: run.customerId,
          type: facts.crm.dispute.disputeType,
          amount_minor: facts.crm.dispute.amountMinor,
          currency,
          text: facts.crm.dispute.description,
          segment: facts.crm.dispute.segment,
        }
      : { case_id: run.caseId, customer_id: run.customerId },
    proposal: proposed
      ? {
          action: proposed.resolution.action,
          amount_minor: proposed.resolution.amountMinor,
          reason: proposed.resolution.reason,
          confidence: proposed.resolution.confidence,
          policy_ids: proposed.resolution.policyIds,
          cut_from_minor: proposed.resolution.cutFromMinor,
        }
      : null,
    parked_reason: parkedReason,
    money_blocked: blocked,
    payee,
    currency,
    maximum_minor: blocked ? 0 : maximumMinor,
    charges: [...(proposed ? [proposed.charge] : charge ? [charge] : []), ...candidates],
    candidates: candidates.map(chargeShown),
    similar_cases: context?.similarCases ?? [],
    policies: (context?.policies ?? []).map((policy) => ({
      policy_id: policy.policyId,
      title: policy.title,
      relevance: policy.relevance,
    })),
    mock: facts?.crm.mock ?? false,
    on_approve: proposed
      ? onApprove(proposed.resolution, payee)
      : 'There is no proposal: change it to an amount, reject it, or ask the model again',
  };
  const atRiskMinor = proposed?.resolution.amountMinor || (facts?.crm.dispute.amountMinor ?? 0);
  return { shown, payee, currency, maximumMinor: blocked ? 0 : maximumMinor, atRiskMinor, proposed };
}
