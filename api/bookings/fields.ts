import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { BOOKING_ID, BOOKING_ID_RULE } from '../../domain/bookings/states.ts';
import type { LimitPolicy, RateLimits } from '../http/rateLimits.ts';
import type { Principal } from '../http/tokens.ts';

export interface BookingRouteDeps {
  db: Database;
  cipher: FieldCipher;
  bookings: BookingSettings;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  rateLimits: RateLimits;
  /** Payments one person may claim per minute; 0 = no limit. */
  paymentTries: LimitPolicy | null;
}

export const bookingIdParam = z.object({ booking_id: z.string().regex(BOOKING_ID, BOOKING_ID_RULE) });
const PHONE = /^\+?[\d ()-]{6,20}$/;
export const typedPhone = z.string().regex(PHONE, 'digits, with + before a country code').max(20);
export const amount = z.union(
  [z.number().positive(), z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)],
  'an amount such as 45 or "45.50"',
);

/** Rights of the office see every booking; a customer only their own. */
export const onlyOwn = (principal: Principal): string | null =>
  principal.permissions.includes('bookings:read') ? null : principal.userId;
