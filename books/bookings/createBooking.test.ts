import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lockBooking, ownBooking } from '../../db/bookings/bookings.ts';
import type { Transaction } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { type Office, openOffice } from '../../tests/database/bookingBooks.ts';
import { BOOKINGS } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { createBooking } from './createBooking.ts';
import { requestCancellation } from './requestCancellation.ts';
import { saveProperty } from './saveProperty.ts';
import { startUnmatchedRun } from './startUnmatchedRun.ts';
import { assertPayable, submitPayment } from './submitPayment.ts';
import { bookingProcess, tellBooking, tellClaimants } from './wakeBooking.ts';
import { writeMailPayment } from './writeMailPayment.ts';
import { writeMessage } from './writeMessage.ts';

const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 3) } });
let database: TestDatabase;
let office: Office;
let propertyId: string;
const by = { actor: 'user:office', requestId: 'r' };
const books = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
const property = (over: { dayMinor?: number } = {}) => ({
  tenantId,
  name: 'Farm of the books',
  type: 'farm' as const,
  address: 'x',
  contact: 'x',
  currency: 'PKR',
  dayMinor: 500_000,
  nightMinor: 600_000,
  fullDayMinor: 1_000_000,
  fullNightMinor: 1_100_000,
  ...over,
});
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  office = await openOffice(database);
  propertyId = (await books((tx) => saveProperty(tx, property(), by))).id;
});
afterAll(() => database.end());

const make = (date: string, shift: 'Day' | 'Night' | 'Full Day' = 'Day', over: { propertyId?: string } = {}) =>
  books((tx) =>
    createBooking(tx, cipher, BOOKINGS, {
      tenantId,
      actor: 'user:x',
      requestId: 'r',
      userId: null,
      propertyId,
      date,
      shift,
      customer: { name: 'John Doe', phone: '+923001234567', cnic: null },
      ...over,
    }),
  );
const count = async (query: Promise<readonly { n?: unknown }[]>) => Number((await query)[0]?.n);

