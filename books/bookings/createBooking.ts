import { and, eq, inArray, sql } from 'drizzle-orm';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookingNumbers, bookingSlots, bookings, properties } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import { bookingIdOf, halvesOf, type Shift } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { dayIn } from '../../domain/time/zone.ts';
import { appendEvent } from '../events.ts';
import { TOLD_BY_WRITER_MS } from '../operations/createProcess.ts';
import { bookingProcess } from './wakeBooking.ts';

type PropertyRow = typeof properties.$inferSelect;

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

/** Takes the halves of a day for a booking. SLOT_TAKEN when another live booking holds one of them. */
async function takeSlot(tx: Transaction, booking: BookingRow): Promise<void> {
  const { tenantId, propertyId, bookingDate, bookingId } = booking;
  const halves = halvesOf(booking.shift);
  const held = await tx
    .insert(bookingSlots)
    .values(halves.map((half) => ({ tenantId, propertyId, bookingDate, half, bookingId })))
    .onConflictDoNothing()
    .returning();
  // The primary key let another one in, perhaps in this very instant.
  if (held.length < halves.length) throw new CodedError('SLOT_TAKEN');
}

/** The property that is booked, and what today is there. Throws NOT_FOUND, or VALIDATION_FAILED for a day that is over. */
async function bookableOn(
  tx: Transaction,
  settings: BookingSettings,
  wanted: NewBooking,
): Promise<{ property: PropertyRow; today: string }> {
  const [property] = await tx.select().from(properties).where(eq(properties.id, wanted.propertyId));
  if (!property) throw new CodedError('NOT_FOUND', 'No such property');
  const today = dayIn(property.timeZone ?? settings.timeZone, wanted.nowMs ?? Date.now());
  if (wanted.date < today)
    throw new CodedError('VALIDATION_FAILED', `booking_date: not in the past; it is ${today} there`, {
      fields: [{ field: 'booking_date', rule: 'today or later, where the property is' }],
    });
  return { property, today };
}

/** Refuses a taken slot before anything is written. */
async function assertFree(tx: Transaction, { propertyId, date, shift }: NewBooking): Promise<void> {
  const isTaken = and(
    eq(bookingSlots.propertyId, propertyId),
    eq(bookingSlots.bookingDate, date),
    inArray(bookingSlots.half, halvesOf(shift)),
  );
  const [taken] = await tx.select({ half: bookingSlots.half }).from(bookingSlots).where(isTaken);
  if (taken) throw new CodedError('SLOT_TAKEN');
}

async function writeBooking(
  tx: Transaction,
  cipher: FieldCipher,
  wanted: NewBooking,
  of: { property: PropertyRow; today: string; expirationMinutes: number },
): Promise<BookingRow> {
  const { tenantId, customer } = wanted;
  const { property, today } = of;
  const id = crypto.randomUUID();
  const sealed = (column: string, text: string | null) =>
    text === null ? null : cipher.encrypt({ tenantId, table: 'bookings', column, rowId: id }, text);
  const [booking] = await tx
    .insert(bookings)
    .values({
      tenantId,
      bookingId: bookingIdOf(today, await nextNumber(tx, tenantId, today)),
      id,
      userId: wanted.userId,
      propertyId: property.id,
      customerName: customer.name,
      customerPhone: sealed('customer_phone', customer.phone),
      customerCnic: sealed('customer_cnic', customer.cnic),
      bookingDate: wanted.date,
      shift: wanted.shift,
      totalMinor: priceOf(property, wanted.shift),
      currency: property.currency,
      expiresAt: sql`now() + make_interval(secs => ${of.expirationMinutes * 60})`,
    })
    .returning();
  if (!booking) throw new Error('booking not written');
  return booking;
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
  const [tenant] = await tx.select().from(tenantSettings);
  const settings = settingsOf(defaults, tenant);
  const bookable = await bookableOn(tx, settings, wanted);
  await assertFree(tx, wanted);
  const booking = await writeBooking(tx, cipher, wanted, { ...settings, ...bookable });
  await takeSlot(tx, booking);
  const { process } = await bookingProcess(tx, booking, wanted.actor, TOLD_BY_WRITER_MS);
  await appendEvent(tx, {
    type: 'booking_created',
    actor: wanted.actor,
    subject: `booking:${booking.bookingId}`,
    data: { totalMinor: booking.totalMinor, currency: booking.currency },
    requestId: wanted.requestId,
    workflowId: process.workflowId,
  });
  return { booking, processId: process.id };
}
