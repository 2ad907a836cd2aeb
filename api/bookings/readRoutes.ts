import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { bookings, paymentColumns, payments } from '../../db/bookings/schema.ts';
import { BOOKING_STATUSES } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';
import { bookingJson, bookingSchema, paymentJson, paymentSchema, SHOWN_PAYMENTS } from './bookingJson.ts';
import { type BookingRouteDeps, bookingIdParam, onlyOwn } from './fields.ts';

export const listBookings = ({ db }: BookingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/bookings',
    area: 'bookings',
    summary: 'Bookings, newest first: your own, or all of them with bookings:read',
    access: 'user',
    query: listQuery(['created_at'], '-created_at', { status: z.enum(BOOKING_STATUSES).optional() }),
    responses: { 200: { description: 'A page', schema: listSchema('bookings', bookingSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: bookings.createdAt }, bookings.id);
      const own = onlyOwn(principal);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ booking: bookings, ...list.columns })
          .from(bookings)
          .where(
            and(
              query.status ? eq(bookings.status, query.status) : undefined,
              own ? eq(bookings.userId, own) : undefined,
              list.where,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { bookings: shown.map(({ booking }) => bookingJson(booking)), ...page } };
    },
  });

export const showBooking = ({ db, cipher }: BookingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/bookings/:booking_id',
    area: 'bookings',
    summary: 'One booking with its payments',
    access: 'user',
    params: bookingIdParam,
    responses: {
      200: { description: 'The booking', schema: bookingSchema.extend({ payments: z.array(paymentSchema) }) },
    },
    errors: ['BOOKING_NOT_FOUND'],
    async handle(_context, principal, { params }) {
      const body = await db.withTenant(principal.tenantId, async (tx) => {
        const [booking] = await tx.select().from(bookings).where(eq(bookings.bookingId, params.booking_id));
        const own = onlyOwn(principal);
        if (!booking || (own && booking.userId !== own)) throw new CodedError('BOOKING_NOT_FOUND');
        const paid = await tx
          .select(paymentColumns)
          .from(payments)
          .where(eq(payments.bookingId, booking.bookingId))
          .orderBy(desc(payments.createdAt))
          .limit(SHOWN_PAYMENTS);
        return { ...bookingJson(booking), payments: paid.map((payment) => paymentJson(cipher, payment)) };
      });
      return { status: 200, body };
    },
  });
