import { and, desc, eq, sql } from 'drizzle-orm';
import { type BookingRow, bookingProcess, lockBooking, waitsForMatch } from '../../db/bookings.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { readable } from '../../db/mailbox.ts';
import { tellApprovers } from '../../db/notifications.ts';
import { closeProcess } from '../../db/processes.ts';
import { bookings, payments, properties } from '../../db/schema/bookings.ts';
import { tenantSettings } from '../../db/schema/identity.ts';
import { mailboxes } from '../../db/schema/mailbox.ts';
import { reviewTasks } from '../../db/schema/reviews.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import type { Log } from '../../domain/operations/logLevels.ts';
import type { BookingStep } from '../../workflows/bookings/contract.ts';
import { openTask } from '../reviews/openTask.ts';
import { confirmBooking, releaseBooking } from './settleBooking.ts';

export interface BookingDeps {
  db: Database;
  bookings: BookingSettings;
  approverEmails: string[];
}

type PaymentRow = typeof payments.$inferSelect;

const SWEEP_BATCH = 100;

export const REMIND_AFTER = { remindMs: 24 * 3_600_000, escalateMs: 48 * 3_600_000, expireMs: null } as const;

/** What a reviewer is shown of a payment. Names and numbers of customers are what the decision is about. */
export const paymentCard = (payment: PaymentRow) => ({
  payment_id: payment.id,
  source: payment.source,
  transaction_id: payment.transactionId,
  amount_minor: payment.amountMinor,
  currency: payment.currency,
  sender_name: payment.senderName,
  screenshot_url: payment.screenshotUrl,
  paid_at: payment.paidAt.toISOString(),
  subject: payment.emailSubject,
  evidence: payment.evidence,
});

