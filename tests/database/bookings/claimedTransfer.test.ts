import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { closeUnmatched } from '../../../activities/bookings/closeUnmatched.ts';
import { submitPayment } from '../../../books/bookings/submitPayment.ts';
import { ownBooking } from '../../../db/bookings/bookings.ts';
import { createFieldCipher } from '../../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { type Office, openOffice } from '../bookingBooks.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const REASON = 'The payer sent me the receipt of both.';
const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 3) } });
let database: TestDatabase;
let office: Office;
let admin: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  office = await openOffice(database);
  const [user] =
    await database.owner`select id from users where tenant_id = ${TENANT} and 'admin' = any(roles) order by email limit 1`;
  admin = `user:${user?.id}`;
});
afterAll(async () => {
  expect(await office.broken()).toEqual([]);
  await database.end();
});

const askToCancel = (bookingId: string) =>
  database.owner`update bookings set cancel_requested_at = now() where booking_id = ${bookingId}`;

/** Two bookings are claimed with one id at the same instant; returns how many claims went in. */
async function claimAtOnce(transactionId: string, userIds: [string, string]): Promise<number> {
  const books = [await office.book({ userId: userIds[0] }), await office.book({ userId: userIds[1] })];
  const done = await Promise.allSettled(
    books.map(({ id }) =>
      database.db.withTenant(TENANT, async (tx) => {
        const booking = await ownBooking(tx, id, null);
        const claim = {
          source: 'screenshot' as const,
          amountMinor: booking.totalMinor,
          transactionId,
          senderName: null,
          senderPhone: null,
          screenshotUrl: null,
          screenshotData: null,
        };
        await submitPayment(tx, cipher, booking, claim, { actor: 'x', requestId: 'x', idsPerDay: null });
        // Long enough that the other would have looked before this one is committed.
        await new Promise((resolve) => setTimeout(resolve, 300));
      }),
    ),
  );
  return done.filter(({ status }) => status === 'fulfilled').length;
}

