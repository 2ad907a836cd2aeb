import { inArray } from 'drizzle-orm';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { properties } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { queueForCustomers } from '../notifications/queueForCustomers.ts';

type Template = 'booking_confirmed' | 'booking_rejected' | 'booking_expired';

/** Tells the customers of these bookings, by WhatsApp with the web chat behind it where a phone number is known. */
export async function tellCustomers(
  tx: Transaction,
  tenantId: string,
  rows: BookingRow[],
  told: { template: Template; causeOf: (booking: BookingRow) => string; more: Record<string, unknown> },
): Promise<void> {
  const { template, causeOf, more } = told;
  const messages = async () => {
    const propertyIds = [...new Set(rows.map((booking) => booking.propertyId))];
    const places = await tx.select().from(properties).where(inArray(properties.id, propertyIds));
    return rows.map((booking) => {
      const property = places.find((place) => place.id === booking.propertyId);
      return {
        batchKey: `${tenantId}:${booking.bookingId}:${template}:${causeOf(booking)}`,
        message: {
          ...(booking.customerPhone
            ? { channel: 'whatsapp' as const, fallback: 'web' as const }
            : { channel: 'web' as const }),
          recipient: `booking:${booking.bookingId}`,
          template,
          variables: {
            bookingId: booking.bookingId,
            property: property?.name ?? '',
            contact: property?.contact ?? '',
            date: booking.bookingDate,
            shift: booking.shift,
            amountMinor: booking.totalMinor,
            currency: booking.currency,
            ...more,
          },
        },
      };
    });
  };
  await queueForCustomers(tx, tenantId, messages());
}
