import { BILLING_PAYMENTS } from '../reviews/billingPayments.ts';
import { HAND_ON, type KindSpec } from '../reviews/cardSpec.ts';

const MONEY_UNKNOWN: KindSpec = {
  name: 'Unclear money',
  safe: 'escalated',
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
    BILLING_PAYMENTS,
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
    HAND_ON,
  ],
};

export const reviewKinds = { money_unknown: MONEY_UNKNOWN };
