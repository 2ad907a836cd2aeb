import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { createBooking } from '../../books/bookings/createBooking.ts';
import { requestCancellation } from '../../books/bookings/requestCancellation.ts';
import { ownBooking } from '../../db/bookings/bookings.ts';
import { users } from '../../db/identity/schema.ts';
import { SHIFTS } from '../../domain/bookings/states.ts';
import { defineRoute } from '../http/route.ts';
import { dayText, plainText } from '../http/text.ts';
import { bookingJson, bookingSchema } from './bookingJson.ts';
import { type BookingRouteDeps, bookingIdParam, onlyOwn, typedPhone } from './fields.ts';
import { readPhone } from './readPhone.ts';

const CNIC = /^\d{5}-\d{7}-\d$/;

export const makeBooking = ({ db, cipher, bookings: defaults, startProcess }: BookingRouteDeps) =>
  defineRoute({
    method: 'post',
    path: '/bookings',
    area: 'bookings',
    summary: 'Book a shift of a property; it is held until it is paid or its window ends',
    access: 'user',
    idempotent: true,
    body: z.strictObject({
      property_id: z.uuid(),
      booking_date: dayText(),
      shift_type: z.enum(SHIFTS),
      customer: z
        .strictObject({
          name: plainText(100).pipe(z.string().min(1)),
          phone: typedPhone.optional(),
          cnic: z.string().regex(CNIC, '12345-1234567-1').optional(),
        })
        .optional()
        .describe('Left out: whoever is signed in'),
    }),
    responses: { 201: { description: 'The booking, Pending until its deadline', schema: bookingSchema } },
    errors: ['NOT_FOUND', 'SLOT_TAKEN', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'],
    async handle(context, principal, { body }) {
      const { tenantId, actor, userId } = principal;
      const { booking, processId } = await db.withTenant(tenantId, async (tx) => {
        const [user] = await tx.select().from(users).where(eq(users.id, userId));
        const phone = await readPhone(tx, defaults, 'customer.phone', body.customer?.phone ?? null);
        return createBooking(tx, cipher, defaults, {
          tenantId,
          actor,
          requestId: context.requestId,
          userId: onlyOwn(principal) ?? (body.customer ? null : userId),
          propertyId: body.property_id,
          date: body.booking_date,
          shift: body.shift_type,
          customer: {
            name: body.customer?.name ?? user?.displayName ?? 'customer',
            phone,
            cnic: body.customer?.cnic ?? null,
          },
        });
      });
      await startProcess(tenantId, processId);
      return { status: 201, body: bookingJson(booking) };
    },
  });

export const cancelBooking = ({ db }: BookingRouteDeps) =>
  defineRoute({
    method: 'post',
    path: '/bookings/:booking_id/cancel',
    area: 'bookings',
    summary: 'Give a booking up that is not confirmed; the same again changes nothing',
    access: 'user',
    params: bookingIdParam,
    responses: { 202: { description: 'It is being cancelled, or is', schema: bookingSchema } },
    errors: ['BOOKING_NOT_FOUND', 'BOOKING_EXPIRED', 'INVALID_BOOKING_STATUS'],
    async handle(_context, principal, { params }) {
      const { tenantId } = principal;
      const booking = await db.withTenant(tenantId, async (tx) => {
        const found = await ownBooking(tx, params.booking_id, onlyOwn(principal));
        await requestCancellation(tx, found);
        return found;
      });
      return { status: 202, body: bookingJson(booking) };
    },
  });
