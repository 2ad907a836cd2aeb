import { reviewKinds as TABLE } from '../../domain/bookings/reviewKinds.ts';
import { cardOf, type Fact, REJECT, type Section } from '../reviews/cardSpec.ts';

/** Where a payment comes from. */
const PAYMENT_ORIGIN: readonly Fact[] = [
  { label: 'Transaction', path: 'payment.transaction_id', as: 'code' },
  { label: 'Source', path: 'payment.source', as: 'words' },
  { label: 'Subject of the mail', path: 'payment.subject', wide: true },
  { label: 'Screenshot', path: 'payment.screenshot_url', as: 'code', wide: true },
];
const PAYMENT: Section = {
  title: 'Payment',
  show: 'facts',
  facts: [
    { label: 'Amount', path: 'payment.amount_minor', as: 'money', currency: 'payment.currency' },
    { label: 'From', path: 'payment.sender_name' },
    { label: 'Paid', path: 'payment.paid_at', as: 'instant' },
    ...PAYMENT_ORIGIN,
  ],
};
/** What more is known of a booking that may be meant. */
const CANDIDATE: readonly Fact[] = [
  { label: 'Customer', path: 'customer_name' },
  { label: 'Costs', path: 'total_minor', as: 'money', currency: 'currency' },
  { label: 'Day', path: 'date', as: 'day' },
  { label: 'Shift', path: 'shift', as: 'words' },
  { label: 'Place', path: 'property' },
  { label: 'State', path: 'status' },
  { label: 'Made', path: 'created_at', as: 'instant' },
  { label: 'Score', path: 'score' },
  { label: 'Open it', path: 'booking_id', as: 'link', to: '/bookings' },
];
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
/** What speaks against a payment by the reason it was set aside for. */
const SPEAKS_AGAINST = {
  unauthenticated: 'Nothing proves that this mail comes from the payment provider: anybody may have written it.',
  partial: 'It is less than the booking costs.',
  over: 'It is more than the booking costs.',
  late: 'It was paid after the time of the booking had run out.',
  duplicate: 'It may be a payment that was counted before.',
  unreadable: 'No amount could be read from the mail.',
};

const BOOKING_PAYMENT = cardOf(TABLE.booking_payment, {
  safe: 'rejected',
  speaksAgainst: SPEAKS_AGAINST,
  sections: [
    {
      title: 'Expected and paid',
      show: 'compare',
      left: 'Booking',
      right: 'Payment',
      lines: [
        {
          label: 'Amount',
          left: 'booking.total_minor',
          right: 'payment.amount_minor',
          as: 'money',
          leftCurrency: 'booking.currency',
          rightCurrency: 'payment.currency',
          same: true,
        },
        { label: 'Name', left: 'booking.customer_name', right: 'payment.sender_name', same: true },
        { label: 'Made and paid', left: 'booking.created_at', right: 'payment.paid_at', as: 'instant', same: false },
      ],
    },
    {
      title: 'Booking',
      show: 'facts',
      facts: [
        { label: 'Date', path: 'booking.date', as: 'day' },
        { label: 'Shift', path: 'booking.shift', as: 'words' },
        { label: 'Property', path: 'property.name' },
        { label: 'Address', path: 'property.address', wide: true },
        { label: 'Open it', path: 'booking.booking_id', as: 'link', to: '/bookings' },
      ],
    },
    {
      title: 'Payment',
      show: 'facts',
      facts: PAYMENT_ORIGIN,
    },
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
        { label: 'Booking', path: 'match.runner_up.booking_id', as: 'link', to: '/bookings' },
        { label: 'Score', path: 'match.runner_up.score' },
      ],
    },
    PROOF,
    FIELDS,
  ],
  words: {
    approved: { label: 'Confirm the booking', doing: 'Confirming', key: 'a', tone: 'primary' },
    rejected: REJECT,
  },
});

const UNMATCHED_PAYMENT = cardOf(TABLE.unmatched_payment, {
  safe: 'rejected',
  speaksAgainst: SPEAKS_AGAINST,
  sections: [
    PAYMENT,
    {
      title: 'Who says that it is theirs',
      show: 'table',
      path: 'claims',
      empty: '–',
      hideEmpty: true,
      columns: [
        { label: 'Booking', path: 'booking_id', as: 'link', to: '/bookings' },
        { label: 'Customer', path: 'customer_name' },
        { label: 'Costs', path: 'total_minor', as: 'money', currency: 'currency' },
        { label: 'Claimed', path: 'claimed_at', as: 'instant' },
        { label: 'What speaks for it and against it', path: 'speaks' },
      ],
    },
    {
      title: 'Bookings that may be meant',
      show: 'table',
      path: 'candidates',
      empty: 'No booking is like it.',
      opens: { name: 'customer_name', facts: CANDIDATE },
      columns: [
        { label: 'Booking', path: 'booking_id', as: 'link', to: '/bookings' },
        { label: 'Customer', path: 'customer_name' },
        { label: 'Costs', path: 'total_minor', as: 'money', currency: 'currency' },
        { label: 'State', path: 'status' },
        { label: 'Score', path: 'score' },
        { label: 'Made', path: 'created_at', as: 'instant' },
      ],
    },
    {
      title: 'In what these bookings differ',
      show: 'differences',
      path: 'candidates',
      name: { label: 'Booking', path: 'booking_id', as: 'link', to: '/bookings' },
      columns: [
        { label: 'Customer', path: 'customer_name' },
        { label: 'Costs', path: 'total_minor', as: 'money', currency: 'currency' },
        { label: 'Day', path: 'date', as: 'day' },
        { label: 'Shift', path: 'shift' },
        { label: 'Place', path: 'property' },
        { label: 'State', path: 'status' },
        { label: 'Made', path: 'created_at', as: 'instant' },
        { label: 'Score', path: 'score' },
      ],
    },
    {
      title: 'Counted before: what it may be a copy of',
      show: 'table',
      path: 'doubles',
      empty: '–',
      hideEmpty: true,
      columns: [
        { label: 'Booking', path: 'booking_id', as: 'link', to: '/bookings' },
        { label: 'Its state', path: 'booking_status' },
        { label: 'Paid', path: 'amount_minor', as: 'money', currency: 'currency' },
        { label: 'From', path: 'sender_name' },
        { label: 'Transaction', path: 'transaction_id', as: 'code' },
        { label: 'When', path: 'paid_at', as: 'instant' },
        { label: 'Source', path: 'source', as: 'words' },
        { label: 'Payment', path: 'status', as: 'words' },
      ],
    },
    { title: 'Why the first one', show: 'table', path: 'candidates.0.waterfall', columns: WATERFALL, empty: '–' },
    PROOF,
    FIELDS,
  ],
  words: {
    modified: { label: 'Link to a booking', doing: 'Linking', key: 'a', tone: 'primary' },
    rejected: { ...REJECT, label: 'Put aside', doing: 'Putting aside' },
  },
});

export const reviewKinds = { booking_payment: BOOKING_PAYMENT, unmatched_payment: UNMATCHED_PAYMENT };