describe('one transfer confirms one booking, also where one side is a claim', () => {
  it('its mail confirmed another booking: the claim is refused, with or without a reason', async () => {
    const thief = await office.book({ totalMinor: 400_000, name: 'Mallory Thief' });
    const good = await office.book({ name: 'Jane Goodpayer' });
    await office.claim(thief.id, { transactionId: 'TXN880021' });
    const mail = await office.mail({
      amountMinor: good.totalMinor,
      transactionId: 'TXN880021',
      sender: 'Jane Goodpayer',
    });
    await office.match([mail], 'hybrid');
    expect(await office.stateOf(good.id)).toBe('Confirmed');
    const task = await office.bookingTask(thief.id);
    expect(await office.decide(task, 'approved', { actor: admin, reason: REASON })).toBe('DUPLICATE_PAYMENT');
    expect(await office.stateOf(thief.id)).toBe('Waiting');
  });

  it('a claim that was left over, or a mail behind a verified claim, is linked to no second booking', async () => {
    const [one, three, two] = [
      await office.book({ totalMinor: 930_000 }),
      await office.book({ totalMinor: 930_000 }),
      await office.book({ totalMinor: 930_000 }),
    ];
    const claim = await office.claim(one.id, { transactionId: 'TXN880031' });
    await askToCancel(one.id);
    await office.advance(one.id);
    await office.match([await office.mail({ amountMinor: 930_000, transactionId: 'TXN880031' })]);
    const other = (await office.stateOf(two.id)) === 'Confirmed' ? three : two;
    const link = { bookingId: other.id, confirm: true };
    const task = await office.paymentTask(claim);
    expect(await office.decide(task, 'modified', { actor: admin, reason: REASON, link })).toBe('DUPLICATE_PAYMENT');
    expect(await office.stateOf(other.id)).toBe('Pending');
  });

  it('the matcher sets a mail aside as duplicate whose claim a person has linked to another booking', async () => {
    const [one, two] = [await office.book({ totalMinor: 950_000 }), await office.book({ totalMinor: 960_000 })];
    const claim = await office.claim(one.id, { transactionId: 'TXN880032' });
    await database.owner`update payments set status = 'matched' where payment_id = ${claim}`;
    const mail = await office.mail({ amountMinor: two.totalMinor, transactionId: 'TXN880032', sender: 'John Doe' });
    // Another name than the claim's booking, so that its claim does not stand in the way of the match.
    await database.owner`update bookings set customer_name = 'Mallory Thief' where booking_id = ${one.id}`;
    await office.match([mail]);
    expect(await office.stateOf(two.id)).toBe('Pending');
    expect(await office.paymentOf(mail)).toMatchObject({ status: 'unmatched', reason: 'duplicate' });
  });

  it('what was to confirm without a person is put aside once its transfer holds another booking', async () => {
    const one = await office.book({ name: 'Jane Goodpayer' });
    const two = await office.book({ name: 'Mallory Thief' });
    const claim = await office.claim(two.id, { transactionId: 'TXN880033' });
    const sender = 'Jane Goodpayer';
    await office.match([await office.mail({ amountMinor: one.totalMinor, transactionId: 'TXN880033', sender })]);
    expect(await office.stateOf(one.id)).toBe('Confirmed');
    await database.owner`update payments set status = 'matched', auto_confirm = true where payment_id = ${claim}`;
    expect(await office.advance(two.id)).toMatchObject({ kind: 'pending' });
    expect(await office.stateOf(two.id)).toBe('Pending');
    expect(await office.paymentOf(claim)).toMatchObject({ status: 'unmatched', reason: 'duplicate', booking_id: null });
  });

  it('of two claims of one id at once by one customer, one goes in; of two customers both do', async () => {
    const [one, two] = await database.owner`select id from users where tenant_id = ${TENANT} order by email limit 2`;
    expect(await claimAtOnce('TXN880055', [one?.id, one?.id])).toBe(1);
    expect(await claimAtOnce('TXN880057', [one?.id, two?.id])).toBe(2);
  });

  it('planted bug: the audit sees a transfer that holds two bookings', async () => {
    for (const booking of [await office.book(), await office.book()])
      await database.owner`insert into payments (tenant_id, booking_id, source, amount_minor, currency, transaction_id, status)
        values (${TENANT}, ${booking.id}, 'screenshot', 1, 'PKR', 'TXN880056', 'matched')`;
    expect(await office.broken()).toEqual(['one transfer id holds two bookings']);
    await database.owner`update payments set status = 'rejected' where transaction_id = 'TXN880056'`;
  });
});

const NONE = { taskId: '', shownHash: '' } as Awaited<ReturnType<Office['bookingTask']>>;

