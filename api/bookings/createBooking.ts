import { and, eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import { type BookingRow, bookingProcess } from '../../db/bookings/bookings.ts';
import { bookingNumbers, bookingSlots, bookings, properties } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import { bookingIdOf, halvesOf, type Shift } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { dayIn } from '../../domain/time/zone.ts';
import type { PropertyRow } from './bookingJson.ts';

export interface NewBooking {
  tenantId: string;
  actor: string;
  requestId: string;
  userId: string | null;
  propertyId: string;
  date: string;
  shift: Shift;
  customer: { name: string; phone: string | null; cnic: string | null };
  /** The instant it is made at, ms since the epoch; left out, now. */
  nowMs?: number;
}

const priceOf = (property: PropertyRow, shift: Shift): number =>
  ({
    Day: property.dayMinor,
    Night: property.nightMinor,
    'Full Day': property.fullDayMinor,
    'Full Night': property.fullNightMinor,
  })[shift];

async function nextNumber(tx: Transaction, tenantId: string, day: string): Promise<number> {
  const [row] = await tx
    .insert(bookingNumbers)
    .values({ tenantId, day, last: 1 })
    .onConflictDoUpdate({
      target: [bookingNumbers.tenantId, bookingNumbers.day],
      set: { last: sql`${bookingNumbers.last} + 1` },
    })
    .returning();
  if (!row) throw new Error('no booking number');
  return row.last;
}

/**
 * Writes a booking with its slot, its run and its event in one transaction. Throws NOT_FOUND for an unknown property,
 * VALIDATION_FAILED for a day that is over where the property is, and SLOT_TAKEN when another live booking holds a half.
 */
export async function createBooking(
  tx: Transaction,
  cipher: FieldCipher,
  defaults: BookingSettings,
  wanted: NewBooking,
): Promise<{ booking: BookingRow; processId: string }> {
  const { tenantId, actor } = wanted;
  const [property] = await tx.select().from(properties).where(eq(properties.id, wanted.propertyId));
  if (!property) throw new CodedError('NOT_FOUND', 'No such property');
  const [tenant] = await tx.select().from(tenantSettings);
  const settings = settingsOf(defaults, tenant);
  const today = dayIn(property.timeZone ?? settings.timeZone, wanted.nowMs ?? Date.now());
  if (wanted.date < today)
    throw new CodedError('VALIDATION_FAILED', `booking_date: not in the past; it is ${today} there`, {
      fields: [{ field: 'booking_date', rule: 'today or later, where the property is' }],
    });
  const halves = halvesOf(wanted.shift);
  const [taken] = await tx
    .select({ half: bookingSlots.half })
    .from(bookingSlots)
    .where(
      and(
        eq(bookingSlots.propertyId, property.id),
        eq(bookingSlots.bookingDate, wanted.date),
        sql`${bookingSlots.half} = any(${sql.param(halves)})`,
      ),
    );
  if (taken) throw new CodedError('SLOT_TAKEN');
  const bookingId = bookingIdOf(today, await nextNumber(tx, tenantId, today));
  const id = crypto.randomUUID();
  const sealed = (column: string, text: string | null) =>
    text === null ? null : cipher.encrypt({ tenantId, table: 'bookings', column, rowId: id }, text);
  const [booking] = await tx
    .insert(bookings)
    .values({
      tenantId,
      bookingId,
      id,
      userId: wanted.userId,
      propertyId: property.id,
      customerName: wanted.customer.name,
      customerPhone: sealed('customer_phone', wanted.customer.phone),
      customerCnic: sealed('customer_cnic', wanted.customer.cnic),
      bookingDate: wanted.date,
      shift: wanted.shift,
      totalMinor: priceOf(property, wanted.shift),
      currency: property.currency,
      expiresAt: sql`now() + make_interval(secs => ${settings.expirationMinutes * 60})`,
    })
    .returning();
  if (!booking) throw new Error('booking not written');
  const held = await tx
    .insert(bookingSlots)
    .values(halves.map((half) => ({ tenantId, propertyId: property.id, bookingDate: wanted.date, half, bookingId })))
    .onConflictDoNothing()
    .returning();
  // Two customers at the same instant: the primary key let the other one in.
  if (held.length < halves.length) throw new CodedError('SLOT_TAKEN');
  const { process } = await bookingProcess(tx, booking, actor, TOLD_BY_WRITER_MS);
  await appendEvent(tx, {
    type: 'booking_created',
    actor,
    subject: `booking:${bookingId}`,
    data: { totalMinor: booking.totalMinor, currency: booking.currency },
    requestId: wanted.requestId,
    workflowId: process.workflowId,
  });
  return { booking, processId: process.id };
}
