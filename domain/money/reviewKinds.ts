import type { ReviewKindEntry } from '../reviews/actions.ts';

/** What reviewers answer about money. */
export const reviewKinds = {
  money_unknown: {
    name: 'Unclear money',
    actions: {
      found: { needs: 'vendor_id', when: 'always' },
      absent: { needs: 'nothing', when: 'always' },
    },
    // Each needs an answer of its own: what happened to this money.
    bulk: false,
    movesMoney: true,
    rights: ['review:decide'],
  },
} as const satisfies Record<string, ReviewKindEntry>;
