import type { PaymentRow } from '../../db/bookings/schema.ts';

/** When reviewers of payments are reminded; a payment waits without a deadline. */
export const REMIND_AFTER = { remindMs: 24 * 3_600_000, escalateMs: 48 * 3_600_000, expireMs: null } as const;

/** What a reviewer is shown of a payment. Names and numbers of customers are what the decision is about. */
export const paymentCard = (payment: PaymentRow) => ({
  payment_id: payment.id,
  source: payment.source,
  transaction_id: payment.transactionId,
  amount_minor: payment.amountMinor,
  currency: payment.currency,
  sender_name: payment.senderName,
  screenshot_url: payment.screenshotUrl,
  paid_at: payment.paidAt.toISOString(),
  subject: payment.emailSubject,
  evidence: payment.evidence,
});
