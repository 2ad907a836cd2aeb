import type { ReviewKindEntry } from '../reviews/actions.ts';

/** What reviewers decide about payments of invoices. */
export const reviewKinds = {
  invoice_match: {
    name: 'Payment of an invoice',
    actions: {
      approved: { needs: 'nothing', when: 'always' },
      rejected: { needs: 'reason', when: 'always' },
    },
    bulk: true,
    movesMoney: true,
    rights: ['review:decide'],
  },
} as const satisfies Record<string, ReviewKindEntry>;
