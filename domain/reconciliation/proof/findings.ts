/** Whose turn it is: who reads and connects, who decides at the desk, who writes invoices, who owes, or who runs the installation. */
type FindingOwner = 'connections' | 'reviewer' | 'billing' | 'payer' | 'operator';

/** Where to look. */
type FindingPlace = 'account' | 'transaction' | 'payment' | 'payout' | 'invoice' | 'match' | 'connection' | 'run';

interface FindingEntry {
  text: string;
  next: string;
  owner: FindingOwner;
  /** False: it is money on its way, and known to be. */
  isOpen: boolean;
}

const open = (owner: FindingOwner, text: string, next: string): FindingEntry => ({ text, next, owner, isOpen: true });
const known = (owner: FindingOwner, text: string, next: string): FindingEntry => ({ text, next, owner, isOpen: false });

/** Every kind of residual, in the order in which they are shown: what is not known first, then what is wrong, then what waits. */
export const FINDINGS = {
  nothing_to_compare: open('connections', 'There is nothing to compare with', 'Connect it, or import its statements'),
  source_needs_consent: open('connections', 'It may not be read any more', 'Connect it again'),
  source_consent_over: open('connections', 'Its consent has ended by its day', 'Connect it again'),
  source_failing: open('connections', 'Its last reading failed', 'See why under connections, and read it again'),
  source_not_read: open('connections', 'It was not read since', 'Read it now'),
  account_not_told: open('connections', 'Nothing tells of its last days', 'Import the statement of these days'),
  statement_gap: open(
    'connections',
    'Days of which no statement and no reading tells',
    'Import the statement of these days',
  ),
  statement_does_not_add_up: open(
    'connections',
    'A statement whose balances and lines do not add up',
    'Ask the bank for it again',
  ),
  record_unreadable: open('connections', 'Records that could not be read', 'Put them right where they come from'),
  balance_not_told: open('connections', 'No balance of the account is told', 'Import a statement with balances'),
  balance_old: open('connections', 'The balance is from before the last days', 'Read the account again'),
  opening_not_told: open('connections', 'No balance to begin with is told', 'Import a statement with balances'),
  balance_differs: open(
    'operator',
    'Opening balance and lines do not come to what the bank says is there',
    'Compare the lines: countersign banks audit',
  ),
  line_currency_differs: open('operator', 'A line in another currency than its account', 'Ask the bank what it is'),
  line_state_differs: open('operator', 'A line and its match contradict each other', 'Start the matching again'),

  outcome_unknown: open(
    'reviewer',
    'Nobody knows whether a payment was recorded',
    'Answer the task about it, or wait for its look-up',
  ),
  payment_not_sent: open('operator', 'An approved payment that has not been sent to WHMCS', 'See its run'),
  approved_not_recorded: open('operator', 'A match is approved, and its payment is not recorded', 'See its run'),
  recorded_without_payment: open(
    'operator',
    'A match counts as recorded, and WHMCS was sent nothing for it',
    'Compare with WHMCS',
  ),
  recorded_amount_differs: open('operator', 'Another amount was recorded than the match says', 'Compare with WHMCS'),
  part_not_recorded: open(
    'reviewer',
    'A part of an approved payment that WHMCS refused, and that was let go',
    'Give it back, or record it at WHMCS by hand',
  ),
  return_waits: open('reviewer', 'What is to be taken back waits for a second person', 'Decide it'),
  return_not_recorded: open('operator', 'It is to be taken back at WHMCS, and was not yet', 'See its run'),
  returned_amount_differs: open(
    'operator',
    'Another amount was taken back at WHMCS than was decided',
    'Compare with WHMCS',
  ),
  recorded_twice: open('operator', 'A payment was recorded at one invoice twice', 'Take one of them back at WHMCS'),
  recorded_without_approval: open('operator', 'A payment was recorded that nobody approved', 'Find out who sent it'),
  recorded_above_approval: open('operator', 'More was recorded than was approved', 'Take the difference back at WHMCS'),
  recorded_without_match: open(
    'operator',
    'A payment was recorded that belongs to no match',
    'Find out what it is for',
  ),
  recorded_of_ended_match: open(
    'operator',
    'WHMCS has a payment of a match that does not hold',
    'Take it back at WHMCS',
  ),
  match_incomplete: open(
    'operator',
    'A match has no payment or no invoice of this organisation',
    'Find out what it joins',
  ),
  match_sum_differs: open('operator', 'A match and its parts say different amounts', 'Compare with WHMCS'),
  match_part_differs: open(
    'operator',
    'A part of a match has another state, currency or instance',
    'Compare with WHMCS',
  ),
  payment_in_two_matches: open('operator', 'A payment is counted by two matches', 'Take one of them back'),
  line_removed_but_counted: open(
    'reviewer',
    'The bank took a line back whose payment counts',
    'Take the payment back at WHMCS',
  ),
  line_amount_changed: open(
    'reviewer',
    'The bank changed the amount of a line that counts',
    'Compare the line with its match',
  ),
  payment_given_back: open(
    'reviewer',
    'A card payment that counts was given back or is disputed',
    'Open its invoice again at WHMCS',
  ),
  payment_disputed: open('reviewer', 'A card payment is disputed', 'Answer the dispute at Stripe'),
  payout_line_matched: open(
    'reviewer',
    'A payout of Stripe at the bank counts as the payment of an invoice',
    'Take the match back: its payments came by card',
  ),

  ledger_missing: open('operator', 'A payment was recorded, and the ledger does not have it', 'See the journal'),
  ledger_amount_differs: open('operator', 'The ledger has another amount than was recorded', 'See the journal'),
  ledger_without_payment: open('operator', 'The ledger has money that was not recorded', 'See the journal'),
  ledger_not_settled: open('operator', 'The ledger says that a recorded payment is on its way', 'See its run'),
  ledger_sum_differs: open('operator', 'The ledger’s accounts of received money do not sum to zero', 'See the journal'),
  totals_differ: open(
    'operator',
    'Matches, payments, ledger and WHMCS come to different sums',
    'See the residuals of this currency',
  ),
  vendor_unexplained: open('reviewer', 'The comparison with a vendor has found something', 'Answer the task about it'),

  invoice_payment_gone: open(
    'billing',
    'WHMCS has less of an invoice than was recorded there',
    'Look for the payment at WHMCS',
  ),
  invoice_not_read: open('connections', 'An invoice was not read since a payment was recorded there', 'Read WHMCS now'),
  invoice_overpaid: open('billing', 'More is paid of an invoice than it asks for', 'Give the rest back, or credit it'),
  invoice_sums_differ: open(
    'billing',
    'What is paid and what is left do not come to the total of an invoice',
    'Look at it at WHMCS',
  ),
  invoice_ended_with_payment: open(
    'billing',
    'An invoice that has ended holds a recorded payment',
    'Open it again, or give the money back',
  ),
  invoice_returned_but_paid: open(
    'billing',
    'Money went back, and its invoice is still paid',
    'Open it again at WHMCS',
  ),
  invoice_paid_elsewhere: open(
    'billing',
    'WHMCS says that it is paid, and no payment is known',
    'Find the payment, or connect where it came in',
  ),
  payout_not_explained: open('connections', 'What a payout is made of is not known yet', 'Read Stripe now'),
  payout_sum_differs: open(
    'operator',
    'A payout and its balance transactions come to different sums',
    'Compare with Stripe',
  ),
  payout_not_at_bank: open(
    'connections',
    'A payout should be at the bank, and no line is',
    'Ask the bank, or read it again',
  ),
  payout_failed: open('connections', 'A payout failed, and the money is at Stripe', 'Put the account right at Stripe'),

  match_waits: open('reviewer', 'A proposed match waits for a decision', 'Decide it'),
  payment_not_matched: open(
    'operator',
    'A payment that no matching has seen yet',
    'Start the matching: countersign reconcile run',
  ),
  payment_expected: open('billing', 'A payment without an invoice so far', 'Write the invoice, or set the line aside'),
  payment_mismatched: open('reviewer', 'A payment whose invoice is there and does not fit', 'Decide what it pays'),
  payment_asked: open('reviewer', 'A payment that several invoices would fit', 'Say which is meant'),
  invoice_overdue: open('payer', 'An invoice is past its due day', 'Remind the client'),

  payout_on_its_way: known('connections', 'A payout on its way to the bank', 'It is to arrive within days'),
  charge_pending: known('payer', 'A card payment that is not through yet', 'It ends by itself'),
  line_pending: known('connections', 'A line that the bank has not booked yet', 'It is booked within days'),
  recorded_later: known('reviewer', 'Recorded after this day', 'Nothing: it is recorded since'),
  invoice_waits: known('payer', 'An invoice that is not due yet', 'It is to be paid by its due day'),
} as const satisfies Record<string, FindingEntry>;

