import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { tellBooking } from '../../db/bookings/bookings.ts';
import { bookings, paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { users } from '../../db/identity/schema.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { BOOKING_ID, BOOKING_ID_RULE, BOOKING_STATUSES, SHIFTS } from '../../domain/bookings/states.ts';
import { transactionIdOf } from '../../domain/bookings/transactionId.ts';
import { uuidFromText } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { parseAmount } from '../../domain/money/money.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import type { LimitPolicy, RateLimits } from '../http/rateLimits.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { freeFields, plainText } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import { bookingJson, bookingSchema, paymentJson, paymentSchema, SHOWN_PAYMENTS } from './bookingJson.ts';
import { createBooking } from './createBooking.ts';
import { ownBooking, readPhone, submitPayment } from './submitPayment.ts';

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
const typedPhone = z.string().regex(PHONE, 'digits, with + before a country code').max(20);
export const amount = z.union(
  [z.number().positive(), z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)],
  'an amount such as 45 or "45.50"',
);
const CNIC = /^\d{5}-\d{7}-\d$/;

/** Digits of an amount in minor units; AMOUNT_OUT_OF_RANGE when it is none, is zero, or is more than anybody pays. */
function claimedMinor(value: number | string, currency: string, maximumAmount: number): number {
  let amountMinor = 0;
  try {
    amountMinor = parseAmount(value, currency);
  } catch {
    throw new CodedError('AMOUNT_OUT_OF_RANGE', `amount: not an amount in ${currency}`);
  }
  if (amountMinor <= 0 || amountMinor > parseAmount(maximumAmount, currency))
    throw new CodedError('AMOUNT_OUT_OF_RANGE', `amount: more than 0, at most ${maximumAmount} ${currency}`);
  return amountMinor;
}

/** Rights of the office see every booking; a customer only their own. */
const onlyOwn = (principal: Principal): string | null =>
  principal.permissions.includes('bookings:read') ? null : principal.userId;

/** Bookings as customers make and pay them. */
export function bookingRoutes(deps: BookingRouteDeps): Route[] {
  const { db, cipher, bookings: defaults, startProcess } = deps;
  return [
    defineRoute({
      method: 'post',
      path: '/bookings',
      area: 'bookings',
      summary: 'Book a shift of a property; it is held until it is paid or its window ends',
      access: 'user',
      idempotent: true,
      body: z.strictObject({
        property_id: z.uuid(),
        booking_date: z.iso.date(),
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
    }),
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
    }),
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
    }),
    defineRoute({
      method: 'post',
      path: '/bookings/:booking_id/payments',
      area: 'bookings',
      summary: 'Say that a booking was paid, with a screenshot; it waits for a person from then on',
      access: 'user',
      idempotent: true,
      params: bookingIdParam,
      body: z.strictObject({
        amount,
        screenshot_url: z
          .url({ protocol: /^https$/ })
          .max(2000)
          .optional(),
        screenshot_data: freeFields(16_384).optional(),
        transaction_id: z
          .string()
          .max(100)
          .transform(transactionIdOf)
          .optional()
          .describe('Id of the transfer at the provider; a placeholder such as N/A is as good as none'),
        sender_name: plainText(100).optional(),
        sender_phone: typedPhone.optional(),
      }),
      responses: { 201: { description: 'The payment', schema: paymentSchema } },
      errors: [
        'BOOKING_NOT_FOUND',
        'BOOKING_EXPIRED',
        'INVALID_BOOKING_STATUS',
        'DUPLICATE_PAYMENT',
        'TOO_MANY_CLAIMS',
        'AMOUNT_OUT_OF_RANGE',
      ],
      example: {
        amount: 5000.0,
        screenshot_url: 'https://example.com/screenshot.jpg',
        transaction_id: 'TXN123456',
        sender_name: 'John Doe',
      },
      async handle(context, principal, { params, body }) {
        if (deps.paymentTries)
          await deps.rateLimits.take({ bucket: `payments:${principal.actor}`, policy: deps.paymentTries });
        const payment = await db.withTenant(principal.tenantId, async (tx) => {
          const booking = await ownBooking(tx, params.booking_id, onlyOwn(principal));
          const senderPhone = await readPhone(tx, defaults, 'sender_phone', body.sender_phone ?? null);
          return submitPayment(
            tx,
            cipher,
            booking,
            {
              source: 'screenshot',
              amountMinor: claimedMinor(body.amount, booking.currency, defaults.maximumAmount),
              transactionId: body.transaction_id ?? null,
              senderName: body.sender_name || null,
              senderPhone,
              screenshotUrl: body.screenshot_url ?? null,
              screenshotData: body.screenshot_data ?? null,
            },
            {
              actor: principal.actor,
              requestId: context.requestId,
              idsPerDay: onlyOwn(principal) ? defaults.claimIdsPerDay : null,
            },
          );
        });
        return { status: 201, body: paymentJson(cipher, payment) };
      },
    }),
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
          if (found.status === 'Cancelled') return found;
          if (found.status === 'Expired') throw new CodedError('BOOKING_EXPIRED');
          if (found.status === 'Confirmed')
            throw new CodedError('INVALID_BOOKING_STATUS', undefined, { status: found.status });
          await tx
            .update(bookings)
            .set({ cancelRequestedAt: sql`coalesce(cancel_requested_at, now())` })
            .where(eq(bookings.id, found.id));
          await tellBooking(tx, found, uuidFromText(`${tenantId}:cancel:${found.id}`));
          return found;
        });
        return { status: 202, body: bookingJson(booking) };
      },
    }),
  ];
}