/** The booking's own steps in the books. Each takes the row lock of the booking first: it decides what came first. */
export function createBookingActivities({ db, bookings: defaults, approverEmails, log }: BookingDeps & { log: Log }) {
  const claims = (tx: Transaction, bookingId: string): Promise<PaymentRow[]> =>
    tx
      .select()
      .from(payments)
      .where(and(eq(payments.bookingId, bookingId), sql`${payments.status} in ('pending', 'matched')`))
      .orderBy(desc(payments.createdAt))
      .execute();

  /** A mail that names the transaction of a screenshot proves the screenshot (U-63). */
  const methodOf = (payment: PaymentRow, all: PaymentRow[]) =>
    all.some(
      (other) =>
        other.source === 'screenshot' &&
        other.transactionId !== null &&
        other.transactionId === payment.transactionId &&
        other.amountMinor === payment.amountMinor,
    )
      ? ('auto_screenshot' as const)
      : ('auto_gmail' as const);

  /** Whether mail from before this instant may be in a payment inbox unread, or in the books unmatched. */
  async function unread(tx: Transaction, before: Date): Promise<boolean> {
    const [boxes, waiting] = await Promise.all([
      tx
        .select({ id: mailboxes.id })
        .from(mailboxes)
        .where(
          and(readable('payment_inbox'), sql`coalesce(checked_at, '-infinity') < ${before.toISOString()}::timestamptz`),
        )
        .limit(1)
        .execute(),
      tx.select({ id: payments.id }).from(payments).where(waitsForMatch()).limit(1).execute(),
    ]);
    return boxes.length + waiting.length > 0;
  }

  async function askPerson(
    tx: Transaction,
    input: { tenantId: string; processId: string },
    booking: BookingRow,
    payment: PaymentRow,
  ): Promise<BookingStep> {
    const { tenantId, processId } = input;
    if (booking.status !== 'Waiting')
      await tx.update(bookings).set({ status: 'Waiting', updatedAt: sql`now()` }).where(eq(bookings.id, booking.id));
    const [waiting] = await tx
      .select({ gate: reviewTasks.gate })
      .from(reviewTasks)
      .where(and(eq(reviewTasks.processId, processId), eq(reviewTasks.state, 'pending')));
    const [property] = await tx.select().from(properties).where(eq(properties.id, booking.propertyId));
    const { opened, created } = await openTask(tx, {
      tenantId,
      processId,
      kind: 'booking_payment',
      gate: waiting?.gate ?? `payment/${payment.id}`,
      subject: booking.bookingId,
      reason: payment.amountMinor === booking.totalMinor ? null : 'amount_differs',
      shown: {
        booking: {
          booking_id: booking.bookingId,
          status: 'Waiting',
          customer_name: booking.customerName,
          date: booking.bookingDate,
          shift: booking.shift,
          total_minor: booking.totalMinor,
          currency: booking.currency,
          created_at: booking.createdAt.toISOString(),
        },
        property: property && { name: property.name, type: property.type, address: property.address },
        payment: paymentCard(payment),
        match: payment.match,
      },
      payee: booking.bookingId,
      currency: payment.currency,
      maximumMinor: payment.amountMinor,
      atRiskMinor: booking.totalMinor,
      confidence: payment.matchConfidence === null ? null : payment.matchConfidence / 100,
      hasProposal: true,
      timings: REMIND_AFTER,
    });
    if (created) {
      await tellApprovers(tx, {
        tenantId,
        batchKey: `${processId}:${opened.taskId}:requested`,
        configured: approverEmails,
        template: 'booking_review_requested',
        variables: {
          taskId: opened.taskId,
          subject: booking.bookingId,
          amountMinor: payment.amountMinor,
          currency: payment.currency,
        },
      });
      await appendEvent(tx, {
        type: 'review_task_opened',
        actor: 'workflow',
        subject: `booking:${booking.bookingId}`,
        data: { taskId: opened.taskId, kind: 'booking_payment', paymentId: payment.id },
      });
    }
    return { kind: 'review', task: opened };
  }

  return {
    /**
     * Looks at the books and takes the booking one step on: ended, cancelled, confirmed by a payment that needs no
     * person, waiting for one who decides, expired, or still pending. `dueMs`: the deadline that has passed, if any;
     * `checked`: the inbox has been read since.
     */
    async advanceBooking(input: {
      tenantId: string;
      processId: string;
      bookingId: string;
      dueMs: number | null;
      checked: boolean;
    }): Promise<BookingStep> {
      const { tenantId, processId } = input;
      const step = await db.withTenant(tenantId, async (tx): Promise<BookingStep> => {
        // One round trip: the server takes them in this order, so the claims are read under the lock.
        const [booking, [tenant], all] = await Promise.all([
          lockBooking(tx, input.bookingId),
          tx.select().from(tenantSettings).execute(),
          claims(tx, input.bookingId),
        ]);
        if (!booking) throw new Error('no such booking');
        const settings = settingsOf(defaults, tenant);
        const windowMinutes = settings.expirationMinutes;
        const { status } = booking;
        const final = status === 'Confirmed' || status === 'Cancelled';
        // An expired booking lives on only where somebody has linked a payment to it.
        if (final || (status === 'Expired' && all.length === 0)) {
          await closeProcess(tx, processId);
          return { kind: 'ended', status };
        }
        if (booking.cancelRequestedAt && status !== 'Expired') {
          await releaseBooking(tx, booking, { processId, status: 'Cancelled', windowMinutes });
          return { kind: 'ended', status: 'Cancelled' };
        }
        const certain = all.find((payment) => payment.autoConfirm);
        if (certain) {
          const linkedBy = certain.verifiedBy;
          await confirmBooking(tx, booking, {
            processId,
            endsRun: true,
            payment: certain,
            method: linkedBy ? 'manual_admin' : methodOf(certain, all),
            actor: linkedBy ?? 'workflow',
            taskId: null,
          });
          return { kind: 'ended', status: 'Confirmed' };
        }
        const [newest] = all;
        if (newest) return askPerson(tx, input, booking, newest);
        const expiresAtMs = booking.expiresAt.getTime();
        if (expiresAtMs > Math.max(Date.now(), input.dueMs ?? 0)) return { kind: 'pending', expiresAtMs };
        if (!input.checked && settings.mode !== 'manual' && (await unread(tx, booking.expiresAt)))
          return { kind: 'check', sinceMs: expiresAtMs };
        await releaseBooking(tx, booking, { processId, status: 'Expired', windowMinutes });
        return { kind: 'ended', status: 'Expired' };
      });
      if (step.kind === 'ended') log('booking ended', { booking_id: input.bookingId, status: step.status });
      return step;
    },

    /**
     * Safety net for rows that nobody looks after: no run was ever started for them (older systems). Overdue ones expire
     * here, in batches; one that has a payment gets a run, because a person must look. Returns how many of each.
     */
    async sweepBookings({ tenantId }: { tenantId: string }): Promise<{ expired: number; started: number }> {
      const done = { expired: 0, started: 0 };
      for (let full = true; full; ) {
        full = await db.withTenant(tenantId, async (tx) => {
          const rows = await tx.execute(sql`
            select booking_id from bookings b where status = 'Pending' and expires_at < now()
              and not exists (select 1 from processes p where p.kind = 'booking' and p.status = 'open'
                and p.key like b.booking_id || '/%')
            order by expires_at limit ${SWEEP_BATCH} for update skip locked`);
          const [tenant] = await tx.select().from(tenantSettings);
          const windowMinutes = settingsOf(defaults, tenant).expirationMinutes;
          for (const { booking_id: bookingId } of rows) {
            const booking = await lockBooking(tx, String(bookingId));
            if (!booking) continue;
            if ((await claims(tx, booking.bookingId)).length > 0) {
              await bookingProcess(tx, booking, 'workflow');
              done.started += 1;
            } else {
              await releaseBooking(tx, booking, { processId: null, status: 'Expired', windowMinutes });
              done.expired += 1;
            }
          }
          return rows.length === SWEEP_BATCH;
        });
      }
      return done;
    },
  };
}
