import type { bookings } from '../../domain/bookings/area.ts';
import { amount, type RenderMail, taskLink, text } from '../mailText.ts';

const bookingLines = (variables: Record<string, unknown>) =>
  `Booking: ${text(variables, 'bookingId')}\n${text(variables, 'property')}, ${text(variables, 'date')}, ${text(variables, 'shift')}`;

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  booking_review_requested: (variables, baseUrl) => ({
    subject: `Payment to check: ${text(variables, 'subject')}`,
    text: `A booking payment waits for your decision.\n\nPaid: ${amount(variables)}\nReview: ${taskLink(variables, baseUrl)}\n`,
  }),
  unmatched_payment: (variables, baseUrl) => ({
    subject: `Payment without a booking: ${amount(variables)}`,
    text: `A payment fits no booking (${text(variables, 'reason')}). Please link it by hand, or put it aside.\n\nAmount: ${amount(variables)}\nFrom: ${text(variables, 'sender') || 'unknown'}\nTransaction: ${text(variables, 'transactionId') || 'none'}\nPaid at: ${text(variables, 'paidAt')}\nReview: ${taskLink(variables, baseUrl)}\n`,
  }),
  booking_confirmed: (variables) => ({
    subject: `Booking ${text(variables, 'bookingId')} confirmed`,
    text: `Your booking is confirmed.\n\n${bookingLines(variables)}\nPayment: ${amount(variables)}${variables.transactionId ? `, transaction ${text(variables, 'transactionId')}` : ''}\nConfidence: ${variables.confidence == null ? 'checked by a person' : `${text(variables, 'confidence')} of 100`}\nContact of the property: ${text(variables, 'contact')}\n`,
  }),
  booking_rejected: (variables) => ({
    subject: `Payment of booking ${text(variables, 'bookingId')} not accepted`,
    text: `We could not accept the payment: ${text(variables, 'reason')}\n\n${bookingLines(variables)}\nPlease pay ${amount(variables)} within ${text(variables, 'windowMinutes')} minutes; the place is held for you until then.\n`,
  }),
  booking_expired: (variables) => ({
    subject: `Booking ${text(variables, 'bookingId')} expired`,
    text: `Your booking has expired: no payment arrived within ${text(variables, 'windowMinutes')} minutes.\n\n${bookingLines(variables)}\nTo book again, choose date and shift once more; you get a new booking number.\nThen pay ${amount(variables)} in one payment within ${text(variables, 'windowMinutes')} minutes and name the booking number.\nHave you paid already? Do nothing: we find the payment and come back to you.\n`,
  }),
} satisfies Record<keyof typeof bookings.mailTemplates, RenderMail>;
