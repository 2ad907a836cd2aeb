import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { moneyOfTasks } from '../../../db/money/moneyStates.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { type MailOver, type Office, openOffice } from '../bookingBooks.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const REASON = 'The rest was paid in cash at the gate.';
const MINUTE = 60_000;

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

describe('a booking is confirmed by what it costs, on every path', () => {
  it('claim of 1 and mail of 1 against 10,000: partial, in every mode; the card warns', async () => {
    for (const mode of ['hybrid', 'automated', 'manual'] as const) {
      const { id } = await office.book({ totalMinor: 1_000_000 });
      const transactionId = `T1${mode}`;
      await office.claim(id, { amountMinor: 100, transactionId });
      const mail = await office.mail({ amountMinor: 100, transactionId });
      await office.match([mail], mode);
      expect(await office.stateOf(id), mode).toBe('Waiting');
      expect(await office.paymentOf(mail), mode).toMatchObject({ status: 'unmatched', reason: 'partial' });
      const task = await office.bookingTask(id);
      expect(await office.warningsOf(task)).toEqual(['amount_partial']);
      expect(await office.decide(task, 'approved', { actor: admin })).toBe('OVERRIDE_REQUIRED');
      expect(await office.stateOf(id)).toBe('Waiting');
      expect(await office.decide(task, 'approved', { actor: admin, reason: REASON })).toBeNull();
      expect(await office.stateOf(id)).toBe('Confirmed');
    }
  });

  it.each([
    ['less', { amountMinor: -1 }, 'partial'],
    ['more', { amountMinor: 1 }, 'over'],
    ['another currency', { currency: 'INR' }, 'no_match'],
    ['after the window', { receivedInMs: 16 * MINUTE }, 'late'],
    ['before the booking', { receivedInMs: -2 * MINUTE }, 'no_match'],
  ] as const)('a proved mail of the claimed transfer with %s does not confirm it', async (name, over, reason) => {
    const booking = await office.book();
    const transactionId = `GUARD-${name.replaceAll(' ', '')}-77`;
    await office.claim(booking.id, { transactionId });
    const mail = await office.mail({
      ...over,
      amountMinor: booking.totalMinor + ('amountMinor' in over ? over.amountMinor : 0),
      transactionId,
    } satisfies MailOver);
    await office.match([mail]);
    expect(await office.stateOf(booking.id)).toBe('Waiting');
    expect(await office.paymentOf(mail)).toMatchObject({ status: 'unmatched', reason });
    // Linking it by hand needs a reason as well, whether it confirms at once or not.
    const task = await office.paymentTask(mail);
    for (const confirm of [true, false])
      expect(await office.decide(task, 'modified', { actor: admin, link: { bookingId: booking.id, confirm } })).toBe(
        'OVERRIDE_REQUIRED',
      );
    expect(
      await office.decide(task, 'modified', {
        actor: admin,
        reason: REASON,
        link: { bookingId: booking.id, confirm: true },
      }),
    ).toBeNull();
    expect(await office.advance(booking.id)).toMatchObject({ kind: 'ended', status: 'Confirmed' });
  });

  it('linking to a booking of another price needs a reason though the card shows no warning; to the right one none', async () => {
    const [cheap, dear] = [await office.book(), await office.book({ totalMinor: 2_000_000 })];
    const mail = await office.mail({ amountMinor: cheap.totalMinor, transactionId: 'LINK-1001' });
    await office.match([mail], 'hybrid');
    expect(await office.stateOf(cheap.id)).toBe('Confirmed');
    const [one, two] = [await office.book({ totalMinor: 910_000 }), await office.book({ totalMinor: 910_000 })];
    const tied = await office.mail({ amountMinor: 910_000, transactionId: 'LINK-1002' });
    await office.match([tied], 'hybrid');
    expect(await office.paymentOf(tied)).toMatchObject({ reason: 'tie' });
    const task = await office.paymentTask(tied);
    expect(await office.warningsOf(task)).toEqual([]);
    const link = (bookingId: string) => ({ actor: admin, link: { bookingId, confirm: true } });
    expect(await office.decide(task, 'modified', link(dear.id))).toBe('OVERRIDE_REQUIRED');
    expect(await office.decide(task, 'modified', link(two.id))).toBeNull();
    await office.advance(two.id);
    expect([await office.stateOf(one.id), await office.stateOf(two.id)]).toEqual(['Pending', 'Confirmed']);
  });

  it('a claim of the transfer that comes between a link with a reason and its confirmation asks', async () => {
    const [mine, rival] = [await office.book(), await office.book()];
    const transactionId = 'LINK-2003';
    await office.claim(mine.id, { transactionId });
    const mail = await office.mail({ amountMinor: mine.totalMinor, addressed: false, transactionId });
    await office.match([mail], 'hybrid');
    const task = await office.paymentTask(mail);
    expect(await office.warningsOf(task)).toEqual(['mail_misaddressed']);
    const by = { actor: admin, reason: REASON, link: { bookingId: mine.id, confirm: true } };
    expect(await office.decide(task, 'modified', by)).toBeNull();
    await office.claim(rival.id, { transactionId, amountMinor: mine.totalMinor });
    const asked = await office.bookingTask(mine.id);
    expect((await office.warningsOf(asked)).toSorted()).toEqual(['claim_contested', 'mail_misaddressed']);
    expect(await office.stateOf(mine.id)).toBe('Waiting');
  });

  it('a late payment is linked to its expired booking with a reason only', async () => {
    const booking = await office.book();
    await database.owner`update bookings set status = 'Expired', pending_since = now() - interval '20 minutes', expires_at = now() - interval '5 minutes' where booking_id = ${booking.id}`;
    await database.owner`delete from booking_slots where booking_id = ${booking.id}`;
    const mail = await office.mail({ amountMinor: booking.totalMinor, transactionId: 'LATE-2001' });
    await office.match([mail]);
    expect(await office.paymentOf(mail)).toMatchObject({ reason: 'late' });
    const task = await office.paymentTask(mail);
    expect(await office.warningsOf(task)).toEqual(['paid_late']);
    const link = { bookingId: booking.id, confirm: true };
    expect(await office.decide(task, 'modified', { actor: admin, link })).toBe('OVERRIDE_REQUIRED');
    expect(await office.decide(task, 'approved', { actor: admin })).toBe('OVERRIDE_REQUIRED');
    expect(await office.decide(task, 'approved', { actor: admin, reason: REASON })).toBeNull();
    await office.advance(booking.id);
    expect(await office.stateOf(booking.id)).toBe('Confirmed');
  });

  it('what was to confirm without a person asks one when it does not agree any more', async () => {
    const booking = await office.book();
    const mail = await office.mail({ amountMinor: booking.totalMinor });
    await database.owner`update payments set status = 'matched', booking_id = ${booking.id}, auto_confirm = true where payment_id = ${mail}`;
    await database.owner`update bookings set total_minor = total_minor + 1 where booking_id = ${booking.id}`;
    const task = await office.bookingTask(booking.id);
    expect(await office.warningsOf(task)).toEqual(['amount_partial']);
  });

  it('the office vouches for what a booking costs; a claim of the right amount is confirmed without a reason', async () => {
    for (const source of ['manual', 'screenshot'] as const) {
      const { id } = await office.book();
      await office.claim(id, { source });
      const task = await office.bookingTask(id);
      expect(await office.warningsOf(task)).toEqual([]);
      expect(await office.decide(task, 'approved', { actor: admin })).toBeNull();
      expect(await office.stateOf(id)).toBe('Confirmed');
      const money = await database.db.withTenant(TENANT, (tx) => moneyOfTasks(tx, [task.taskId]));
      expect(money.get(task.taskId)).toMatchObject({ state: 'booked', text: `Booking ${id} is confirmed` });
    }
  });
});