export type FindingKind = keyof typeof FINDINGS;
export const FINDING_KINDS = Object.keys(FINDINGS) as FindingKind[];
type ProofSide = 'bank' | 'stripe' | 'whmcs' | 'ledger';

/** One residual. The amount is in minor units; null where none can be named. */
export interface Finding {
  kind: FindingKind;
  side: ProofSide;
  amountMinor: number | null;
  currency: string | null;
  /** Since when it is so (ISO 8601); null where nobody knows. */
  since: string | null;
  /** What it is about, as people call it. */
  about: string;
  /** More of why, in words; empty where the kind says all. */
  detail: string;
  place: FindingPlace;
  /** What the place shows; null = its list. */
  placeId: string | null;
}
type Told = Pick<Finding, 'side' | 'about' | 'place'> & Partial<Omit<Finding, 'kind'>>;

/** A residual of a kind; what is not said is not known. */
export const finding = (kind: FindingKind, told: Told): Finding => ({
  kind,
  amountMinor: null,
  currency: null,
  since: null,
  detail: '',
  placeId: null,
  ...told,
});

export const isOpen = ({ kind }: Pick<Finding, 'kind'>): boolean => FINDINGS[kind].isOpen;

const RANK: ReadonlyMap<FindingKind, number> = new Map(FINDING_KINDS.map((kind, index) => [kind, index]));
const rank = ({ kind }: Finding) => RANK.get(kind) ?? 0;
/** By code units: the order of a language takes ten times as long, and nobody reads it here. */
const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
/** By kind, then the oldest first; the same findings always stand in the same order. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      compared(one.since ?? '', other.since ?? '') ||
      compared(one.about, other.about) ||
      compared(one.placeId ?? '', other.placeId ?? ''),
  );
