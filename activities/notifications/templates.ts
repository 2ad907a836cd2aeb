import { formatAmount } from '../../domain/money/money.ts';

export interface RenderedMail {
  subject: string;
  text: string;
}

const text = (variables: Record<string, unknown>, name: string) => String(variables[name] ?? '');
const amount = (variables: Record<string, unknown>) =>
  variables.amountMinor && variables.currency
    ? `${formatAmount(Number(variables.amountMinor), text(variables, 'currency'))} ${text(variables, 'currency')}`
    : 'no amount';

const bookingLines = (variables: Record<string, unknown>) =>
  `Booking: ${text(variables, 'bookingId')}\n${text(variables, 'property')}, ${text(variables, 'date')}, ${text(variables, 'shift')}`;

/** A share as per cent, seconds with their unit, a count as it is. */
function figure(variables: Record<string, unknown>, name: string): string {
  const value = Number(variables[name]);
  if (variables.unit === 'rate') return `${Math.round(value * 1000) / 10} %`;
  return variables.unit === 'seconds' ? `${Math.round(value * 10) / 10} s` : String(value);
}

/** Plain-text mails. `baseUrl` is where people reach the API; links carry ids; only a password reset carries a token. */
export function renderMail(template: string, variables: Record<string, unknown>, baseUrl: string): RenderedMail {
  const task = `${baseUrl}/console/reviews/${text(variables, 'taskId')}`;
  const subject = text(variables, 'subject');
  switch (template) {
    case 'review_requested':
      return {
        subject: `Review needed: ${subject}`,
        text: `A dispute waits for your decision.\n\nProposed: ${amount(variables)}\nReview: ${task}\n`,
      };
    case 'review_reminder':
      return { subject: `Still waiting: ${subject}`, text: `A review is still open.\n\nReview: ${task}\n` };
    case 'review_escalated':
      return {
        subject: `Escalated: ${subject}`,
        text: `Nobody has decided this review; it expires without action.\n\nReview: ${task}\n`,
      };
    case 'review_handed_on':
      return {
        subject: `For you to decide: ${subject}`,
        text: `A colleague handed this review on. It is still open and waits for you; their reason stands on its card.\n\nReview: ${task}\n`,
      };
    case 'customer_refunded':
      return {
        subject: 'Your billing dispute',
        text: `We have refunded ${amount(variables)}. It reaches your account within 5 to 10 days.\n`,
      };
    case 'customer_closed':
      return {
        subject: 'Your billing dispute',
        text: 'Your dispute has been checked and closed. Reply to this mail if you have questions.\n',
      };
    case 'dispute_ended':
      return {
        subject: `${subject}: ${text(variables, 'outcome')}`,
        text: `The dispute ended: ${text(variables, 'outcome')}, ${amount(variables)}.\n`,
      };
    case 'money_unknown':
      return {
        subject: `Money outcome unknown: ${subject}`,
        text: `A refund was sent and its outcome could not be found. Look it up at the vendor and answer.\n\nReview: ${task}\n`,
      };
    case 'booking_review_requested':
      return {
        subject: `Payment to check: ${subject}`,
        text: `A booking payment waits for your decision.\n\nPaid: ${amount(variables)}\nReview: ${task}\n`,
      };
    case 'unmatched_payment':
      return {
        subject: `Payment without a booking: ${amount(variables)}`,
        text: `A payment fits no booking (${text(variables, 'reason')}). Please link it by hand, or put it aside.\n\nAmount: ${amount(variables)}\nFrom: ${text(variables, 'sender') || 'unknown'}\nTransaction: ${text(variables, 'transactionId') || 'none'}\nPaid at: ${text(variables, 'paidAt')}\nReview: ${task}\n`,
      };
    case 'alert':
      return {
        subject: `${text(variables, 'severity').toUpperCase()}: ${text(variables, 'rule')}`,
        text: `${text(variables, 'about')}.\n\n${subject ? `Concerns: ${subject}\n` : ''}Now: ${figure(variables, 'value')}, alert above ${figure(variables, 'threshold')}\nAlerts: ${baseUrl}/console/alerts\n`,
      };
    case 'daily_summary':
      return {
        subject: `Bookings on ${text(variables, 'day')}`,
        text: `Payments received: ${text(variables, 'payments_received')}, without a booking: ${text(variables, 'payments_unmatched')}\nBookings made: ${text(variables, 'bookings_created')}\nConfirmed automatically: ${text(variables, 'confirmed_automatically')}, by a person: ${text(variables, 'confirmed_by_hand')}\nExpired: ${text(variables, 'bookings_expired')}, cancelled: ${text(variables, 'bookings_cancelled')}\nMessages that did not arrive: ${text(variables, 'messages_undeliverable')}\n\nIn full: ${baseUrl}/api/v1/admin/reports/daily?day=${text(variables, 'day')}\n`,
      };
    case 'booking_confirmed':
      return {
        subject: `Booking ${text(variables, 'bookingId')} confirmed`,
        text: `Your booking is confirmed.\n\n${bookingLines(variables)}\nPayment: ${amount(variables)}${variables.transactionId ? `, transaction ${text(variables, 'transactionId')}` : ''}\nConfidence: ${variables.confidence == null ? 'checked by a person' : `${text(variables, 'confidence')} of 100`}\nContact of the property: ${text(variables, 'contact')}\n`,
      };
    case 'booking_rejected':
      return {
        subject: `Payment of booking ${text(variables, 'bookingId')} not accepted`,
        text: `We could not accept the payment: ${text(variables, 'reason')}\n\n${bookingLines(variables)}\nPlease pay ${amount(variables)} within ${text(variables, 'windowMinutes')} minutes; the place is held for you until then.\n`,
      };
    case 'booking_expired':
      return {
        subject: `Booking ${text(variables, 'bookingId')} expired`,
        text: `Your booking has expired: no payment arrived within ${text(variables, 'windowMinutes')} minutes.\n\n${bookingLines(variables)}\nTo book again, choose date and shift once more; you get a new booking number.\nThen pay ${amount(variables)} in one payment within ${text(variables, 'windowMinutes')} minutes and name the booking number.\nHave you paid already? Do nothing: we find the payment and come back to you.\n`,
      };
    case 'mailbox_reauth':
      return {
        subject: 'Your mailbox is no longer connected',
        text: 'Google has ended our access to the mailbox you connected, so it is not read any more. Nothing is lost: connect it again where you connected it, and reading goes on where it stopped.\n',
      };
    case 'power_change_requested':
      return {
        subject: 'A change of rights waits for a second person',
        text: `${text(variables, 'summary')}.\n\nIt widens what somebody may do with money, so another administrator must approve it. Nothing has changed yet.\n\nChanges of rights: ${baseUrl}/console/rights\n`,
      };
    case 'power_change_decided':
      return {
        subject: `A change of rights was ${text(variables, 'outcome')}`,
        text: `${text(variables, 'summary')}.\n\nThis change was ${text(variables, 'outcome')}.\n\nChanges of rights: ${baseUrl}/console/rights\n`,
      };
    case 'second_factor_off':
      return {
        subject: 'A second factor was turned off',
        text: `The second factor of ${text(variables, 'name')} is off: ${text(variables, 'by')}.\n\nIf you do not know why, disable the account: ${baseUrl}/console/users\n`,
      };
    case 'address_proof':
      return {
        subject: 'Is this address yours?',
        text: `Somebody signed up with this address. If it was not you, do nothing: the account gets no rights without you.\n\nToken, good once within half an hour: ${text(variables, 'token')}\n\nProve it here, with the password of your sign-up: ${baseUrl}/console/#prove=${text(variables, 'token')}\nOr send token and password to ${baseUrl}/api/v1/auth/address/prove\nIf you do not know the password, somebody else has signed up: ask for a new one with “Forgot password” to take the account.\n`,
      };
    case 'password_reset':
      return {
        subject: 'Set a new password',
        text: `Somebody asked for a new password for this address. If it was not you, do nothing.\n\nToken, good once within 30 minutes: ${text(variables, 'token')}\n\nSet the password here: ${baseUrl}/console/#reset=${text(variables, 'token')}\nOr send the token with the new password to ${baseUrl}/api/v1/auth/password/reset\n`,
      };
    default:
      throw new Error(`unknown mail template ${template}`);
  }
}
