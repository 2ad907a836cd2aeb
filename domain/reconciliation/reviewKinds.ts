import type { ReviewKindEntry } from '../reviews/actions.ts';

/** What reviewers decide about payments of invoices. */
export const reviewKinds = {
  invoice_match: {
    name: 'Payment of an invoice',
    actions: {
      approved: { needs: 'nothing', when: 'always' },
      // Another invoice of the card is proposed instead, and asked about anew.
      modified: { needs: 'choice', when: 'always' },
      rejected: { needs: 'reason', when: 'always' },
    },
    bulk: true,
    movesMoney: true,
    rights: ['review:decide'],
  },
  /** WHMCS has a part of what was approved and refuses the rest: it is tried again, or left. */
  match_in_part: {
    name: 'Payment recorded in part',
    actions: {
      approved: { needs: 'nothing', when: 'always' },
      rejected: { needs: 'reason', when: 'always' },
    },
    bulk: false,
    movesMoney: true,
    rights: ['review:decide'],
  },
  /** What stands recorded at WHMCS is taken back: whoever asked for it does not decide it. */
  match_return: {
    name: 'Return of a recorded payment',
    actions: {
      approved: { needs: 'nothing', when: 'always' },
      rejected: { needs: 'reason', when: 'always' },
    },
    bulk: false,
    movesMoney: true,
    rights: ['review:decide'],
  },
} as const satisfies Record<string, ReviewKindEntry>;
