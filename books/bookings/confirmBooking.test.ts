import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type BookingRow, lockBooking } from '../../db/bookings/bookings.ts';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { BOOKING_STATUSES, mayMove, PAYMENT_STATUSES, paymentMayMove } from '../../domain/bookings/states.ts';
import { type Office, openOffice } from '../../tests/database/bookingBooks.ts';
import { BOOKINGS } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { attachPayment } from './attachPayment.ts';
import { confirmBooking } from './confirmBooking.ts';
import { dropLostClaims } from './dropLostClaims.ts';
import { moveBookings } from './moveBookings.ts';
import { movePayment, movePayments } from './movePayments.ts';
import { rejectPayment } from './rejectPayment.ts';
import { releaseBookings } from './releaseBookings.ts';
import { setPaymentAside, takeBookingFrom } from './setPaymentAside.ts';
import { waitForDecision, waitForPayment } from './waitForDecision.ts';

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  office = await openOffice(database);
});
afterAll(async () => {
  expect(await office.broken()).toEqual([]);
  await database.end();
});

const books = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
const locked = async (tx: Transaction, id: string): Promise<BookingRow> => {
  const booking = await lockBooking(tx, id);
  if (!booking) throw new Error('no booking');
  return booking;
};
const paymentIn = async (tx: Transaction, id: string): Promise<PaymentRow> => {
  const [payment] = await tx.select(paymentColumns).from(payments).where(eq(payments.id, id));
  if (!payment) throw new Error('no payment');
  return payment;
};
const eventsOf = async (subject: string): Promise<string[]> =>
  (await database.owner`select type from events where subject = ${subject} order by sequence`).map((row) => row.type);
const told = async (id: string): Promise<string[]> =>
  (await database.owner`select template from notifications where recipient = ${`booking:${id}`} order by template`).map(
    (row) => row.template,
  );
const slots = async (id: string) =>
  Number((await database.owner`select count(*)::int as n from booking_slots where booking_id = ${id}`)[0]?.n);
const confirm = (id: string, processId: string, paymentId: string, acceptedRequestId: string | null = null) =>
  books(async (tx) =>
    confirmBooking(tx, await locked(tx, id), {
      processId,
      endsRun: true,
      payment: await paymentIn(tx, paymentId),
      method: 'auto_gmail',
      actor: 'workflow',
      taskId: null,
      acceptedRequestId,
    }),
  );

describe('states move by their tables', () => {
  it('a booking goes where the table of states says, and nowhere else', async () => {
    for (const from of BOOKING_STATUSES)
      for (const to of BOOKING_STATUSES) {
        if (from === to || to === 'Confirmed') continue;
        const { id } = await office.book();
        await database.owner.begin(async (tx) => {
          await tx`set local session_replication_role = replica`;
          await tx`update bookings set status = ${from} where booking_id = ${id}`;
        });
        const moved = await books((tx) => moveBookings(tx, [{ bookingId: id, status: from }], to)).then(
          () => true,
          (error: { code?: string }) => error.code,
        );
        expect(moved, `${from} to ${to}`).toBe(mayMove(from, to) ? true : 'INVALID_BOOKING_STATUS');
        expect(await office.stateOf(id)).toBe(mayMove(from, to) ? to : from);
        await database.owner.begin(async (tx) => {
          await tx`set local session_replication_role = replica`;
          await tx`update bookings set status = 'Cancelled', payment_id = null where booking_id = ${id}`;
        });
      }
  });

  it('one that somebody has moved meanwhile is not moved over it', async () => {
    const { id } = await office.book();
    await books(async (tx) => moveBookings(tx, [await locked(tx, id)], 'Cancelled'));
    await expect(books((tx) => moveBookings(tx, [{ bookingId: id, status: 'Pending' }], 'Expired'))).rejects.toThrow();
    expect(await office.stateOf(id)).toBe('Cancelled');
  });

  it('a payment goes where its table says; the others of a lot stay as they are', async () => {
    for (const from of PAYMENT_STATUSES)
      for (const to of PAYMENT_STATUSES) {
        if (from === to) continue;
        const id = await office.mail();
        await database.owner.begin(async (tx) => {
          await tx`set local session_replication_role = replica`;
          await tx`update payments set status = ${from}::payment_status where payment_id = ${id}`;
        });
        const moved = await books((tx) => movePayments(tx, eq(payments.id, id), to, {}));
        expect(moved.length === 1, `${from} to ${to}`).toBe(paymentMayMove(from, to));
        expect((await office.paymentOf(id)).status).toBe(paymentMayMove(from, to) ? to : from);
        if (moved.length === 0)
          await expect(books((tx) => movePayment(tx, { id }, to, {}))).rejects.toMatchObject({
            code: 'PAYMENT_MATCH_FAILED',
          });
        await database.owner.begin(async (tx) => {
          await tx`set local session_replication_role = replica`;
          await tx`delete from payments where payment_id = ${id}`;
        });
      }
  });
});

