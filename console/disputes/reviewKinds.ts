import { reviewKinds as TABLE } from '../../domain/disputes/reviewKinds.ts';
import { BILLING_PAYMENTS } from '../reviews/billingPayments.ts';
import { cardOf } from '../reviews/cardSpec.ts';

const DISPUTE = cardOf(TABLE.dispute_resolution, {
  safe: 'escalated',
  asksModel: true,
  sections: [
    {
      title: 'Why this is proposed',
      show: 'facts',
      facts: [
        { label: 'Why', path: 'proposal.reason', wide: true },
        { label: 'Sure', path: 'proposal.confidence', as: 'percent' },
        { label: 'Cut from', path: 'proposal.cut_from_minor', as: 'money' },
      ],
    },
    {
      title: 'Customer',
      show: 'facts',
      facts: [
        { label: 'Account', path: 'case.customer_id', as: 'code' },
        { label: 'Segment', path: 'case.segment', as: 'words' },
      ],
    },
    { title: 'What the customer wrote', show: 'text', path: 'case.text' },
    {
      title: 'Bounds that hold',
      show: 'facts',
      facts: [
        { label: 'At most', path: 'maximum_minor', as: 'money' },
        { label: 'Paid back to', path: 'payee', as: 'code' },
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
    BILLING_PAYMENTS,
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
      opens: {
        name: 'caseId',
        facts: [
          { label: 'Amount', path: 'amountMinor', as: 'money', currency: 'currency' },
          { label: 'Resolved by', path: 'resolution', as: 'words' },
          { label: 'Alike', path: 'relevance', as: 'share' },
          { label: 'What was decided', path: 'caseId', as: 'link', to: '/reviews?state=approved&search=' },
        ],
      },
    },
    {
      title: 'What the policy says',
      show: 'quotes',
      path: 'policies',
      name: 'title',
      text: 'text',
      empty: 'No policy fits.',
    },
  ],
  words: {
    approved: { label: 'Approve', doing: 'Approving', key: 'a', tone: 'primary' },
    modified: { label: 'Change', doing: 'Changing', key: 'e', tone: 'plain' },
    retry: { label: 'Ask the model again', doing: 'Asking again', key: 't', tone: 'plain' },
    rejected: { label: 'Reject', doing: 'Rejecting', key: 'r', tone: 'danger' },
  },
});

export const reviewKinds = { dispute_resolution: DISPUTE };
