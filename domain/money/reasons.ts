import { BOOKS_REASONS, NOT_AUTO_REASONS } from '../matching/invoices/reasons.ts';
import { spaced } from '../words.ts';
import type { ParkReason } from './parkReasons.ts';
import { vendorName } from './vendorNames.ts';

type Plain = Exclude<ParkReason, `${string}:${string}` | `${string}_credentials_refused`>;

/** Why money waits for a person, each as a clause after “because”. A reason without words does not compile. */
const PARKED: Record<Plain, string> = {
  charge_unclear: 'it is not clear which charge is meant',
  chargeback_open: 'the customer’s bank has taken the charge back',
  credit_given: 'a credit was given for the case meanwhile',
  nothing_refundable: 'nothing of the charge is left to pay back',
  case_refunded: 'money of this case was paid back before',
  vendor_unavailable: 'a vendor’s record could not be read',
  model_refused: 'the model refused to answer',
  model_output_invalid: 'the model gave no usable answer',
  model_quota_exhausted: 'the model account has no quota left',
  openai_credentials: 'OpenAI refuses our credentials',
  openai_invalid_request: 'OpenAI did not take the question',
  llm_budget_exhausted: 'the model’s budget of the day is spent',
  llm_cost_cap_exceeded: 'the model would cost more than one case may',
  charge_changed: 'the charge changed after the approval',
  account_changed: 'another vendor account was connected meanwhile',
  amount_not_payable: 'the vendor can’t pay this amount',
  refund_failed: 'the refund failed at the vendor after it had been taken',
  money_outcome_unknown: 'nobody knows whether the refund was made',
  billing_payment_unclear: 'it is not clear which payment in billing the refund belongs to',
  no_command: 'the vendor lists a refund that the books do not know',
  missing_at_vendor: 'the vendor does not list a refund that the books hold as made',
  amount_differs: 'the amounts differ',
  ledger_missing: 'the ledger lacks an entry',
  unreadable_record: 'the vendor’s record can’t be read',
};

/** Sentences as clauses: why a person decides about the payment of an invoice. */
const ASKED = Object.fromEntries(
  Object.entries({ ...NOT_AUTO_REASONS, ...BOOKS_REASONS }).map(([code, sentence]) => [
    code,
    sentence.charAt(0).toLowerCase() + sentence.slice(1),
  ]),
);

const REASONS: Partial<Record<string, string>> = {
  ...PARKED,
  ...ASKED,
  // Why a payment has no booking.
  no_match: 'it fits no open booking',
  tie: 'several bookings fit equally well',
  unauthenticated: 'nothing proves who sent the mail',
  unreadable: 'no amount could be read from the mail',
  late: 'it was paid after the time had run out',
  partial: 'it is less than the booking costs',
  over: 'it is more than the booking costs',
  duplicate: 'the same transfer paid before',
  low_confidence: 'it is not sure enough which booking is meant',
  stale: 'the mail was written long before it came',
  misaddressed: 'the mail was not addressed to your mailbox',
  // Why a vendor or a step said no.
  charge_already_refunded: 'the charge has been paid back already',
  charge_disputed: 'the charge is disputed',
  insufficient_funds: 'the vendor account has too little money',
  CASE_ALREADY_REFUNDED: 'the case has an executed refund already',
  CANCELLED: 'the run was cancelled',
  STRIPE_UNAVAILABLE: 'Stripe does not answer',
  STRIPE_RATE_LIMITED: 'Stripe takes no more calls just now',
  STRIPE_CREDENTIALS: 'Stripe refuses our credentials',
  STRIPE_PERMISSION: 'the Stripe account may not do this',
  ZUORA_UNAVAILABLE: 'Zuora does not answer',
  ZUORA_CREDENTIALS: 'Zuora refuses our credentials',
  CRM_CREDENTIALS: 'Salesforce refuses our credentials',
  CRM_UNAVAILABLE: 'Salesforce does not answer',
  CRM_CASE_NOT_FOUND: 'Salesforce has no such case',
  CRM_RECORD_INVALID: 'the case in Salesforce can’t be used as it is',
  REFUND_FAILED: 'the refund failed at the vendor after it had been taken',
};

/** A code as words; one without a sentence of its own is read as it is written. */
export const reasonInWords = (code: string): string => {
  const bare = code.replace(/^(blocked:|BILLING_)/, '');
  const vendor = /^([a-z]+)_credentials_refused$/.exec(bare)?.[1];
  if (vendor) return `${vendorName(vendor)} refuses our credentials`;
  if (bare.startsWith('model_unavailable:')) return 'the model does not answer';
  // A vendor's code may be any word, also one that every object has.
  // Errors and reasons of one name differ in their letters only.
  for (const name of [bare, bare.toLowerCase()]) if (Object.hasOwn(REASONS, name)) return REASONS[name] ?? spaced(bare);
  return spaced(bare);
};
