import type { decisionRequests, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { paymentProblem, type ShownPayment } from '../../domain/disputes/billingPayment.ts';
import { paysMoney } from '../../domain/disputes/bounds.ts';
import type { ResolutionAction } from '../../domain/disputes/schema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { ReviewKind, StoredLink, StoredModification } from '../../domain/reviews/decision.ts';

export interface Judged {
  task: typeof reviewTasks.$inferSelect;
  request: typeof decisionRequests.$inferSelect;
  snapshot: typeof reviewSnapshots.$inferSelect;
  /** The snapshot, read. */
  shown: unknown;
}

/** What a snapshot promises a reviewer, as far as admission needs it. */
interface ShownProposal {
  proposal: { action: ResolutionAction; amount_minor: number } | null;
  candidates?: { charge_id: string; refundable_minor: number }[];
  money_blocked?: boolean;
  /** Where billing does not say at which payment the refund is recorded: those to choose from. */
  billing_payments?: ShownPayment[];
  /** Amounts are whole multiples of this: the gateway takes nothing finer. */
  step_minor?: number;
}

/** What a decision approves: amounts are minor units of the snapshot's currency, `payee` a charge or a booking. */
export interface Approval {
  ok: true;
  action: ResolutionAction | null;
  amountMinor: number | null;
  payee: string | null;
}
type Verdict = Approval | { ok: false; code: ErrorCode };

/** What an approval pays; a payment in billing that was chosen with it must be the account's, be large enough and have the currency. */
function withPayment({ request, snapshot }: Judged, shown: ShownProposal, approval: Approval): Verdict {
  if (request.vendorId === null || !approval.amountMinor) return approval;
  const refund = { amountMinor: approval.amountMinor, currency: snapshot.currency };
  const problem = paymentProblem(request.vendorId, shown.billing_payments ?? [], refund);
  if (problem === null) return approval;
  return { ok: false, code: problem === 'PAYMENT_TOO_SMALL' ? 'AMOUNT_OUT_OF_RANGE' : 'VALIDATION_FAILED' };
}

/** The amount a decision approves, or why it may not. Amounts are minor units of the snapshot's currency. */
function approvedAmount(judged: Judged, shown: ShownProposal): Verdict {
  const { request, snapshot } = judged;
  const nothing = { ok: true, amountMinor: null, payee: null } as const;
  const modification = request.modification as StoredModification | null;
  if (request.action === 'approved' && shown.proposal) {
    const { action, amount_minor: amountMinor } = shown.proposal;
    // Handing a case on decides nothing: only the API does it, and the case stays open.
    if (action === 'escalate') return { ok: false, code: 'VALIDATION_FAILED' };
    if (!paysMoney(action)) return { ...nothing, action };
    // Bounds may have moved between the proposal and its card.
    if (amountMinor > (snapshot.maximumMinor ?? 0)) return { ok: false, code: 'AMOUNT_OUT_OF_RANGE' };
    return withPayment(judged, shown, { ok: true, action, amountMinor, payee: snapshot.payee });
  }
  if (request.action === 'modified' && modification) {
    if (modification.action === 'escalate') return { ok: false, code: 'VALIDATION_FAILED' };
    if (!paysMoney(modification.action)) return { ...nothing, action: modification.action };
    const candidate = shown.candidates?.find((charge) => charge.charge_id === modification.chargeId);
    const payee = modification.chargeId ?? snapshot.payee;
    const maximum = candidate
      ? Math.min(candidate.refundable_minor, snapshot.maximumMinor ?? 0)
      : (snapshot.maximumMinor ?? 0);
    const known = payee !== null && (payee === snapshot.payee || candidate !== undefined);
    if (!known || shown.money_blocked) return { ok: false, code: 'VALIDATION_FAILED' };
    const payable = modification.amountMinor > 0 && modification.amountMinor % (shown.step_minor ?? 1) === 0;
    if (!payable || modification.amountMinor > maximum) return { ok: false, code: 'AMOUNT_OUT_OF_RANGE' };
    const { action, amountMinor } = modification;
    return withPayment(judged, shown, { ok: true, action, amountMinor, payee });
  }
  return request.action === 'approved' || request.action === 'modified'
    ? { ok: false, code: 'VALIDATION_FAILED' }
    : { ...nothing, action: null };
}

/** Which booking a decision about a payment speaks of. */
const linkedBooking = ({ request, snapshot }: Judged): string | null =>
  request.action === 'modified'
    ? ((request.modification as StoredLink | null)?.bookingId ?? null)
    : request.action === 'approved'
      ? snapshot.payee
      : null;

/** Kinds of tasks that are about money for a booking. */
const BOOKING_KINDS = ['booking_payment', 'unmatched_payment'] as const;
type BookingKind = (typeof BOOKING_KINDS)[number];
export const bookingKind = (kind: ReviewKind): BookingKind | null => BOOKING_KINDS.find((one) => one === kind) ?? null;

/** What a decision approves, or why it may not. */
export const approvalOf = (judged: Judged): Verdict =>
  bookingKind(judged.task.kind)
    ? { ok: true, action: null, amountMinor: null, payee: linkedBooking(judged) }
    : approvedAmount(judged, judged.shown as ShownProposal);
