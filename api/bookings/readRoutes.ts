import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { bookings, properties } from '../../db/bookings/schema.ts';
import { BOOKING_STATUSES } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';
import { paymentJson, paymentSchema } from './bookingJson.ts';
import { type BookingRouteDeps, bookingIdParam, onlyOwn } from './fields.ts';
import { momentSchema, paymentsOf, shownBooking, shownBookingSchema, timelineOf } from './shownBooking.ts';

export const listBookings = ({ db }: BookingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/bookings',
    area: 'bookings',
    summary: 'Bookings, newest first: your own, or all of them with bookings:read',
    access: 'user',
    query: listQuery(['created_at'], '-created_at', { status: z.enum(BOOKING_STATUSES).optional() }),
    responses: { 200: { description: 'A page', schema: listSchema('bookings', shownBookingSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: bookings.createdAt }, bookings.id);
      const own = onlyOwn(principal);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ booking: bookings, property: properties.name, ...list.columns })
          .from(bookings)
          .innerJoin(properties, eq(properties.id, bookings.propertyId))
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
      const reader = own ? 'customer' : 'office';
      const listed = shown.map(({ booking, property }) => shownBooking(booking, property, reader));
      return { status: 200, body: { bookings: listed, ...page } };
    },
  });

export const showBooking = ({ db, cipher }: BookingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/bookings/:booking_id',
    area: 'bookings',
    summary: 'One booking with its payments, and what happened to it in sentences',
    access: 'user',
    params: bookingIdParam,
    responses: {
      200: {
        description: 'The booking',
        schema: shownBookingSchema.extend({ payments: z.array(paymentSchema), timeline: z.array(momentSchema) }),
      },
    },
    errors: ['BOOKING_NOT_FOUND'],
    async handle(_context, principal, { params }) {
      const own = onlyOwn(principal);
      const reader = own ? 'customer' : 'office';
      const body = await db.withTenant(principal.tenantId, async (tx) => {
        const [row] = await tx
          .select({ booking: bookings, property: properties.name })
          .from(bookings)
          .innerJoin(properties, eq(properties.id, bookings.propertyId))
          .where(eq(bookings.bookingId, params.booking_id));
        if (!row || (own && row.booking.userId !== own)) throw new CodedError('BOOKING_NOT_FOUND');
        const paid = await paymentsOf(tx, row.booking.bookingId);
        return {
          ...shownBooking(row.booking, row.property, reader),
          payments: paid.map((payment) => paymentJson(cipher, payment)),
          timeline: await timelineOf(tx, row.booking, paid, reader),
        };
      });
      return { status: 200, body };
    },
  });