describe('a booking is confirmed', () => {
  it('with both states, one event and one message, once', async () => {
    const { id, totalMinor, processId } = await office.book();
    const mail = await office.mail({ amountMinor: totalMinor, transactionId: 'CONF-1001' });
    expect(await confirm(id, processId, mail)).toBeNull();
    expect([await office.stateOf(id), (await office.paymentOf(mail)).status]).toEqual(['Confirmed', 'verified']);
    expect((await eventsOf(`booking:${id}`)).filter((type) => type === 'booking_auto_confirmed')).toHaveLength(1);
    expect(await told(id)).toEqual(['booking_confirmed']);
    const [run] = await database.owner`select status from processes where id = ${processId}`;
    expect(run).toEqual({ status: 'closed' });
    await expect(confirm(id, processId, mail)).rejects.toThrow();
    expect(await told(id)).toEqual(['booking_confirmed']);
  });

  it('not with another amount, not after a cancellation was asked for, not with a transfer that holds another', async () => {
    const { id, totalMinor, processId } = await office.book();
    const small = await office.mail({ amountMinor: totalMinor - 1 });
    expect(await confirm(id, processId, small)).toBe('OVERRIDE_REQUIRED');
    const other = await office.book();
    const paid = await office.mail({ amountMinor: other.totalMinor, transactionId: 'CONF-2002' });
    expect(await confirm(other.id, other.processId, paid)).toBeNull();
    const again = await office.mail({ amountMinor: totalMinor, transactionId: 'CONF-2002' });
    expect(await confirm(id, processId, again)).toBe('DUPLICATE_PAYMENT');
    await database.owner`update bookings set cancel_requested_at = now() where booking_id = ${id}`;
    const good = await office.mail({ amountMinor: totalMinor });
    expect(await confirm(id, processId, good)).toBe('INVALID_BOOKING_STATUS');
    expect([await office.stateOf(id), await told(id)]).toEqual(['Pending', []]);
  });

  it('what else was claimed ends: the screenshot is refused, a second mail asks a person', async () => {
    const { id, totalMinor, processId } = await office.book();
    const claim = await office.claim(id, { transactionId: 'CONF-3003' });
    const second = await office.mail({ amountMinor: totalMinor });
    await database.owner`update payments set status = 'matched', booking_id = ${id} where payment_id = ${second}`;
    const mail = await office.mail({ amountMinor: totalMinor, transactionId: 'CONF-3003' });
    expect(await confirm(id, processId, mail)).toBeNull();
    expect(await office.paymentOf(claim)).toMatchObject({ status: 'rejected', reason: 'duplicate' });
    expect(await office.paymentOf(second)).toMatchObject({
      status: 'unmatched',
      reason: 'duplicate',
      booking_id: null,
    });
  });
});

describe('a payment gets its booking, or loses it', () => {
  const attach = (paymentId: string, bookingId: string, certain: boolean) =>
    books(async (tx) =>
      attachPayment(tx, await paymentIn(tx, paymentId), {
        bookingId,
        confidence: 90,
        certain,
        claims: 0,
        match: {},
        transferKey: null,
      }),
    );

  it('one that is certain confirms it; one that is not waits, and a second is refused', async () => {
    const [sure, unsure] = [await office.book(), await office.book()];
    const first = await office.mail({ amountMinor: sure.totalMinor });
    expect(await attach(first, sure.id, true)).toBe(true);
    expect(await office.stateOf(sure.id)).toBe('Confirmed');
    const [second, third] = [await office.mail({ amountMinor: unsure.totalMinor }), await office.mail()];
    expect(await attach(second, unsure.id, false)).toBe(true);
    expect([await office.stateOf(unsure.id), (await office.paymentOf(second)).status]).toEqual(['Pending', 'matched']);
    expect(await eventsOf(`payment:${second}`)).toEqual(['payment_matched']);
    expect(await attach(third, unsure.id, false)).toBe(false);
    expect(await office.paymentOf(third)).toMatchObject({ status: 'pending', booking_id: null });
    expect(await attach(third, sure.id, false)).toBe(false);
  });

  it('set aside it keeps the reason and asks a person, once', async () => {
    const mail = await office.mail();
    const aside = () =>
      books(async (tx) => setPaymentAside(tx, await paymentIn(tx, mail), { reason: 'tie', match: null }));
    await aside();
    expect(await office.paymentOf(mail)).toMatchObject({ status: 'unmatched', reason: 'tie' });
    await expect(aside()).rejects.toMatchObject({ code: 'PAYMENT_MATCH_FAILED' });
    expect(await eventsOf(`payment:${mail}`)).toEqual(['payment_unmatched']);
    const runs = await database.owner`select id from processes where kind = 'unmatched-payment' and subject = ${mail}`;
    expect(runs).toHaveLength(1);
  });

  it('one whose booking is taken from it keeps nothing that was accepted for that one', async () => {
    const { id } = await office.book();
    const mail = await office.mail();
    await database.owner`update payments set status = 'matched', booking_id = ${id}, auto_confirm = true where payment_id = ${mail}`;
    await books(async (tx) => takeBookingFrom(tx, await paymentIn(tx, mail), 'booking_cancelled'));
    const [row] = await database.owner`select status, reason, booking_id, auto_confirm, accepted_request_id
      from payments where payment_id = ${mail}`;
    expect(row).toEqual({
      status: 'unmatched',
      reason: 'booking_cancelled',
      booking_id: null,
      auto_confirm: false,
      accepted_request_id: null,
    });
  });
});

