import type { Section } from '../reviews/cardSpec.ts';

/** A payment and an invoice aligned field by field, as the card and the page of a match show them. */
export const PAID_AND_OWED: Section = {
  title: 'Paid and owed',
  show: 'compare',
  left: 'Payment',
  right: 'Invoice',
  lines: [
    {
      label: 'Amount',
      left: 'match.paid_minor',
      right: 'match.left_minor',
      as: 'money',
      leftCurrency: 'match.paid_currency',
      rightCurrency: 'match.currency',
      same: true,
    },
    { label: 'Name', left: 'payment.payer', right: 'invoice.client', same: true },
    { label: 'Reference and number', left: 'payment.reference', right: 'invoice.number', same: false },
    { label: 'Paid and due', left: 'payment.paid_on', right: 'invoice.due_on', as: 'day', same: false },
    { label: 'Where', left: 'payment.account', right: 'invoice.instance', same: false },
  ],
};

const INVOICE_COLUMNS = [
  { label: 'Invoice', path: 'number' },
  { label: 'Client', path: 'client' },
  { label: 'Left to pay', path: 'balance_minor', as: 'money', currency: 'currency' },
  { label: 'Counted', path: 'counted_minor', as: 'money', currency: 'currency' },
  { label: 'Due', path: 'due_on', as: 'day' },
] as const;
const PAYMENT_COLUMNS = [
  { label: 'From', path: 'payer' },
  { label: 'Amount', path: 'amount_minor', as: 'money', currency: 'currency' },
  { label: 'Paid', path: 'paid_on', as: 'day' },
  { label: 'Reference', path: 'reference' },
  { label: 'Account', path: 'account' },
] as const;

/** As cards have them. */
export const COUNTED: Section = {
  title: 'What is counted',
  show: 'table',
  path: 'payments',
  empty: '–',
  columns: INVOICE_COLUMNS,
};
export const RECEIVED: Section = {
  title: 'Payments',
  show: 'table',
  path: 'received',
  empty: '–',
  columns: PAYMENT_COLUMNS,
};

/** The whole of both sides, as the page of a match shows it. */
export const BOTH_SIDES: readonly Section[] = [
  PAID_AND_OWED,
  { ...COUNTED, path: 'invoices' },
  { ...RECEIVED, path: 'payments' },
];