describe('the database refuses what the code forgets', () => {
  const paidBy = async (over: MailOver, accepted: string | null = null) => {
    const booking = await office.book();
    const mail = await office.mail({ amountMinor: booking.totalMinor, ...over });
    const confirm = () =>
      database.owner.begin(async (tx) => {
        await tx`update payments set status = 'verified', booking_id = ${booking.id}, accepted_request_id = ${accepted} where payment_id = ${mail}`;
        await tx`update bookings set status = 'Confirmed', payment_id = ${mail} where booking_id = ${booking.id}`;
      });
    return { booking, mail, confirm };
  };

  it.each([
    ['a smaller amount', { amountMinor: 1 }],
    ['a larger amount', { amountMinor: 900_000_000 }],
    ['another currency', { currency: 'USD' }],
    ['a payment after the window', { receivedInMs: 20 * MINUTE }],
    ['a payment before the window', { receivedInMs: -MINUTE }],
  ] as const)('planted bug: confirmed past the guard with %s', async (_name, over) => {
    const { confirm } = await paidBy(over);
    await expect(confirm()).rejects.toMatchObject({ code: '23514' });
  });

  it('a reason of another decision, or a decision without one, accepts nothing', async () => {
    const { owner } = database;
    const [other] =
      await owner`select r.id from decision_requests r join review_decisions d on d.request_id = r.id where d.override_reason is not null limit 1`;
    for (const accepted of [String(other?.id), crypto.randomUUID()]) {
      const { confirm } = await paidBy({ amountMinor: 1 }, accepted);
      await expect(confirm()).rejects.toMatchObject({ code: '23514' });
    }
    const { confirm } = await paidBy({});
    await confirm();
  });

  it('Confirmed needs a verified payment of this very booking; what is paid never changes', async () => {
    const { owner } = database;
    const [first, second] = [await paidBy({}), await paidBy({})];
    await first.confirm();
    await expect(
      owner`update bookings set status = 'Confirmed', payment_id = ${first.mail} where booking_id = ${second.booking.id}`,
    ).rejects.toMatchObject({ code: '23514' });
    await expect(
      owner`update bookings set status = 'Confirmed', payment_id = ${second.mail} where booking_id = ${second.booking.id}`,
    ).rejects.toMatchObject({ code: '23514' });
    for (const change of [
      owner`update payments set paid_at = now() + interval '1 day' where payment_id = ${first.mail}`,
      owner`update payments set booking_id = ${second.booking.id} where payment_id = ${first.mail}`,
      owner`update bookings set total_minor = 1 where booking_id = ${first.booking.id}`,
      owner`update bookings set payment_id = ${second.mail} where booking_id = ${first.booking.id}`,
    ])
      await expect(change).rejects.toMatchObject({ code: '23001' });
    // What else may change of a confirmed booking still does: its encrypted columns are written anew with a new key.
    await owner`update bookings set customer_phone = 'v1:k:x' where booking_id = ${first.booking.id}`;
    await owner`update bookings set customer_phone = null where booking_id = ${first.booking.id}`;
  });

  it('planted bug: with the triggers off the audit finds the booking', async () => {
    const { owner } = database;
    const { confirm, mail, booking } = await paidBy({ amountMinor: 1, authenticated: false });
    await owner`alter table bookings disable trigger check_confirmation`;
    await owner`alter table payments disable trigger check_verification`;
    await confirm();
    await owner`alter table bookings enable trigger check_confirmation`;
    await owner`alter table payments enable trigger check_verification`;
    expect(await office.broken()).toEqual([
      'a booking was confirmed by another amount, currency or time than its own, and nobody said why',
      'a mail that proved nothing, was passed on or is old confirmed a booking, and nobody said why',
    ]);
    // A row that was confirmed before these rules stays, and can still be written.
    await owner`update bookings set updated_at = now() where booking_id = ${booking.id}`;
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from bookings where booking_id = ${booking.id}`;
      await tx`delete from payments where payment_id = ${mail}`;
    });
  });
});
