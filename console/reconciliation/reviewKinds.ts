import { reviewKinds as TABLE } from '../../domain/reconciliation/reviewKinds.ts';
import { cardOf, REJECT } from '../reviews/cardSpec.ts';
import { COUNTED, PAID_AND_OWED, RECEIVED } from './bothSides.ts';

const WATERFALL = [
  { label: 'Compared', path: 'what' },
  { label: 'Result', path: 'verdict' },
  { label: 'How near', path: 'how' },
  { label: 'Adds', path: 'points' },
] as const;

const INVOICE_MATCH = cardOf(TABLE.invoice_match, {
  safe: 'rejected',
  sections: [
    PAID_AND_OWED,
    COUNTED,
    RECEIVED,
    {
      title: 'Why a person is asked',
      show: 'table',
      path: 'match.asked_because',
      empty: '–',
      hideEmpty: true,
      columns: [{ label: 'Reason', path: 'reason' }],
    },
    {
      title: 'Why this invoice',
      show: 'table',
      path: 'match.speaks',
      columns: WATERFALL,
      empty: 'Nothing was compared.',
    },
    {
      title: 'Other invoices that may be meant',
      show: 'table',
      path: 'match.alternatives',
      empty: '–',
      hideEmpty: true,
      columns: [
        { label: 'Invoice', path: 'number' },
        { label: 'Client', path: 'client' },
        { label: 'Left to pay', path: 'balance_minor', as: 'money', currency: 'currency' },
        { label: 'Due', path: 'due_on', as: 'day' },
      ],
    },
    {
      title: 'Score',
      show: 'facts',
      facts: [
        { label: 'Score', path: 'match.score', as: 'percent' },
        { label: 'What it is', path: 'match.kind_words' },
        { label: 'Scored by', path: 'match.scored_by' },
      ],
    },
    {
      title: 'Runner-up',
      show: 'facts',
      facts: [
        { label: 'Invoice', path: 'match.runner_up.invoice.number' },
        { label: 'Client', path: 'match.runner_up.invoice.client' },
        { label: 'Paid by', path: 'match.runner_up.payment.payer' },
        { label: 'Score', path: 'match.runner_up.score', as: 'percent' },
      ],
    },
  ],
  words: {
    approved: { label: 'Count it as paid', doing: 'Counting', key: 'a', tone: 'primary' },
    modified: { label: 'Another invoice', doing: 'Proposing another invoice', key: 'e', tone: 'plain' },
    rejected: REJECT,
  },
});

const MATCH_IN_PART = cardOf(TABLE.match_in_part, {
  safe: 'rejected',
  sections: [
    { title: 'Why it could not be recorded', show: 'text', path: 'reason' },
    {
      title: 'Not recorded',
      show: 'table',
      path: 'payments',
      empty: '–',
      columns: [
        { label: 'Invoice', path: 'number' },
        { label: 'Client', path: 'client' },
        { label: 'To record', path: 'counted_minor', as: 'money', currency: 'currency' },
        { label: 'Left to pay', path: 'balance_minor', as: 'money', currency: 'currency' },
      ],
    },
    {
      title: 'Recorded already',
      show: 'table',
      path: 'recorded',
      empty: '–',
      columns: [
        { label: 'Invoice', path: 'number' },
        { label: 'Client', path: 'client' },
        { label: 'Recorded', path: 'counted_minor', as: 'money', currency: 'currency' },
      ],
    },
    RECEIVED,
  ],
  words: {
    approved: { label: 'Record the rest again', doing: 'Recording', key: 'a', tone: 'primary' },
    rejected: { label: 'Leave the rest', doing: 'Leaving', key: 'r', tone: 'danger' },
  },
});

const MATCH_RETURN = cardOf(TABLE.match_return, {
  safe: 'rejected',
  sections: [
    { title: 'Why', show: 'text', path: 'reason' },
    { title: 'What was said', show: 'text', path: 'comment' },
    {
      title: 'To take back',
      show: 'table',
      path: 'payments',
      empty: '–',
      columns: [
        { label: 'Invoice', path: 'number' },
        { label: 'Client', path: 'client' },
        { label: 'Recorded', path: 'counted_minor', as: 'money', currency: 'currency' },
        { label: 'To take back', path: 'amount_minor', as: 'money', currency: 'currency' },
        { label: 'Where', path: 'instance' },
      ],
    },
    RECEIVED,
  ],
  words: {
    approved: { label: 'Take it back', doing: 'Taking back', key: 'a', tone: 'danger' },
    rejected: { label: 'Leave it', doing: 'Leaving', key: 'r', tone: 'plain' },
  },
});

export const reviewKinds = { invoice_match: INVOICE_MATCH, match_in_part: MATCH_IN_PART, match_return: MATCH_RETURN };
