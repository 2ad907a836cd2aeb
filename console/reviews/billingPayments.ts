import type { Section } from './cardSpec.ts';

/** Shown where billing does not say at which payment a refund is recorded. */
export const BILLING_PAYMENTS: Section = {
  title: 'Payments in billing: one of them takes the record of the refund',
  show: 'table',
  path: 'billing_payments',
  empty: '–',
  hideEmpty: true,
  columns: [
    { label: 'Payment', path: 'payment_id', as: 'code' },
    { label: 'Made', path: 'date' },
    { label: 'Amount', path: 'amount_minor', as: 'money', currency: 'currency' },
    { label: 'Left', path: 'left_minor', as: 'money', currency: 'currency' },
    { label: 'What it says', path: 'words' },
  ],
};
