/** Why an item waits: the other side is not here yet. */
export const WAIT_REASONS = {
  no_invoice_yet: 'No open invoice fits this payment so far',
  not_paid_yet: 'No payment for this invoice so far',
  overdue: 'No payment for this invoice, and it is past its due day',
  no_payment_to_return: 'Money went out, and no payment is known that it gives back',
} as const;
export type WaitReason = keyof typeof WAIT_REASONS;

/** Why two sides that are both here do not fit. */
export const MISMATCH_REASONS = {
  amount_differs: 'The amounts differ, and nothing explains by how much',
  currency_differs: 'The currencies differ',
  invoice_already_paid: 'It names an invoice that is paid already',
  invoice_taken: 'Another payment was matched to the invoice it is for',
  too_little_evidence: 'Amounts agree, but too little else says that they belong together',
  no_money: 'It is a line without an amount',
} as const;
export type MismatchReason = keyof typeof MISMATCH_REASONS;

/** Why a person is asked and nothing is proposed. */
export const ASK_REASONS = {
  equal_candidates: 'Several fit equally well',
  several_covers: 'Several sets of invoices or payments add up to the amount',
  covers_overlap: 'The sets that add up share an invoice or a payment',
  search_too_large: 'There are too many invoices or payments to prove that only one set adds up',
  several_payments: 'Several payments name this invoice and come to more than its balance',
  several_payments_to_return: 'Several payments may be meant by what went out',
} as const;
export type AskReason = keyof typeof ASK_REASONS;

/** Why a match is not approved without a person. */
export const NOT_AUTO_REASONS = {
  auto_is_off: 'Approval without a person is off',
  below_auto: 'The score is below what is approved without a person',
  close_candidate: 'Another candidate scores nearly as high',
  twin_invoice: 'The client has another open invoice of the same amount',
  twin_payment: 'Another payment of the same amount names this invoice too',
  named_twice: 'Another payment names this invoice too',
  before_issue: 'It was paid well before the invoice was issued',
  difference: 'The amounts are not equal',
  foreign_currency: 'The currencies are not the same',
  several: 'It joins several invoices or payments',
  money_went_out: 'It opens an invoice again',
  was_returned: 'The payment was given back',
  names_another: 'The reference names another invoice',
  names_none: 'The reference names no invoice',
  payer_differs: 'The payer is not called as the client is',
  payer_unknown: 'Nothing says who paid',
} as const;
/** Why the books leave a match to a person, besides what the pipeline says. */
export const BOOKS_REASONS = {
  instance_auto_is_off: 'Approval without a person is off for this WHMCS instance',
  below_instance_auto: 'The score is below what is approved without a person at this WHMCS instance',
  above_auto_limit: 'It is above what is approved without a person at this WHMCS instance',
  rules_changed: 'The rules have changed since it was proposed',
  above_reviewer_limit: 'It is above the limit of reviewers',
  chosen_by_person: 'A person chose this invoice instead of the one that was proposed',
} as const;
export type NotAutoReason = keyof typeof NOT_AUTO_REASONS;
