import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { tellApprovers } from '../../books/notifications/tellApprovers.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import { type BookingRow, bookingProcess, lockBooking, waitsForMatch } from '../../db/bookings/bookings.ts';
import { bookings, paymentColumns, payments, properties } from '../../db/bookings/schema.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { readable } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { asWarnings } from '../../domain/bookings/paymentFaults.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import type { Log } from '../../domain/operations/logLevels.ts';
import type { BookingStep } from '../../workflows/bookings/contract.ts';
import { provesClaim } from './attachPayment.ts';
import { dropLost } from './lostClaims.ts';
import { faultsOf } from './openFaults.ts';
import type { PaymentRow } from './paymentFacts.ts';
import { openGate } from './paymentGate.ts';
import { confirmBooking, putAside, releaseBookings } from './settleBooking.ts';

export interface BookingDeps {
  db: Database;
  bookings: BookingSettings;
  approverEmails: string[];
}

/** Bookings that end in one transaction. */
const BATCH = 100;

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
  const isClaim = sql`${payments.status} in ('pending', 'matched')`;
  const claims = (tx: Transaction, bookingId: string): Promise<PaymentRow[]> =>
    tx
      .select(paymentColumns)
      .from(payments)
      .where(and(eq(payments.bookingId, bookingId), isClaim))
      .orderBy(desc(payments.createdAt))
      .execute();

  const settingsNow = async (tx: Transaction): Promise<BookingSettings> =>
    settingsOf(defaults, (await tx.select().from(tenantSettings).execute())[0]);

  const methodOf = (payment: PaymentRow, all: PaymentRow[]) =>
    provesClaim(payment, all) ? ('auto_screenshot' as const) : ('auto_gmail' as const);

  /** Until when, in ms since the epoch, all payment mail is read and matched; infinite where none is read. */
  async function readUntil(tx: Transaction, { mode }: BookingSettings): Promise<number> {
    if (mode === 'manual') return Number.POSITIVE_INFINITY;
    const [[inboxes], waiting] = await Promise.all([
      tx
        .select({ untilMs: sql<number | null>`extract(epoch from min(coalesce(checked_at, 'epoch')))::float8 * 1000` })
        .from(mailboxes)
        .where(readable('payment_inbox'))
        .execute(),
      tx.select({ id: payments.id }).from(payments).where(waitsForMatch()).limit(1).execute(),
    ]);
    return waiting.length > 0 ? 0 : (inboxes?.untilMs ?? Number.POSITIVE_INFINITY);
  }

  /**
   * Expires what else is overdue, as far as its payment mail is read: a wave of deadlines is then done when the first of
   * its runs get their turn, not the last. Their own runs find them Expired, and end. What goes wrong here is left to
   * them: a row that can't expire must not hold up the others.
   */
  const expireOthers = (tenantId: string): Promise<void> =>
    db
      .withTenant(tenantId, async (tx) => {
        const settings = await settingsNow(tx);
        const overdue = sql`cancel_requested_at is null and expires_at <= to_timestamp(${await readUntil(tx, settings)}::float8 / 1000)`;
        const { free } = await lockOverdue(tx, overdue);
        await releaseBookings(tx, tenantId, free, { processId: null, status: 'Expired', ...settings });
      })
      .catch((error: unknown) =>
        log('overdue bookings not expired together', { tenant_id: tenantId, reason: (error as Error).name }),
      );

  /** Overdue bookings that nobody else has locked: those without a claim, and those somebody has claimed a payment for. */
  async function lockOverdue(tx: Transaction, where: SQL): Promise<{ free: BookingRow[]; claimed: BookingRow[] }> {
    const rows = await tx
      .select()
      .from(bookings)
      .where(and(eq(bookings.status, 'Pending'), sql`expires_at <= now()`, where))
      .orderBy(bookings.expiresAt)
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (rows.length === 0) return { free: [], claimed: [] };
    const bookingIds = rows.map((booking) => booking.bookingId);
    // A second statement, so that it sees what was committed before the rows were locked.
    const paid = await tx
      .select({ bookingId: payments.bookingId })
      .from(payments)
      .where(and(inArray(payments.bookingId, bookingIds), isClaim));
    const isClaimed = (booking: BookingRow) => paid.some(({ bookingId }) => bookingId === booking.bookingId);
    return { free: rows.filter((booking) => !isClaimed(booking)), claimed: rows.filter(isClaimed) };
  }

  async function askPerson(
    tx: Transaction,
    input: { tenantId: string; processId: string },
    booking: BookingRow,
    left: readonly PaymentRow[],
    newest: PaymentRow,
  ): Promise<BookingStep> {
    const { tenantId, processId } = input;
    if (booking.status !== 'Waiting')
      await tx.update(bookings).set({ status: 'Waiting', updatedAt: sql`now()` }).where(eq(bookings.id, booking.id));
    const { gate, payment } = await openGate(tx, processId, booking, left, newest);
    const [property] = await tx.select().from(properties).where(eq(properties.id, booking.propertyId));
    const { opened, created } = await openTask(tx, {
      tenantId,
      processId,
      kind: 'booking_payment',
      gate,
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
      warnings: asWarnings(await faultsOf(tx, payment, booking)),
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

  /**
   * Confirms with what needs no person, if there is such a payment. One that does not agree any more asks like any other;
   * one whose transfer holds another booking by now is put aside. `left`: what still waits for a person.
   */
  async function confirmCertain(
    tx: Transaction,
    processId: string,
    booking: BookingRow,
    all: PaymentRow[],
  ): Promise<{ confirmed: boolean; left: PaymentRow[] }> {
    const left: PaymentRow[] = [];
    for (const payment of all) {
      const linkedBy = payment.verifiedBy;
      const refusal = payment.autoConfirm
        ? await confirmBooking(tx, booking, {
            processId,
            endsRun: true,
            payment,
            method: linkedBy ? 'manual_admin' : methodOf(payment, all),
            actor: linkedBy ?? 'workflow',
            taskId: null,
          })
        : 'OVERRIDE_REQUIRED';
      if (refusal === null) return { confirmed: true, left };
      if (refusal === 'OVERRIDE_REQUIRED') left.push(payment);
      else await putAside(tx, payment, refusal === 'DUPLICATE_PAYMENT' ? 'duplicate' : 'booking_cancelled');
    }
    if (all.length > 0 && left.length === 0 && booking.status === 'Waiting')
      await tx.update(bookings).set({ status: 'Pending', updatedAt: sql`now()` }).where(eq(bookings.id, booking.id));
    return { confirmed: false, left };
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
        const [booking, settings, all] = await Promise.all([
          lockBooking(tx, input.bookingId),
          settingsNow(tx),
          claims(tx, input.bookingId),
        ]);
        if (!booking) throw new Error('no such booking');
        const { status } = booking;
        const final = status === 'Confirmed' || status === 'Cancelled';
        // An expired booking lives on only where somebody has linked a payment to it.
        if (final || (status === 'Expired' && all.length === 0)) {
          await closeProcess(tx, processId);
          return { kind: 'ended', status };
        }
        if (booking.cancelRequestedAt && status !== 'Expired') {
          await releaseBookings(tx, tenantId, [booking], { processId, status: 'Cancelled', ...settings });
          return { kind: 'ended', status: 'Cancelled' };
        }
        const { confirmed, left } = await confirmCertain(tx, processId, booking, all);
        if (confirmed) return { kind: 'ended', status: 'Confirmed' };
        const { open, given } = await dropLost(tx, processId, booking, left, settings);
        const [newest] = open;
        if (newest) return askPerson(tx, input, booking, open, newest);
        if (given) return { kind: 'pending', expiresAtMs: given.getTime() };
        const expiresAtMs = booking.expiresAt.getTime();
        if (expiresAtMs > Math.max(Date.now(), input.dueMs ?? 0)) return { kind: 'pending', expiresAtMs };
        if (!input.checked && (await readUntil(tx, settings)) < expiresAtMs)
          return { kind: 'check', sinceMs: expiresAtMs };
        await releaseBookings(tx, tenantId, [booking], { processId, status: 'Expired', ...settings });
        return { kind: 'ended', status: 'Expired' };
      });
      if (step.kind !== 'ended') return step;
      // Also where another run was faster: it stands before runs whose bookings still wait.
      if (step.status === 'Expired' && input.dueMs !== null) await expireOthers(tenantId);
      log('booking ended', { booking_id: input.bookingId, status: step.status });
      return step;
    },

    /**
     * For rows that no run serves: no run was ever started for them (older systems). Overdue ones expire
     * here, in batches; one that has a payment gets a run, because a person must look. Returns how many of each.
     */
    async sweepBookings({ tenantId }: { tenantId: string }): Promise<{ expired: number; started: number }> {
      const done = { expired: 0, started: 0 };
      for (let full = true; full; ) {
        full = await db.withTenant(tenantId, async (tx) => {
          const { free, claimed } = await lockOverdue(
            tx,
            sql`not exists (select 1 from processes p where p.kind = 'booking' and p.status = 'open'
              and p.subject = ${bookings.bookingId})`,
          );
          const settings = await settingsNow(tx);
          await releaseBookings(tx, tenantId, free, { processId: null, status: 'Expired', ...settings });
          for (const booking of claimed) await bookingProcess(tx, booking, 'workflow');
          done.expired += free.length;
          done.started += claimed.length;
          return free.length + claimed.length === BATCH;
        });
      }
      return done;
    },
  };
}
