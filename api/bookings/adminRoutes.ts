import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { bookings, paymentColumns, payments, properties } from '../../db/bookings/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  bookingJson,
  bookingSchema,
  paymentJson,
  paymentSchema,
  SHOWN_PAYMENTS,
  verificationJson,
  verificationSchema,
} from './bookingJson.ts';
import { type BookingRouteDeps, bookingIdParam } from './fields.ts';
import { paymentTask } from './paymentTask.ts';

const pendingVerifications = ({ db, cipher }: BookingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/admin/pending-verifications',
    budget: 'admin',
    area: 'bookings',
    summary: 'Bookings whose payment waits for a person, oldest first',
    access: 'bookings:verify',
    query: listQuery(['created_at'], 'created_at', {}),
    responses: { 200: { description: 'A page', schema: listSchema('bookings', verificationSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: bookings.createdAt }, bookings.id);
      const newest = sql`(select p.payment_id from payments p where p.booking_id = ${bookings.bookingId}
          and p.status in ('pending', 'matched') order by p.created_at desc limit 1)`;
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ booking: bookings, property: properties, payment: paymentColumns, ...list.columns })
          .from(bookings)
          .innerJoin(properties, eq(properties.id, bookings.propertyId))
          .leftJoin(payments, eq(payments.id, newest))
          .where(and(eq(bookings.status, 'Waiting'), list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { bookings: shown.map((row) => verificationJson(cipher, row)), ...page } };
    },
  });

const bookingDetails = ({ db, cipher }: BookingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/admin/booking/:booking_id/details',
    budget: 'admin',
    area: 'bookings',
    summary: 'A booking with its customer, property and all its payments',
    access: 'bookings:verify',
    params: bookingIdParam,
    responses: {
      200: {
        description: 'The booking',
        schema: verificationSchema.extend({
          booking: bookingSchema,
          screenshot: z.object({ url: z.string().nullable(), data: z.unknown().nullable() }),
          payments: z.array(paymentSchema),
          task_id: z.uuid().nullable().describe('The review that waits, if any'),
        }),
      },
    },
    errors: ['BOOKING_NOT_FOUND'],
    async handle(_context, principal, { params }) {
      const body = await db.withTenant(principal.tenantId, async (tx) => {
        const [row] = await tx
          .select({ booking: bookings, property: properties })
          .from(bookings)
          .innerJoin(properties, eq(properties.id, bookings.propertyId))
          .where(eq(bookings.bookingId, params.booking_id));
        if (!row) throw new CodedError('BOOKING_NOT_FOUND');
        const paid = await tx
          .select(paymentColumns)
          .from(payments)
          .where(eq(payments.bookingId, params.booking_id))
          .orderBy(desc(payments.createdAt))
          .limit(SHOWN_PAYMENTS);
        const shown = paid.find((payment) => payment.status !== 'rejected') ?? paid[0] ?? null;
        const task = await paymentTask(tx, params.booking_id);
        return {
          ...verificationJson(cipher, { ...row, payment: shown }),
          booking: bookingJson(row.booking),
          screenshot: { url: shown?.screenshotUrl ?? null, data: shown?.screenshotData ?? null },
          payments: paid.map((payment) => paymentJson(cipher, payment)),
          task_id: task?.state === 'pending' ? task.id : null,
        };
      });
      return { status: 200, body };
    },
  });

const unmatchedPayments = ({ db, cipher }: BookingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/admin/unmatched-payments',
    budget: 'admin',
    area: 'bookings',
    summary: 'Payments without a booking, newest first, each with the reason',
    access: 'bookings:verify',
    query: listQuery(['created_at'], '-created_at', {}),
    responses: {
      200: {
        description: 'A page',
        schema: listSchema('payments', paymentSchema.extend({ task_id: z.uuid().nullable() })),
      },
    },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: payments.createdAt }, payments.id);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ payment: paymentColumns, taskId: reviewTasks.id, ...list.columns })
          .from(payments)
          .leftJoin(
            processes,
            and(
              eq(processes.kind, 'unmatched-payment'),
              eq(processes.status, 'open'),
              sql`${processes.subject} = ${payments.id}::text`,
            ),
          )
          .leftJoin(reviewTasks, and(eq(reviewTasks.processId, processes.id), eq(reviewTasks.state, 'pending')))
          .where(and(eq(payments.status, 'unmatched'), list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      const listed = shown.map(({ payment, taskId }) => ({ ...paymentJson(cipher, payment), task_id: taskId }));
      return { status: 200, body: { payments: listed, ...page } };
    },
  });

/** What waits for the office, and what it looks at before it decides. */
export const bookingAdminRoutes = (deps: BookingRouteDeps): Route[] => [
  pendingVerifications(deps),
  bookingDetails(deps),
  unmatchedPayments(deps),
];
