import type { Transaction } from '../../db/database.ts';
import { type CaseRefund, refundsOfCase } from '../../db/disputes/caseRefunds.ts';
import { type RunRow, usableCase, usableFacts } from '../../db/disputes/runs.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { shownPayments } from '../../domain/disputes/billingPayment.ts';
import { maximumRefund } from '../../domain/disputes/bounds.ts';
import { chooseCharge, refundableMinor } from '../../domain/disputes/chargeSelection.ts';
import type { ChargeFacts, CollectedFacts, PaymentFacts } from '../../domain/disputes/facts.ts';
import { nameDispute, stepsOnApprove } from '../../domain/disputes/naming.ts';
import type { PromptContext, StoredProposal } from '../../domain/disputes/proposal.ts';
import type { DisputeCase, Resolution } from '../../domain/disputes/schema.ts';
import { moneyText } from '../../domain/money/moneyText.ts';
import { blocksMoney, type ParkReason } from '../../domain/money/parkReasons.ts';
import { payableStep } from '../../domain/money/stripeUnits.ts';
import type { ReviewWarning } from '../../domain/reviews/warnings.ts';
import { refundBounds } from './refundBounds.ts';

/** Payments of an account from which a person chooses. */
const SHOWN_PAYMENTS = 50;

type Proposed = Extract<StoredProposal, { kind: 'proposed' }>;

/** As much of a clause as a reviewer reads on the card. */
const CLAUSE_LENGTH = 600;
function clauseText(content: string): string {
  const text = content.trim();
  return text.length <= CLAUSE_LENGTH ? text : `${text.slice(0, CLAUSE_LENGTH - 1).trimEnd()}…`;
}

interface ChargesShown {
  /** The charge that an approval pays back; null when a person has to choose, or nothing can be chosen. */
  charge: ChargeFacts | null;
  /** A charge the case names that nothing can be paid back to. */
  named: ChargeFacts | null;
  candidates: ChargeFacts[];
  warnings: ReviewWarning[];
  maximumMinor: number;
}

/** Money that the case has had before, in this run or an earlier one. */
const paidBefore = (refunds: readonly CaseRefund[]): ReviewWarning[] =>
  refunds.length === 0
    ? []
    : [
        {
          code: 'already_refunded_case',
          text: `${refunds.map(({ amountMinor, currency }) => `${moneyText(amountMinor, currency)}`).join(' and ')} of this case was paid back before.`,
        },
      ];

async function chargesForReview(
  tx: Transaction,
  processId: string,
  facts: CollectedFacts | null,
): Promise<ChargesShown> {
  const refunds = await refundsOfCase(tx, processId);
  if (!facts) return { charge: null, named: null, candidates: [], warnings: paidBefore(refunds), maximumMinor: 0 };
  const [settings] = await tx.select().from(tenantSettings);
  const { dispute } = facts.crm;
  const choice = chooseCharge(facts);
  const charge = choice.kind === 'candidates' ? null : choice.charge;
  const candidates = choice.kind === 'candidates' ? choice.charges : [];
  const refundable = charge ? refundableMinor(charge) : Math.max(0, ...candidates.map(refundableMinor));
  const maximumMinor = maximumRefund(refundBounds(dispute, refundable, settings, refunds));
  return {
    charge,
    named: choice.kind === 'candidates' ? choice.named : null,
    candidates,
    warnings: [...choice.warnings.map(({ code, text }) => ({ code, text })), ...paidBefore(refunds)],
    maximumMinor,
  };
}

const chargeShown = (charge: ChargeFacts) => ({
  charge_id: charge.chargeId,
  amount_minor: charge.amountMinor,
  refundable_minor: refundableMinor(charge),
  currency: charge.currency,
  created_at: charge.createdAt,
});

const disputeShown = (dispute: DisputeCase) => ({
  type: dispute.disputeType,
  ...(dispute.customerName ? { customer_name: dispute.customerName } : {}),
  amount_minor: dispute.amountMinor,
  currency: dispute.currency,
  text: dispute.description,
  segment: dispute.segment,
});

const proposalShown = ({ action, amountMinor, reason, confidence, policyIds, cutFromMinor }: Resolution) => ({
  action,
  amount_minor: amountMinor,
  reason,
  confidence,
  policy_ids: policyIds,
  cut_from_minor: cutFromMinor,
});

/** What approving does, step by step; without a proposal, what can be done. */
function onApprove(proposed: Proposed | null, dispute: DisputeCase | null): string[] {
  return proposed
    ? stepsOnApprove(proposed.resolution, {
        disputed: dispute,
        charge: proposed.charge,
        writes: dispute?.contactEmail != null,
      })
    : ['There is no proposal: change it to an amount, reject it, or ask the model again'];
}

/** What the reviewer sees: everything the decision is about, and what approving it will do. */
export async function reviewCard(tx: Transaction, run: RunRow, round: number, parkedReason: ParkReason | null) {
  const stored = run.resolutionProposal as StoredProposal | null;
  const proposed = stored?.kind === 'proposed' && stored.round === round && !parkedReason ? stored : null;
  const context = run.promptContext as PromptContext | null;
  const { charge, named, candidates, warnings, maximumMinor } = await chargesForReview(
    tx,
    run.processId,
    usableFacts(run),
  );
  const dispute = usableCase(run);
  const payee = proposed?.charge.chargeId ?? charge?.chargeId ?? null;
  const currency = dispute?.currency ?? null;
  const blocked = blocksMoney(parkedReason);
  const shown = {
    case: { case_id: run.caseId, customer_id: run.customerId, ...(dispute && disputeShown(dispute)) },
    proposal: proposed && proposalShown(proposed.resolution),
    parked_reason: parkedReason,
    money_blocked: blocked,
    payee,
    currency,
    maximum_minor: blocked ? 0 : maximumMinor,
    charges: [proposed?.charge ?? charge ?? named ?? [], candidates].flat(),
    unreadable_charges: ((run.paymentData as Partial<PaymentFacts> | null)?.unreadable ?? []).map(
      ({ record, field, reason }) => `${record}, field ${field}: ${reason}`,
    ),
    /** Amounts are whole multiples of this many minor units: the gateway takes nothing finer. */
    step_minor: currency ? payableStep(currency) : 1,
    candidates: candidates.map(chargeShown),
    ...(warnings.some(({ code }) => code === 'billing_payment_unclear') && {
      billing_payments: shownPayments((usableFacts(run)?.billing.payments ?? []).slice(0, SHOWN_PAYMENTS), payee),
    }),
    similar_cases: context?.similarCases ?? [],
    policies: (context?.policies ?? []).map((policy) => ({
      policy_id: policy.policyId,
      title: policy.title,
      text: clauseText(policy.content),
      relevance: policy.relevance,
    })),
    mock: run.mock,
    on_approve: onApprove(proposed, dispute),
  };
  const atRiskMinor = proposed?.resolution.amountMinor || (dispute?.amountMinor ?? 0);
  return {
    shown,
    warnings,
    payee,
    currency,
    maximumMinor: blocked ? 0 : maximumMinor,
    atRiskMinor,
    named: nameDispute({
      caseId: run.caseId,
      customerId: run.customerId,
      disputed: dispute,
      proposed: proposed?.resolution ?? null,
      parkedReason,
      chargeIds: shown.charges.map(({ chargeId }) => chargeId),
    }),
    proposed,
  };
}
