import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { createBooking } from '../../books/bookings/createBooking.ts';
import { saveProperty } from '../../books/bookings/saveProperty.ts';
import { bookings, paymentColumns, payments } from '../../db/bookings/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { bookingJson, bookingSchema, major, paymentJson, paymentSchema } from './bookingJson.ts';
import { type BookingRouteDeps, bookingIdParam } from './fields.ts';

type SendPaymentMail = (mail: {
  mailbox: string;
  amount: string;
  transactionId: string;
  name: string;
  authenticated: boolean;
}) => Promise<void>;

export interface DemoDeps extends BookingRouteDeps {
  /** Puts a payment mail into an inbox of the sandbox; null unless DEMO_MODE is on: then none of this exists. */
  sendPaymentMail: SendPaymentMail | null;
}

const SHOWN = 20;
const DAYS_AHEAD = 3_650;

const demoProperty = (tenantId: string, currency: string) => ({
  tenantId,
  name: `Demo farm ${crypto.randomUUID().slice(0, 8)}`,
  type: 'farm' as const,
  address: 'Karachi, Pakistan',
  contact: '+92 21 1234567',
  currency,
  dayMinor: 500_000,
  nightMinor: 600_000,
  fullDayMinor: 1_000_000,
  fullNightMinor: 1_100_000,
});

const makeUpBooking = ({ db, cipher, bookings: defaults, startProcess }: DemoDeps) =>
  defineRoute({
    method: 'post',
    path: '/demo/bookings',
    area: 'bookings',
    summary: 'Make up a property and a booking of it',
    access: 'bookings:manage',
    responses: { 201: { description: 'The booking', schema: bookingSchema } },
    errors: [],
    async handle(context, principal) {
      const { tenantId, actor } = principal;
      const day = new Date(Date.now() + (1 + Math.floor(Math.random() * DAYS_AHEAD)) * 86_400_000);
      const { booking, processId } = await db.withTenant(tenantId, async (tx) => {
        const property = await saveProperty(tx, demoProperty(tenantId, defaults.currency), {
          actor,
          requestId: context.requestId,
        });
        return createBooking(tx, cipher, defaults, {
          tenantId,
          actor,
          requestId: context.requestId,
          userId: null,
          propertyId: property.id,
          date: day.toISOString().slice(0, 10),
          shift: 'Day',
          customer: { name: 'John Doe', phone: '+923001234567', cnic: null },
        });
      });
      await startProcess(tenantId, processId);
      return { status: 201, body: bookingJson(booking) };
    },
  });

const putPaymentMail = ({ db, sendPaymentMail }: DemoDeps & { sendPaymentMail: SendPaymentMail }) =>
  defineRoute({
    method: 'post',
    path: '/demo/bookings/:booking_id/payment-mail',
    area: 'bookings',
    summary: "Put a payment mail for a booking into an inbox of the sandbox; it is read with that inbox's next reading",
    access: 'bookings:manage',
    params: bookingIdParam,
    body: z.strictObject({
      mailbox: z.string().max(254).default('office@countersign.example').describe('Address of a sandbox mailbox'),
      authenticated: z.boolean().default(true).describe('false: a forged one'),
    }),
    responses: { 201: { description: 'It is in the inbox', schema: z.object({ transaction_id: z.string() }) } },
    errors: ['BOOKING_NOT_FOUND', 'PROVIDER_ERROR'],
    example: { authenticated: true },
    async handle(_context, principal, { params, body }) {
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx.select().from(bookings).where(eq(bookings.bookingId, params.booking_id)).limit(1),
      );
      const [booking] = rows;
      if (!booking) throw new CodedError('BOOKING_NOT_FOUND');
      const transactionId = `DEMO${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
      const { mailbox, authenticated } = body;
      const amount = `${booking.currency} ${major(booking.totalMinor, booking.currency)}`;
      await sendPaymentMail({ mailbox, amount, transactionId, name: booking.customerName, authenticated }).catch(() => {
        throw new CodedError('PROVIDER_ERROR', 'The sandbox does not answer');
      });
      return { status: 201, body: { transaction_id: transactionId } };
    },
  });

const demoState = ({ db, cipher }: DemoDeps) =>
  defineRoute({
    method: 'get',
    path: '/demo/state',
    area: 'bookings',
    summary: `The newest ${SHOWN} bookings and payments`,
    access: 'bookings:manage',
    responses: {
      200: {
        description: 'As they stand',
        schema: z.object({ bookings: z.array(bookingSchema), payments: z.array(paymentSchema) }),
      },
    },
    errors: [],
    async handle(_context, principal) {
      const body = await db.withTenant(principal.tenantId, async (tx) => ({
        bookings: (await tx.select().from(bookings).orderBy(desc(bookings.createdAt)).limit(SHOWN)).map(bookingJson),
        payments: (await tx.select(paymentColumns).from(payments).orderBy(desc(payments.createdAt)).limit(SHOWN)).map(
          (row) => paymentJson(cipher, row),
        ),
      }));
      return { status: 200, body };
    },
  });

/** A rehearsal without a customer: a booking made up, a payment mail sent, and what stands in the books. */
export function demoRoutes(deps: DemoDeps): Route[] {
  const { sendPaymentMail } = deps;
  if (!sendPaymentMail) return [];
  return [makeUpBooking(deps), putPaymentMail({ ...deps, sendPaymentMail }), demoState(deps)];
}