describe('a booking is made', () => {
  it('with its price, slot, run and event; customers are written encrypted', async () => {
    const { booking, processId } = await make('2040-01-01');
    expect(booking).toMatchObject({ status: 'Pending', totalMinor: 500_000, currency: 'PKR' });
    expect(booking.customerPhone).not.toContain('923001234567');
    const { owner } = database;
    expect(await count(owner`select count(*) as n from booking_slots where booking_id = ${booking.bookingId}`)).toBe(1);
    expect(await count(owner`select count(*) as n from events where subject = ${`booking:${booking.bookingId}`}`)).toBe(
      1,
    );
    const again = await books((tx) => bookingProcess(tx, booking, 'x'));
    expect(again).toMatchObject({ created: false, process: { id: processId } });
  });

  it('not where a half of the day is taken, on a day that is over, or for no property; nothing is written then', async () => {
    await make('2040-01-02', 'Night');
    const before = await database.owner`select count(*) as n from bookings`;
    await expect(make('2040-01-02', 'Full Day')).rejects.toMatchObject({ code: 'SLOT_TAKEN' });
    await expect(make('2020-01-02')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const nowhere = make('2040-01-03', 'Day', { propertyId: crypto.randomUUID() });
    await expect(nowhere).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await database.owner`select count(*) as n from bookings`).toEqual(before);
    await make('2040-01-02', 'Day');
  });

  it('two at the same instant: one is let in', async () => {
    const made = await Promise.allSettled([make('2040-02-01'), make('2040-02-01', 'Full Day')]);
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('a property of the same name is changed; bookings keep their price', async () => {
    const { booking } = await make('2040-01-05');
    const saved = await books((tx) => saveProperty(tx, property({ dayMinor: 700_000 }), by));
    expect([saved.id, saved.dayMinor]).toEqual([propertyId, 700_000]);
    const [row] = await database.owner`select total_minor from bookings where booking_id = ${booking.bookingId}`;
    expect(Number(row?.total_minor)).toBe(500_000);
    const saves = database.owner`select count(*) as n from events where subject = ${`property:${propertyId}`}`;
    expect(await count(saves)).toBe(2);
  });
});

describe('a payment is claimed', () => {
  const claim = (bookingId: string, transactionId: string | null, idsPerDay: number | null = null) =>
    books(async (tx) =>
      submitPayment(
        tx,
        cipher,
        await ownBooking(tx, bookingId, null),
        {
          source: 'screenshot',
          amountMinor: 500_000,
          transactionId,
          senderName: null,
          senderPhone: '+923001234567',
          screenshotUrl: null,
          screenshotData: null,
        },
        { actor: 'user:x', requestId: 'r', idsPerDay },
      ),
    );

  it('the booking waits, its run is told, and the event stands; the same id again is refused', async () => {
    const { id, processId } = await office.book();
    const payment = await claim(id, 'CLAIM-1001');
    expect([payment.status, await office.stateOf(id)]).toEqual(['pending', 'Waiting']);
    expect(payment.senderPhone).not.toContain('923001234567');
    const looks = database.owner`select count(*) as n from outbox where process_id = ${processId} and kind = 'look'`;
    expect(await count(looks)).toBe(1);
    await expect(claim(id, 'claim 1001')).rejects.toMatchObject({ code: 'DUPLICATE_PAYMENT' });
    const events = database.owner`select count(*) as n from events where subject = ${`payment:${payment.id}`}`;
    expect(await count(events)).toBe(1);
  });

  it('a customer names so many ids a day; more are tries', async () => {
    const { id } = await office.book();
    await claim(id, 'TRY-1001', 2);
    await claim(id, 'TRY-1002', 2);
    await expect(claim(id, 'TRY-1003', 2)).rejects.toMatchObject({ code: 'TOO_MANY_CLAIMS' });
    await claim(id, 'TRY-1003');
  });

  it('not for a booking that is over, ended or somebody else’s', async () => {
    const { id } = await office.book();
    await database.owner`update bookings set expires_at = now() - interval '1 second' where booking_id = ${id}`;
    await expect(claim(id, null)).rejects.toMatchObject({ code: 'BOOKING_EXPIRED' });
    const booking = await books((tx) => ownBooking(tx, id, null));
    expect(() => assertPayable({ ...booking, status: 'Confirmed' })).toThrow('state');
    expect(() => assertPayable({ ...booking, status: 'Waiting' })).not.toThrow();
    await expect(books((tx) => ownBooking(tx, id, crypto.randomUUID()))).rejects.toMatchObject({
      code: 'BOOKING_NOT_FOUND',
    });
  });

  it('who else claims the transfer is told to look, but for who knows', async () => {
    const [one, two] = [await office.book(), await office.book()];
    await claim(one.id, 'SHARED-1001');
    await claim(two.id, 'SHARED-1001');
    const looks = (processId: string) =>
      count(database.owner`select count(*) as n from outbox where process_id = ${processId} and kind = 'look'`);
    const before = [await looks(one.processId), await looks(two.processId)];
    await books((tx) => tellClaimants(tx, tenantId, 'SHARED1001', two.id));
    await books((tx) => tellClaimants(tx, tenantId, null, null));
    expect([await looks(one.processId), await looks(two.processId)]).toEqual([Number(before[0]) + 1, before[1]]);
  });
});

describe('runs and cancellations', () => {
  it('a cancellation is asked for once, and not of what is over', async () => {
    const { id, processId } = await office.book();
    const ask = () =>
      books(async (tx) => {
        const booking = await lockBooking(tx, id);
        if (booking) await requestCancellation(tx, booking);
      });
    await ask();
    const [first] = await database.owner`select cancel_requested_at::text as at from bookings where booking_id = ${id}`;
    await ask();
    const [second] =
      await database.owner`select cancel_requested_at::text as at from bookings where booking_id = ${id}`;
    expect([first?.at === null, first]).toEqual([false, second]);
    expect(
      await count(database.owner`select count(*) as n from outbox where process_id = ${processId} and kind = 'look'`),
    ).toBe(1);
    await database.owner`update bookings set status = 'Expired' where booking_id = ${id}`;
    await expect(ask()).rejects.toMatchObject({ code: 'BOOKING_EXPIRED' });
  });

  it('a booking whose run has ended gets a new one when something stands in the books', async () => {
    const { id, processId } = await office.book();
    await database.owner`update processes set status = 'closed', closed_at = now() where id = ${processId}`;
    const tell = () =>
      books(async (tx) => tellBooking(tx, await ownBooking(tx, id, null), '00000000-0000-4000-8000-000000000001'));
    const next = await tell();
    expect([next.id === processId, next.run]).toEqual([false, 2]);
    expect((await tell()).id).toBe(next.id);
    const [looks] =
      await database.owner`select count(*)::int as n from outbox where process_id = ${next.id} and kind = 'look'`;
    expect(looks).toEqual({ n: 1 });
  });
});

describe('messages and mails', () => {
  it('a message of a customer is kept as it was written', async () => {
    const [user] = await database.owner`select id from users where tenant_id = ${tenantId} limit 1`;
    const userId = String(user?.id);
    const written = await books((tx) => writeMessage(tx, { tenantId, userId, bookingId: null, body: 'I have paid.' }));
    expect(written).toMatchObject({ userId, direction: 'in', body: 'I have paid.' });
  });

  it('one mail is one payment; one that can not be read asks a person', async () => {
    const [user] = await database.owner`select id from users where tenant_id = ${tenantId} limit 1`;
    const [box] = await database.owner`insert into gmail_connections (tenant_id, user_id, purpose)
      values (${tenantId}, ${user?.id}, 'payment_inbox') returning id`;
    const mailboxId = String(box?.id);
    const base = {
      tenantId,
      mailboxId,
      subject: 'Payment received',
      raw: Buffer.from('mail'),
      facts: {
        receivedAtMs: Date.now(),
        dateMs: null,
        addressed: true,
        messageId: null,
        contentDigest: 'd',
        labels: [],
      },
      proof: { authenticated: true, dkim: 'pass', spf: 'pass', fromProvider: true, checkedBy: 'mx.google.com' },
      currency: 'PKR',
    } as const;
    const payment = {
      amountMinor: 5_000,
      currency: 'PKR',
      transactionId: 'MAIL-1001',
      senderName: 'John Doe',
      senderPhone: null,
      receiverAccount: null,
      timestamp: null,
      found: [],
    };
    const facts = { ...base.facts, labels: [] };
    const write = (messageId: string, outcome: Parameters<typeof writeMailPayment>[2]['outcome']) =>
      books((tx) => writeMailPayment(tx, cipher, { ...base, facts, messageId, outcome }));
    await write('m1', { payment });
    await write('m1', { payment });
    await write('m2', { unreadable: 'two_amounts', found: [] });
    const rows =
      await database.owner`select email_id, status::text, reason, amount_minor::int as minor, email_body like '%mail%' as plain,
      (select count(*)::int from processes where kind = 'unmatched-payment' and subject = payment_id::text) as runs,
      (select count(*)::int from events where subject = 'payment:' || payment_id) as events
      from payments where mailbox_id = ${mailboxId} order by email_id`;
    expect(rows).toEqual([
      { email_id: 'm1', status: 'pending', reason: null, minor: 5_000, plain: false, runs: 0, events: 1 },
      { email_id: 'm2', status: 'unmatched', reason: 'unreadable', minor: 0, plain: false, runs: 1, events: 1 },
    ]);
    const [row] = await database.owner`select payment_id from payments where email_id = 'm2'`;
    const again = await books((tx) => startUnmatchedRun(tx, { tenantId, id: String(row?.payment_id) }));
    expect(again.run).toBe(1);
  });
});
