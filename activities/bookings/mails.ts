import type { bookings } from '../../domain/bookings/area.ts';
import { placeAndDay } from '../../domain/bookings/naming.ts';
import { amount, day, type RenderMail, reason, taskLink, text } from '../mailText.ts';

const bookingLines = (variables: Record<string, unknown>) =>
  `${text(variables, 'property')}, ${day(variables, 'date')}, ${text(variables, 'shift')}\nBooking: ${text(variables, 'bookingId')}`;

/** `White Palace on 28 Nov`. */
const placeOf = (variables: Record<string, unknown>) =>
  placeAndDay({ property: text(variables, 'property') || null, date: text(variables, 'date') });

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  booking_review_requested: (variables, baseUrl) => ({
    subject: `To check: does ${amount(variables)} pay a booking?`,
    text: `A booking payment waits for your decision.\n\nPaid: ${amount(variables)}\nDecide: ${taskLink(variables, baseUrl)}\nBooking: ${text(variables, 'subject')}\n`,
  }),
  unmatched_payment: (variables, baseUrl) => ({
    subject: `${amount(variables)} without a booking`,
    text: `A payment has no booking${reason(variables) && `: ${reason(variables)}`}. Please link it by hand, or put it aside.\n\nAmount: ${amount(variables)}\nFrom: ${text(variables, 'sender') || 'unknown'}\nTransaction: ${text(variables, 'transactionId') || 'none'}\nPaid on: ${day(variables, 'paidAt')}\nReview: ${taskLink(variables, baseUrl)}\n`,
  }),
  booking_confirmed: (variables) => ({
    subject: `Confirmed: ${placeOf(variables)}`,
    text: `Your booking is confirmed.\n\n${bookingLines(variables)}\nPayment: ${amount(variables)}${variables.transactionId ? `, transaction ${text(variables, 'transactionId')}` : ''}\nConfidence: ${variables.confidence == null ? 'checked by a person' : `${text(variables, 'confidence')} of 100`}\nContact of the property: ${text(variables, 'contact')}\n`,
  }),
  booking_rejected: (variables) => ({
    subject: `Payment not accepted: ${placeOf(variables)}`,
    text: `We could not accept the payment: ${text(variables, 'reason')}\n\n${bookingLines(variables)}\nPlease pay ${amount(variables)} within ${text(variables, 'windowMinutes')} minutes; the place is held for you until then.\n`,
  }),
  booking_expired: (variables) => ({
    subject: `Expired: ${placeOf(variables)}`,
    text: `Your booking has expired: no payment arrived within ${text(variables, 'windowMinutes')} minutes.\n\n${bookingLines(variables)}\nTo book again, choose date and shift once more; you get a new booking number.\nThen pay ${amount(variables)} in one payment within ${text(variables, 'windowMinutes')} minutes and name the booking number.\nHave you paid already? Do nothing: we find the payment and come back to you.\n`,
  }),
} satisfies Record<keyof typeof bookings.mailTemplates, RenderMail>;