describe('a claim that the provider’s mail speaks against', () => {
  it.each([
    ['another amount', { amountMinor: 100 }, 'claim_disproved'],
    ['another currency', { currency: 'INR' }, 'claim_disproved'],
    ['another payer', { sender: 'Jane Goodpayer' }, 'payer_differs'],
  ])('says %s: the card warns, and a reason is compulsory', async (name, over, warning) => {
    for (const when of ['before', 'after'] as const) {
      const transactionId = `TXN${name.length}88${when.length}`;
      const booking = await office.book();
      await office.claim(booking.id, { transactionId });
      const early = when === 'after' ? null : await office.bookingTask(booking.id);
      const mail = await office.mail({ amountMinor: booking.totalMinor, transactionId, ...over });
      await office.match([mail], 'hybrid');
      // The card from before the mail does not say it: it is refused, reason or not, and another takes its place.
      for (const reason of early ? [null, REASON] : [])
        expect(await office.decide(early ?? NONE, 'approved', { actor: admin, reason }), when).toBe('REVIEW_STALE');
      const task = await office.bookingTask(booking.id);
      expect(await office.warningsOf(task), when).toEqual([warning]);
      if (early)
        expect(await office.decide(early, 'approved', { actor: admin, reason: REASON })).toBe('REVIEW_EXPIRED');
      expect(await office.decide(task, 'approved', { actor: admin }), when).toBe('OVERRIDE_REQUIRED');
      expect(await office.stateOf(booking.id)).toBe('Waiting');
      expect(await office.decide(task, 'approved', { actor: admin, reason: REASON }), when).toBeNull();
      expect(await office.stateOf(booking.id)).toBe('Confirmed');
    }
  });

  it('after a card that warns of something else: the reason for that lifts nothing more; saying no needs no new card', async () => {
    for (const action of ['approved', 'rejected'] as const) {
      const [booking, transactionId] = [await office.book(), `TXN8810${action.charCodeAt(0)}`];
      await office.claim(booking.id, { transactionId, amountMinor: booking.totalMinor + 5 });
      const task = await office.bookingTask(booking.id);
      expect(await office.warningsOf(task)).toEqual(['amount_over']);
      await office.match([await office.mail({ amountMinor: 100, transactionId, sender: 'Jane Goodpayer' })], 'hybrid');
      const [told] =
        await database.owner`select count(*)::int as looks from outbox where process_id = ${booking.processId} and kind = 'look'`;
      expect(told?.looks).toBe(2);
      const refused = await office.decide(task, action, { actor: admin, reason: REASON });
      expect(refused).toBe(action === 'approved' ? 'REVIEW_STALE' : null);
      if (action === 'rejected') continue;
      const whole = await office.bookingTask(booking.id);
      expect((await office.warningsOf(whole)).toSorted()).toEqual(['amount_over', 'claim_disproved', 'payer_differs']);
      expect((await office.bookingTask(booking.id)).taskId).toBe(whole.taskId);
    }
  });

  it('without proof a mail says nothing', async () => {
    const booking = await office.book();
    await office.claim(booking.id, { transactionId: 'TXN880077' });
    await office.match([await office.mail({ amountMinor: 100, transactionId: 'TXN880077', authenticated: false })]);
    const task = await office.bookingTask(booking.id);
    expect(await office.warningsOf(task)).toEqual([]);
    expect(await office.decide(task, 'approved', { actor: admin })).toBeNull();
  });
});

describe('a booking that is to be cancelled, or was', () => {
  it('is not confirmed by a person, nor by a link', async () => {
    const booking = await office.book();
    await office.claim(booking.id);
    const task = await office.bookingTask(booking.id);
    await askToCancel(booking.id);
    expect(await office.decide(task, 'approved', { actor: admin })).toBe('INVALID_BOOKING_STATUS');
    const mail = await office.mail({ amountMinor: 100 });
    await office.match([mail]);
    const link = { bookingId: booking.id, confirm: true };
    expect(
      await office.decide(await office.paymentTask(mail), 'modified', { actor: admin, reason: REASON, link }),
    ).toBe('INVALID_BOOKING_STATUS');
    expect(await office.advance(booking.id)).toMatchObject({ kind: 'ended', status: 'Cancelled' });
  });

  it('takes the reason with it: what was accepted for one booking is not accepted for the next', async () => {
    const [one, two] = [await office.book(), await office.book()];
    const mail = await office.mail({ amountMinor: 100, transactionId: 'TXN880091' });
    await office.match([mail], 'hybrid');
    const task = await office.paymentTask(mail);
    const first = { actor: admin, reason: REASON, link: { bookingId: one.id, confirm: false } };
    // The card says nothing of a booking that it does not show: it is made anew, and then the reason counts.
    expect(await office.decide(task, 'modified', first)).toBe('REVIEW_STALE');
    expect(await office.decide(await office.paymentTask(mail), 'modified', first)).toBeNull();
    const [row] = await database.owner`select process_id from review_tasks where id = ${task.taskId}`;
    await closeUnmatched({ db: database.db })({
      tenantId: TENANT,
      processId: String(row?.process_id),
      paymentId: mail,
    });
    await askToCancel(one.id);
    await office.advance(one.id);
    const again = await office.paymentTask(mail);
    const link = { bookingId: two.id, confirm: true };
    expect(await office.decide(again, 'modified', { actor: admin, link })).toBe('OVERRIDE_REQUIRED');
  });
});
