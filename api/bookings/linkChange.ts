import { z } from 'zod';
import type { WantedChange } from '../../books/reviews/wantedDecision.ts';
import { BOOKING_ID, BOOKING_ID_RULE } from '../../domain/bookings/states.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';
import type { DecisionPart } from '../slice.ts';

/** A reviewer's answer to which booking a payment is for. */
export const linkChange = (link: StoredLink): WantedChange => ({
  needs: 'link',
  handsOn: false,
  reason: null,
  stored: () => link,
  isSame: (final, kept) =>
    final.payee === link.bookingId && (kept as StoredLink | null | undefined)?.confirm === link.confirm,
});

/** What comes with a decision about a payment, in the body of the route that decides every kind. */
export const decisionFields = {
  booking_id: z
    .string()
    .regex(BOOKING_ID, BOOKING_ID_RULE)
    .optional()
    .describe('Link an unmatched payment to this booking'),
  confirm: z.boolean().optional().describe('With booking_id: the payment pays it, and nobody is asked again'),
};

export function decisionPart(body: z.infer<z.ZodObject<typeof decisionFields>>): DecisionPart {
  if (!body.booking_id) return {};
  return { action: 'modified', change: linkChange({ bookingId: body.booking_id, confirm: body.confirm ?? false }) };
}

/** What deciding about the money of bookings may answer besides. */
export const DECISION_ERRORS_OF_BOOKINGS = [
  'BOOKING_NOT_FOUND',
  'INVALID_BOOKING_STATUS',
  'SLOT_TAKEN',
  'PAYMENT_MATCH_FAILED',
] as const;
