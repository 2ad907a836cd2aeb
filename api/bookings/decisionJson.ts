import { z } from 'zod';
import { bookings } from '../../db/bookings/schema.ts';
import { paymentSchema } from './bookingJson.ts';

export const confirmedSchema = z.object({
  success: z.literal(true),
  message: z.string(),
  booking: z.object({
    booking_id: z.string(),
    status: z.literal('Confirmed'),
    verified_at: z.string(),
    verification_method: z.enum(bookings.verificationMethod.enumValues),
  }),
});
export const rejectedSchema = z.object({
  success: z.literal(true),
  message: z.string(),
  booking: z.object({ booking_id: z.string(), status: z.string(), rejection_reason: z.string() }),
});
export const linkedSchema = z.object({
  success: z.literal(true),
  message: z.string(),
  payment: paymentSchema,
});
