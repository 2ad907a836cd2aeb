import type { ReconcileProblem } from './reconcile.ts';

type Plain =
  // Which charge is paid back is not clear, or the money went back another way.
  | 'charge_unclear'
  | 'chargeback_open'
  | 'credit_given'
  | 'nothing_refundable'
  | 'case_refunded'
  | 'vendor_unavailable'
  // There is no proposal.
  | 'model_refused'
  | 'model_output_invalid'
  | 'model_quota_exhausted'
  | 'openai_credentials'
  | 'openai_invalid_request'
  | 'llm_budget_exhausted'
  | 'llm_cost_cap_exceeded'
  // What was approved was not sent, or came back.
  | 'charge_changed'
  | 'account_changed'
  | 'amount_not_payable'
  | 'refund_failed'
  // What became of a call, or where a refund is recorded.
  | 'money_outcome_unknown'
  | 'billing_payment_unclear';

/** Why money waits for a person. The last three name the error that a step gave up with. */
export type ParkReason =
  | Plain
  | ReconcileProblem
  | `${string}_credentials_refused`
  | `model_unavailable:${string}`
  | `blocked:${string}`;

/** Under these no refund may be approved, whatever a reviewer types. */
const BLOCKING: ReadonlySet<string> = new Set<ParkReason>([
  'chargeback_open',
  'credit_given',
  'nothing_refundable',
  'vendor_unavailable',
  'account_changed',
]);
export const blocksMoney = (reason: string | null): boolean =>
  reason !== null && (BLOCKING.has(reason) || reason.endsWith('_credentials_refused'));

/** Why a vendor's record is missing. A credential that is refused is named: waiting does not mend it, another one does. */
export const vendorReason = (errorCode: string): ParkReason => {
  const vendor = /^(.+)_CREDENTIALS$/.exec(errorCode)?.[1];
  return vendor ? `${vendor.toLowerCase()}_credentials_refused` : 'vendor_unavailable';
};

/** A model that failed is asked again on the same facts; anything else is read afresh first. */
export const isAboutModel = (reason: string | null): boolean =>
  reason !== null && (reason.startsWith('model_') || reason.startsWith('llm_'));

const OF_MODEL: Record<string, ParkReason> = {
  MODEL_QUOTA_EXHAUSTED: 'model_quota_exhausted',
  OPENAI_CREDENTIALS: 'openai_credentials',
  OPENAI_INVALID_REQUEST: 'openai_invalid_request',
};
/** Why there is no proposal when the model's vendor refuses with something that only a person can mend. */
export const modelReason = (errorType: string): ParkReason => OF_MODEL[errorType] ?? `model_unavailable:${errorType}`;
