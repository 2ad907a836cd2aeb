import type { BillingPayment } from './facts.ts';

/** A payment in billing as a reviewer's card shows it. */
export interface ShownPayment {
  payment_id: string;
  charge_id: string | null;
  amount_minor: number | null;
  left_minor: number | null;
  currency: string | null;
  date: string | null;
  /** What there is to know before it is chosen. */
  words: string;
}

const leftOf = ({ amountMinor, refundedMinor = 0 }: BillingPayment): number | null =>
  amountMinor === undefined || amountMinor === null ? null : Math.max(0, amountMinor - refundedMinor);

/** Payments of the account; `chargeId`: the charge that is paid back. */
export const shownPayments = (payments: readonly BillingPayment[], chargeId: string | null): ShownPayment[] =>
  payments.map((payment) => ({
    payment_id: payment.paymentId,
    charge_id: payment.chargeId,
    amount_minor: payment.amountMinor ?? null,
    left_minor: leftOf(payment),
    currency: payment.currency ?? null,
    date: payment.date ?? null,
    words:
      payment.chargeId === null
        ? 'Names no charge'
        : payment.chargeId === chargeId
          ? 'Names this charge'
          : 'Names another charge',
  }));

export type PaymentProblem = 'PAYMENT_NOT_FOUND' | 'PAYMENT_OTHER_CURRENCY' | 'PAYMENT_TOO_SMALL';

/** Why a refund can't be recorded at the payment that a person chose; null where it can. `payments` are those of the account. */
export function paymentProblem(
  paymentId: string,
  payments: readonly ShownPayment[],
  refund: { amountMinor: number; currency: string | null },
): PaymentProblem | null {
  const payment = payments.find((one) => one.payment_id === paymentId);
  if (!payment) return 'PAYMENT_NOT_FOUND';
  if (payment.currency !== refund.currency) return 'PAYMENT_OTHER_CURRENCY';
  return (payment.left_minor ?? 0) >= refund.amountMinor ? null : 'PAYMENT_TOO_SMALL';
}

type RecordPlace = { paymentId: string } | { code: 'PAYMENT_NOT_FOUND' | 'PAYMENT_AMBIGUOUS'; ask: boolean };

/**
 * The payment at which a refund is recorded: the one a person chose, else the only one that names the charge, never one by
 * guess. `answer`: the last answer to a question about it. `ask`: nobody has said yet that there is none.
 */
export function placeOfRecord(
  decision: { payee: string; vendorId: string | null; approvedMinor: number; currency: string },
  answer: { decision: string; vendorId: string | null } | undefined,
  payments: readonly BillingPayment[],
): RecordPlace {
  const { payee, currency, approvedMinor: amountMinor } = decision;
  const [only, ...others] = payments.filter((payment) => payment.chargeId === payee);
  const chosen = answer?.vendorId ?? decision.vendorId;
  const isPayable = chosen && !paymentProblem(chosen, shownPayments(payments, payee), { amountMinor, currency });
  if (answer?.decision !== 'absent' && chosen && isPayable) return { paymentId: chosen };
  if (only && others.length === 0) return { paymentId: only.paymentId };
  return { code: only ? 'PAYMENT_AMBIGUOUS' : 'PAYMENT_NOT_FOUND', ask: answer?.decision !== 'absent' };
}

/** Gates of the tasks that ask, after a refund, which payment in billing it belongs to. */
export const billingGate = (refundCommandId: string, round: number | '%') => `billing/${refundCommandId}/${round}`;
