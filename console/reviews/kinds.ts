/**
 * What a decision card shows and asks, per kind of review task. Data only: a new kind is an entry here, not a screen.
 * Paths name a place in what was shown (`GET /reviews/{task_id}`, field `shown`).
 */
export interface Fact {
  label: string;
  path: string;
  /** `code`: an id, exactly as it is; `words`: one of our names; `share`: 0 to 1; `percent`: 0 to 100. */
  as?: 'text' | 'money' | 'share' | 'percent' | 'instant' | 'code' | 'words';
  /** Takes the whole width. */
  wide?: boolean;
  /** Where the currency of an amount stands, when it is not `currency` at the top. */
  currency?: string;
}

export type Section =
  | { title: string; show: 'facts'; facts: readonly Fact[] }
  | { title: string; show: 'text'; path: string }
  /** Lines with a marked part: `{field, line, from, to}`. */
  | { title: string; show: 'lines'; path: string }
  | { title: string; show: 'table'; path: string; columns: readonly Fact[]; empty: string };

export interface ActionSpec {
  decision: 'approved' | 'rejected' | 'modified' | 'retry' | 'found' | 'absent';
  label: string;
  /** Present while it waits to be sent, e.g. `Approving`. */
  doing: string;
  key: string;
  tone: 'primary' | 'danger' | 'plain';
  /** What must be typed first. */
  needs: 'nothing' | 'reason' | 'resolution' | 'vendor_id' | 'booking';
  /** With a proposal, without one, or always. */
  when: 'proposal' | 'no_proposal' | 'always';
}

export interface KindSpec {
  name: string;
  sections: readonly Section[];
  actions: readonly ActionSpec[];
}

const DISPUTE: KindSpec = {
  name: 'Dispute',
  sections: [
    {
      title: 'Proposal',
      show: 'facts',
      facts: [
        { label: 'Action', path: 'proposal.action', as: 'words' },
        { label: 'Amount', path: 'proposal.amount_minor', as: 'money' },
        { label: 'Confidence', path: 'proposal.confidence', as: 'percent' },
        { label: 'Cut from', path: 'proposal.cut_from_minor', as: 'money' },
        { label: 'Why', path: 'proposal.reason', wide: true },
      ],
    },
    {
      title: 'Case',
      show: 'facts',
      facts: [
        { label: 'Case', path: 'case.case_id' },
        { label: 'Customer', path: 'case.customer_id' },
        { label: 'Type', path: 'case.type', as: 'words' },
        { label: 'Disputed', path: 'case.amount_minor', as: 'money' },
        { label: 'Segment', path: 'case.segment' },
      ],
    },
    { title: 'What the customer wrote', show: 'text', path: 'case.text' },
    {
      title: 'Bounds that hold',
      show: 'facts',
      facts: [
        { label: 'At most', path: 'maximum_minor', as: 'money' },
        { label: 'Paid back to', path: 'payee', as: 'code' },
        { label: 'Waits because', path: 'parked_reason', as: 'words' },
      ],
    },
    {
      title: 'Charges',
      show: 'table',
      path: 'charges',
      empty: 'No charge is known.',
      columns: [
        { label: 'Charge', path: 'chargeId', as: 'code' },
        { label: 'Amount', path: 'amountMinor', as: 'money', currency: 'currency' },
        { label: 'Paid back', path: 'refundedMinor', as: 'money', currency: 'currency' },
        { label: 'Made', path: 'createdAt', as: 'instant' },
      ],
    },
    {
      title: 'Similar cases',
      show: 'table',
      path: 'similar_cases',
      empty: 'No earlier case is like this one.',
      columns: [
        { label: 'Case', path: 'caseId' },
        { label: 'Amount', path: 'amountMinor', as: 'money', currency: 'currency' },
        { label: 'Resolved by', path: 'resolution', as: 'words' },
        { label: 'Alike', path: 'relevance', as: 'share' },
      ],
    },
    {
      title: 'Policy',
      show: 'table',
      path: 'policies',
      empty: 'No policy fits.',
      columns: [
        { label: 'Clause', path: 'title' },
        { label: 'Fits', path: 'relevance', as: 'share' },
      ],
    },
  ],
  actions: [
    {
      decision: 'approved',
      label: 'Approve',
      doing: 'Approving',
      key: 'a',
      tone: 'primary',
      needs: 'nothing',
      when: 'proposal',
    },
    {
      decision: 'modified',
      label: 'Change',
      doing: 'Changing',
      key: 'e',
      tone: 'plain',
      needs: 'resolution',
      when: 'always',
    },
    {
      decision: 'retry',
      label: 'Ask the model again',
      doing: 'Asking again',
      key: 't',
      tone: 'plain',
      needs: 'nothing',
      when: 'no_proposal',
    },
    {
      decision: 'rejected',
      label: 'Reject',
      doing: 'Rejecting',
      key: 'r',
      tone: 'danger',
      needs: 'reason',
      when: 'always',
    },
  ],
};

