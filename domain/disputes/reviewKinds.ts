import type { ReviewKindEntry } from '../reviews/actions.ts';

/** What reviewers decide about a dispute. */
export const reviewKinds = {
  dispute_resolution: {
    name: 'Dispute',
    actions: {
      approved: { needs: 'nothing', when: 'proposal' },
      modified: { needs: 'resolution', when: 'always' },
      retry: { needs: 'nothing', when: 'no_proposal' },
      rejected: { needs: 'reason', when: 'always' },
    },
    bulk: true,
    movesMoney: true,
    rights: ['review:decide'],
    expiredEvent: 'dispute_review_expired',
  },
} as const satisfies Record<string, ReviewKindEntry>;
