import type { Approval, Judged } from '../../books/reviews/kind.ts';
import { paymentProblem, type ShownPayment } from '../../domain/disputes/billingPayment.ts';
import { paysMoney } from '../../domain/disputes/bounds.ts';
import type { ResolutionAction } from '../../domain/disputes/schema.ts';
import type { StoredModification } from '../../domain/disputes/storedModification.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';

interface ShownAction {
  action: ResolutionAction;
  amount_minor: number;
}
/** What a snapshot promises a reviewer, as far as admission needs it. */
interface ShownProposal {
  proposal: ShownAction | null;
  candidates?: { charge_id: string; refundable_minor: number }[];
  money_blocked?: boolean;
  /** Where billing does not say at which payment the refund is recorded: those to choose from. */
  billing_payments?: ShownPayment[];
  /** Amounts are whole multiples of this: the gateway takes nothing finer. */
  step_minor?: number;
}

type Verdict = { ok: true; approval: Approval } | { ok: false; code: ErrorCode };

/** What an approval pays; a payment in billing that was chosen with it must be the account's, be large enough and have the currency. */
function withPayment({ request, snapshot }: Judged, shown: ShownProposal, approval: Approval): Verdict {
  if (request.vendorId === null || !approval.amountMinor) return { ok: true, approval };
  const refund = { amountMinor: approval.amountMinor, currency: snapshot.currency };
  const problem = paymentProblem(request.vendorId, shown.billing_payments ?? [], refund);
  if (problem === null) return { ok: true, approval };
  return { ok: false, code: problem === 'PAYMENT_TOO_SMALL' ? 'AMOUNT_OUT_OF_RANGE' : 'VALIDATION_FAILED' };
}

const NOTHING = { amountMinor: null, payee: null, reason: null } as const;

/** What approving the proposal as it is shown approves. */
function proposedAmount(judged: Judged, shown: ShownProposal, proposal: ShownAction): Verdict {
  const { snapshot } = judged;
  const { action, amount_minor: amountMinor } = proposal;
  // Handing a case on decides nothing: only the API does it, and the case stays open.
  if (action === 'escalate') return { ok: false, code: 'VALIDATION_FAILED' };
  if (!paysMoney(action)) return { ok: true, approval: { ...NOTHING, action } };
  // Bounds may have moved between the proposal and its card.
  if (amountMinor > (snapshot.maximumMinor ?? 0)) return { ok: false, code: 'AMOUNT_OUT_OF_RANGE' };
  return withPayment(judged, shown, { action, amountMinor, payee: snapshot.payee, reason: null });
}

/** What a reviewer's change approves: within the card's bounds, and to a charge that it shows. */
function changedAmount(judged: Judged, shown: ShownProposal, modification: StoredModification): Verdict {
  const { snapshot } = judged;
  const { action, amountMinor, chargeId, reason } = modification;
  if (action === 'escalate') return { ok: false, code: 'VALIDATION_FAILED' };
  if (!paysMoney(action)) return { ok: true, approval: { ...NOTHING, action, reason } };
  const candidate = shown.candidates?.find((charge) => charge.charge_id === chargeId);
  const payee = chargeId ?? snapshot.payee;
  const maximum = Math.min(candidate?.refundable_minor ?? Number.POSITIVE_INFINITY, snapshot.maximumMinor ?? 0);
  const known = payee !== null && (payee === snapshot.payee || candidate !== undefined);
  if (!known || shown.money_blocked) return { ok: false, code: 'VALIDATION_FAILED' };
  const payable = amountMinor > 0 && amountMinor % (shown.step_minor ?? 1) === 0;
  if (!payable || amountMinor > maximum) return { ok: false, code: 'AMOUNT_OUT_OF_RANGE' };
  return withPayment(judged, shown, { action, amountMinor, payee, reason });
}

/** What a decision of a dispute approves, or why it may not. Amounts are minor units of the snapshot's currency. */
export function approvalOf(judged: Judged): Verdict {
  const { request } = judged;
  const shown = judged.shown as ShownProposal;
  const modification = request.modification as StoredModification | null;
  if (request.action === 'approved' && shown.proposal) return proposedAmount(judged, shown, shown.proposal);
  if (request.action === 'modified' && modification) return changedAmount(judged, shown, modification);
  return request.action === 'approved' || request.action === 'modified'
    ? { ok: false, code: 'VALIDATION_FAILED' }
    : { ok: true, approval: { ...NOTHING, action: null } };
}
