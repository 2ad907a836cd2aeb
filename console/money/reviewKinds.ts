import { reviewKinds as TABLE } from '../../domain/money/reviewKinds.ts';
import { BILLING_PAYMENTS } from '../reviews/billingPayments.ts';
import { cardOf } from '../reviews/cardSpec.ts';

const MONEY_UNKNOWN = cardOf(TABLE.money_unknown, {
  safe: 'escalated',
  sections: [
    { title: 'What to answer', show: 'text', path: 'question' },
    {
      title: 'The call',
      show: 'facts',
      facts: [
        { label: 'Case', path: 'case_id', as: 'code' },
        { label: 'Invoice', path: 'invoice' },
        { label: 'Client', path: 'client' },
        { label: 'Where', path: 'instance' },
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
    BILLING_PAYMENTS,
  ],
  words: {
    found: { label: 'Found at the vendor', doing: 'Answering found', key: 'a', tone: 'primary' },
    absent: { label: 'Absent', doing: 'Answering absent', key: 'r', tone: 'danger' },
  },
});

export const reviewKinds = { money_unknown: MONEY_UNKNOWN };
