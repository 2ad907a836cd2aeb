import type { ReviewKindEntry } from '../reviews/actions.ts';

/** What reviewers decide about the money of bookings. */
export const reviewKinds = {
  booking_payment: {
    name: 'Booking payment',
    actions: {
      // A card about a payment always proposes that it pays its booking.
      approved: { needs: 'nothing', when: 'always' },
      rejected: { needs: 'reason', when: 'always' },
    },
    bulk: true,
    movesMoney: true,
    rights: ['review:decide', 'bookings:verify'],
  },
  unmatched_payment: {
    name: 'Unmatched payment',
    actions: {
      modified: { needs: 'link', when: 'always' },
      // Links it to the best candidate of the card. The desk asks for the booking instead.
      approved: { needs: 'nothing', when: 'proposal' },
      rejected: { needs: 'reason', when: 'always' },
    },
    // Each needs an answer of its own: which booking it is for.
    bulk: false,
    movesMoney: true,
    rights: ['review:decide', 'bookings:verify'],
  },
} as const satisfies Record<string, ReviewKindEntry>;