describe('a booking waits, or is refused', () => {
  it('waits for a decision and then for a payment again; one that is over does not', async () => {
    const { id } = await office.book();
    await books(async (tx) => waitForDecision(tx, await locked(tx, id)));
    expect(await office.stateOf(id)).toBe('Waiting');
    const after = await books(async (tx) => waitForPayment(tx, await locked(tx, id)));
    expect([after.status, await office.stateOf(id)]).toEqual(['Pending', 'Pending']);
    await books(async (tx) => moveBookings(tx, [await locked(tx, id)], 'Cancelled'));
    await expect(books(async (tx) => waitForDecision(tx, await locked(tx, id)))).rejects.toMatchObject({
      code: 'INVALID_BOOKING_STATUS',
    });
  });

  it('a refused payment gives a new window, an event and a message; the same again is refused', async () => {
    const { id } = await office.book();
    const claim = await office.claim(id);
    await database.owner`update bookings set expires_at = now() - interval '1 minute' where booking_id = ${id}`;
    const reject = () =>
      books(async (tx) =>
        rejectPayment(tx, await locked(tx, id), {
          payment: await paymentIn(tx, claim),
          reason: 'blurred',
          actor: 'user:x',
          windowMinutes: 15,
        }),
      );
    await reject();
    const [row] =
      await database.owner`select status, rejection_reason, expires_at > now() + interval '14 minutes' as anew
      from bookings where booking_id = ${id}`;
    expect(row).toEqual({ status: 'Pending', rejection_reason: 'blurred', anew: true });
    expect(await office.paymentOf(claim)).toMatchObject({ status: 'rejected', reason: 'rejected' });
    await expect(reject()).rejects.toMatchObject({ code: 'PAYMENT_MATCH_FAILED' });
    expect((await eventsOf(`booking:${id}`)).filter((type) => type === 'booking_payment_rejected')).toHaveLength(1);
    expect(await told(id)).toEqual(['booking_rejected']);
  });
});

describe('a booking ends', () => {
  it.each(['Expired', 'Cancelled'] as const)(
    '%s it gives its slot back, and its claim asks a person',
    async (status) => {
      const { id, processId } = await office.book();
      const claim = await office.claim(id);
      // A booking that waits does not expire; its claim may have come while it was pending.
      if (status === 'Expired') await books(async (tx) => waitForPayment(tx, await locked(tx, id)));
      const release = () =>
        books(async (tx) =>
          releaseBookings(tx, tenantId, [await locked(tx, id)], { processId, status, expirationMinutes: 15 }),
        );
      expect(await slots(id)).toBe(1);
      await release();
      expect([await office.stateOf(id), await slots(id)]).toEqual([status, 0]);
      expect(await office.paymentOf(claim)).toMatchObject({ status: 'unmatched', reason: 'booking_cancelled' });
      expect(await told(id)).toEqual(status === 'Expired' ? ['booking_expired'] : []);
      const wrong = status === 'Expired' ? 'Cancelled' : 'Expired';
      await expect(
        books(async (tx) =>
          releaseBookings(tx, tenantId, [await locked(tx, id)], { processId, status: wrong, expirationMinutes: 15 }),
        ),
      ).rejects.toMatchObject({ code: 'INVALID_BOOKING_STATUS' });
    },
  );

  it('claims of a transfer that a person gave to another booking are refused; without a person nothing is', async () => {
    const [payer, thief] = [await office.book(), await office.book()];
    const lost = await office.claim(thief.id, { transactionId: 'LOST-4004' });
    const drop = () =>
      books(async (tx) =>
        dropLostClaims(tx, thief.processId, await locked(tx, thief.id), [await paymentIn(tx, lost)], BOOKINGS),
      );
    expect(await drop()).toMatchObject({ given: null });
    expect(await office.paymentOf(lost)).toMatchObject({ status: 'pending' });
    const mail = await office.mail({ amountMinor: payer.totalMinor, transactionId: 'LOST-4004' });
    expect(await confirm(payer.id, payer.processId, mail)).toBeNull();
    expect(await drop()).toMatchObject({ given: null });
    await database.owner`update payments set verified_by = 'user:x' where payment_id = ${mail}`;
    const { open, given } = await drop();
    expect([open, given instanceof Date]).toEqual([[], true]);
    expect(await office.paymentOf(lost)).toMatchObject({ status: 'rejected' });
    expect(await office.stateOf(thief.id)).toBe('Pending');
  });
});