const MONEY_UNKNOWN: KindSpec = {
  name: 'Unclear money',
  sections: [
    { title: 'Question', show: 'text', path: 'question' },
    {
      title: 'The call',
      show: 'facts',
      facts: [
        { label: 'Case', path: 'case_id' },
        { label: 'Vendor', path: 'vendor', as: 'words' },
        { label: 'Amount', path: 'amount_minor', as: 'money' },
        { label: 'Payee', path: 'payee', as: 'code' },
        { label: 'Vendor’s id', path: 'vendor_id', as: 'code' },
        { label: 'Business key', path: 'business_key', as: 'code' },
        { label: 'Problem', path: 'problem', as: 'words' },
        { label: 'First tried', path: 'first_attempt_at', as: 'instant' },
        { label: 'Found', path: 'found_at', as: 'instant' },
      ],
    },
  ],
  actions: [
    {
      decision: 'found',
      label: 'Found at the vendor',
      doing: 'Answering found',
      key: 'a',
      tone: 'primary',
      needs: 'vendor_id',
      when: 'always',
    },
    {
      decision: 'absent',
      label: 'Absent',
      doing: 'Answering absent',
      key: 'r',
      tone: 'danger',
      needs: 'nothing',
      when: 'always',
    },
  ],
};

const PAYMENT: Section = {
  title: 'Payment',
  show: 'facts',
  facts: [
    { label: 'Amount', path: 'payment.amount_minor', as: 'money', currency: 'payment.currency' },
    { label: 'From', path: 'payment.sender_name' },
    { label: 'Transaction', path: 'payment.transaction_id', as: 'code' },
    { label: 'Paid', path: 'payment.paid_at', as: 'instant' },
    { label: 'Source', path: 'payment.source', as: 'words' },
    { label: 'Subject of the mail', path: 'payment.subject', wide: true },
    { label: 'Screenshot', path: 'payment.screenshot_url', as: 'code', wide: true },
  ],
};
const PROOF: Section = {
  title: 'What proves the mail',
  show: 'facts',
  facts: [
    { label: 'Checked by', path: 'payment.evidence.proof.checkedBy', as: 'code' },
    { label: 'DKIM', path: 'payment.evidence.proof.dkim' },
    { label: 'SPF', path: 'payment.evidence.proof.spf' },
    { label: 'From the provider’s address', path: 'payment.evidence.proof.fromProvider' },
    { label: 'Proved', path: 'payment.evidence.proof.authenticated' },
    { label: 'Could not be read', path: 'payment.evidence.unreadable', as: 'words' },
  ],
};
const FIELDS: Section = { title: 'What was read', show: 'lines', path: 'payment.evidence.fields' };
const WATERFALL = [
  { label: 'Field', path: 'field' },
  { label: 'Verdict', path: 'verdict' },
  { label: 'Points', path: 'points' },
] as const;
const REJECT: ActionSpec = {
  decision: 'rejected',
  label: 'Reject',
  doing: 'Rejecting',
  key: 'r',
  tone: 'danger',
  needs: 'reason',
  when: 'always',
};

const BOOKING_PAYMENT: KindSpec = {
  name: 'Booking payment',
  sections: [
    {
      title: 'Booking',
      show: 'facts',
      facts: [
        { label: 'Booking', path: 'booking.booking_id' },
        { label: 'Customer', path: 'booking.customer_name' },
        { label: 'Costs', path: 'booking.total_minor', as: 'money', currency: 'booking.currency' },
        { label: 'Date', path: 'booking.date' },
        { label: 'Shift', path: 'booking.shift' },
        { label: 'Made', path: 'booking.created_at', as: 'instant' },
        { label: 'Property', path: 'property.name' },
        { label: 'Address', path: 'property.address', wide: true },
      ],
    },
    PAYMENT,
    {
      title: 'Why this booking',
      show: 'table',
      path: 'match.waterfall',
      columns: WATERFALL,
      empty: 'Claimed by hand.',
    },
    {
      title: 'Runner-up',
      show: 'facts',
      facts: [
        { label: 'Booking', path: 'match.runner_up.booking_id' },
        { label: 'Score', path: 'match.runner_up.score' },
      ],
    },
    PROOF,
    FIELDS,
  ],
  actions: [
    {
      decision: 'approved',
      label: 'Confirm the booking',
      doing: 'Confirming',
      key: 'a',
      tone: 'primary',
      needs: 'nothing',
      when: 'always',
    },
    REJECT,
  ],
};

const UNMATCHED_PAYMENT: KindSpec = {
  name: 'Unmatched payment',
  sections: [
    {
      title: 'Waits because',
      show: 'facts',
      facts: [{ label: 'Reason', path: 'reason', as: 'words' }],
    },
    PAYMENT,
    {
      title: 'Bookings that may be meant',
      show: 'table',
      path: 'candidates',
      empty: 'No booking is like it.',
      columns: [
        { label: 'Booking', path: 'booking_id' },
        { label: 'Customer', path: 'customer_name' },
        { label: 'Costs', path: 'total_minor', as: 'money', currency: 'currency' },
        { label: 'State', path: 'status' },
        { label: 'Score', path: 'score' },
        { label: 'Made', path: 'created_at', as: 'instant' },
      ],
    },
    { title: 'Why the first one', show: 'table', path: 'candidates.0.waterfall', columns: WATERFALL, empty: '–' },
    PROOF,
    FIELDS,
  ],
  actions: [
    {
      decision: 'modified',
      label: 'Link to a booking',
      doing: 'Linking',
      key: 'a',
      tone: 'primary',
      needs: 'booking',
      when: 'always',
    },
    { ...REJECT, label: 'Put aside', doing: 'Putting aside' },
  ],
};

export const REVIEW_KINDS: Record<string, KindSpec> = {
  dispute_resolution: DISPUTE,
  money_unknown: MONEY_UNKNOWN,
  booking_payment: BOOKING_PAYMENT,
  unmatched_payment: UNMATCHED_PAYMENT,
};

/** Value at a dotted path of what was shown. */
export function valueAt(shown: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name] ?? null, shown);
}
