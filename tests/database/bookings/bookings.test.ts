import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { advanceBooking } from '../../../activities/bookings/advanceBooking.ts';
import { matchPayments } from '../../../activities/bookings/matchPayments.ts';
import { purgeExpired } from '../../../activities/operations/purgeExpired.ts';
import { createBooking } from '../../../books/bookings/createBooking.ts';
import type { Transaction } from '../../../db/database.ts';
import { createFieldCipher } from '../../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { BOOKING_STATUSES, mayMove, PAYMENT_STATUSES, paymentMayMove } from '../../../domain/bookings/states.ts';
import { CURRENCY_DIGITS } from '../../../domain/money/currencies.ts';
import type { Log } from '../../../domain/operations/logLevels.ts';
import { BOOKINGS } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 3) } });
let database: TestDatabase;
let farm: string;
let day = 0;

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const [row] =
    await database.owner`insert into properties (tenant_id, name, type, address, contact, currency, day_minor, night_minor, full_day_minor, full_night_minor)
    values (${TENANT}, 'Farm', 'farm', 'x', 'x', 'PKR', 500000, 600000, 1000000, 1100000) returning id`;
  farm = String(row?.id);
});
afterAll(() => database.end());

async function booked(over: { date?: string } = {}) {
  day += 1;
  const date = over.date ?? new Date(Date.UTC(2030, 0, day)).toISOString().slice(0, 10);
  const { booking } = await database.db.withTenant(TENANT, (tx) =>
    createBooking(tx, cipher, BOOKINGS, {
      tenantId: TENANT,
      actor: 'test',
      requestId: 'test',
      userId: null,
      propertyId: farm,
      date,
      shift: 'Day',
      customer: { name: 'John Doe', phone: '+923001234567', cnic: '42101-1234567-1' },
    }),
  );
  return booking.bookingId;
}
async function paid(bookingId: string | null, over: { amount?: number; source?: string; transaction?: string } = {}) {
  const [row] =
    await database.owner`insert into payments (tenant_id, booking_id, source, amount_minor, currency, transaction_id)
    values (${TENANT}, ${bookingId}, ${over.source ?? 'screenshot'}, ${over.amount ?? 500_000}, 'PKR', ${over.transaction ?? null}) returning payment_id`;
  return String(row?.payment_id);
}

describe('[BK-ERR-06] transactions that stand in each other’s way', () => {
  it('one the server undid runs once more; a second time its error is told, and nothing half is left', async () => {
    const { owner, db } = database;
    await owner`create table tries (n int)`;
    await owner.unsafe(`grant select, insert on tries to ${database.logins.app.user}`);
    await owner`create sequence conflicts`;
    await owner.unsafe(`grant usage on sequence conflicts to ${database.logins.app.user}`);
    // A sequence is not rolled back, so it counts the tries.
    const failing = (times: number) => (tx: Transaction) =>
      tx.execute(sql`insert into tries values (1)`).then(() =>
        tx.execute(sql`do $$ begin
          if nextval('conflicts') <= ${sql.raw(String(times))} then raise exception 'conflict' using errcode = 'serialization_failure'; end if; end $$`),
      );
    await db.withTenant(TENANT, failing(1));
    expect((await owner`select count(*)::int as rows from tries`)[0]?.rows).toBe(1);
    await owner`select setval('conflicts', 1, false)`;
    await expect(db.withTenant(TENANT, failing(2))).rejects.toThrow();
    expect(
      (await owner`select count(*)::int as rows, (select last_value::int from conflicts) as tries from tries`)[0],
    ).toEqual({
      rows: 1,
      tries: 2,
    });
  });
});

describe('statements that are sent together', () => {
  it('one that wants to go on after another has failed is refused, and does not run outside the transaction', async () => {
    const { owner, db } = database;
    await owner`create table lates (n int)`;
    await owner.unsafe(`grant insert on lates to ${database.logins.app.user}`);
    let goOn: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let late: Promise<unknown> = Promise.resolve();
    await expect(
      db.withTenant(TENANT, (tx) => {
        late = waiting.then(() => tx.execute(sql`insert into lates values (1)`));
        return Promise.all([tx.execute(sql`select 1 / 0`), late]);
      }),
    ).rejects.toThrow();
    goOn();
    await expect(late).rejects.toMatchObject({ cause: { message: 'the transaction has ended' } });
    expect((await owner`select count(*)::int as rows from lates`)[0]?.rows).toBe(0);
  });
});

describe('[BK-GOAL-05] another source of payments', () => {
  it('a gateway that writes what it knows of a payment is matched without a change to the matcher', async () => {
    const bookingId = await booked();
    await database.owner`update bookings set total_minor = 123456 where booking_id = ${bookingId}`;
    /** What an adapter of a gateway would do with its webhook. */
    const dummyGateway = async (event: { id: string; minor: number; name: string }) => {
      const [row] =
        await database.owner`insert into payments (tenant_id, source, amount_minor, currency, transaction_id, sender_name, evidence)
        values (${TENANT}, 'manual', ${event.minor}, 'PKR', ${event.id}, ${event.name}, ${database.owner.json({ proof: { authenticated: true } })}) returning payment_id`;
      return String(row?.payment_id);
    };
    const paymentId = await dummyGateway({ id: 'gateway-1', minor: 123_456, name: 'John Doe' });
    const lines: string[] = [];
    const match = matchPayments({
      db: database.db,
      cipher,
      bookings: { ...BOOKINGS, mode: 'automated' },
      approverEmails: [],
      log: (message) => lines.push(message),
    });
    expect(await match({ tenantId: TENANT, paymentIds: [paymentId] })).toEqual({ matched: 1, unmatched: 0 });
    const [row] =
      await database.owner`select booking_id, status, auto_confirm, match_confidence::int as score from payments where payment_id = ${paymentId}`;
    expect(row).toEqual({ booking_id: bookingId, status: 'verified', auto_confirm: true, score: 70 });
    expect(lines).toContain('Payment matched to booking');
    // Confirmed under the matcher's own lock; the run is told to look, and closes what is open.
    const [booking] = await database.owner`select b.status, p.status as run,
      (select count(*)::int from outbox o where o.process_id = p.id and o.kind = 'look') as looks
      from bookings b join processes p on p.kind = 'booking' and p.subject = b.booking_id and p.run = 1 where b.booking_id = ${bookingId}`;
    expect(booking).toEqual({ status: 'Confirmed', run: 'open', looks: 1 });
  });

  it('a cancellation that was asked for first is not overtaken: the payment is attached, and the run decides', async () => {
    const bookingId = await booked();
    await database.owner`update bookings set total_minor = 123457, cancel_requested_at = now() where booking_id = ${bookingId}`;
    const [payment] =
      await database.owner`insert into payments (tenant_id, source, amount_minor, currency, transaction_id, sender_name, evidence)
      values (${TENANT}, 'manual', 123457, 'PKR', 'gateway-2', 'John Doe', ${database.owner.json({ proof: { authenticated: true } })}) returning payment_id`;
    const match = matchPayments({
      db: database.db,
      cipher,
      bookings: { ...BOOKINGS, mode: 'automated' },
      approverEmails: [],
      log: () => undefined,
    });
    await match({ tenantId: TENANT, paymentIds: [String(payment?.payment_id)] });
    const [row] =
      await database.owner`select b.status as booking, p.status as payment from bookings b join payments p using (booking_id) where b.booking_id = ${bookingId}`;
    expect(row).toEqual({ booking: 'Pending', payment: 'matched' });
  });
});

describe('[BK-PERF-07] [BK-EXP-02] a deadline that passes takes along what else is overdue', () => {
  const scope = (bookingId: string, processId: string, dueMs: number | null, checked = false) => ({
    tenantId: TENANT,
    processId,
    bookingId,
    dueMs,
    checked,
  });
  const advancing = (mode: 'manual' | 'automated', log: Log = () => undefined) =>
    advanceBooking({ db: database.db, cipher, bookings: { ...BOOKINGS, mode }, approverEmails: [], log });
  /** A booking whose window ended so long ago, and its run. */
  async function due(secondsAgo: number) {
    const bookingId = await booked();
    const [row] =
      await database.owner`update bookings set expires_at = now() - make_interval(secs => ${secondsAgo}) where booking_id = ${bookingId}
      returning expires_at, (select id from processes where subject = ${bookingId} and run = 1) as process_id`;
    return { bookingId, processId: String(row?.process_id), dueMs: new Date(row?.expires_at).getTime() };
  }
  const stateOf = async (bookingId: string) => {
    const [row] = await database.owner`select b.status::text, p.status::text as run,
      (select count(*)::int from booking_slots s where s.booking_id = b.booking_id) as slots,
      (select count(*)::int from notifications n where n.recipient = 'booking:' || b.booking_id) as notices,
      (select count(*)::int from events e where e.subject = 'booking:' || b.booking_id and e.type = 'booking_expired') as events
      from bookings b join processes p on p.subject = b.booking_id and p.run = 1 where b.booking_id = ${bookingId}`;
    return { ...row };
  };
  const untouched = { status: 'Pending', run: 'open', slots: 1, notices: 0, events: 0 };
  const expired = { status: 'Expired', run: 'open', slots: 0, notices: 1, events: 1 };

  it('others Expired with slot, message and event each, once; not one that is claimed, given up, held or not yet due', async () => {
    const [first, second, claimed, givenUp, held, later] = [
      await due(5),
      await due(1),
      await due(4),
      await due(4),
      await due(4),
      await due(-60),
    ];
    await paid(claimed.bookingId);
    await database.owner`update bookings set cancel_requested_at = now() where booking_id = ${givenUp.bookingId}`;
    const advance = advancing('manual');
    await database.owner.begin(async (tx) => {
      await tx`select 1 from bookings where booking_id = ${held.bookingId} for update`;
      expect(await advance(scope(first.bookingId, first.processId, first.dueMs))).toEqual({
        kind: 'ended',
        status: 'Expired',
      });
    });
    expect(await stateOf(first.bookingId)).toEqual({ ...expired, run: 'closed' });
    // The run of another ends when its own timer has fired: until then it can be told of a late payment.
    expect(await stateOf(second.bookingId)).toEqual(expired);
    for (const one of [claimed, givenUp, held, later]) expect(await stateOf(one.bookingId)).toEqual(untouched);
    expect(await advance(scope(second.bookingId, second.processId, second.dueMs))).toEqual({
      kind: 'ended',
      status: 'Expired',
    });
    expect(await stateOf(second.bookingId)).toEqual({ ...expired, run: 'closed' });
    // A run that comes too late itself takes others along all the same.
    expect(await stateOf(held.bookingId)).toEqual(expired);
    expect(await advance(scope(held.bookingId, held.processId, held.dueMs))).toMatchObject({
      status: 'Expired',
    });
    expect((await database.owner`select * from broken_events()`).length).toBe(0);
  });

  it('[H-02] only as far as the inbox has been read, and none while a payment in the books waits for its match', async () => {
    const { owner } = database;
    const advance = advancing('automated');
    await owner`insert into gmail_connections (tenant_id, user_id, purpose, status, checked_at, approved)
      select tenant_id, id, 'payment_inbox', 'active', now() - interval '10 seconds', true from users
      where tenant_id = ${TENANT} and 'admin' = any(roles) limit 1`;
    const [early, before, after] = [await due(30), await due(20), await due(5)];
    expect(await advance(scope(after.bookingId, after.processId, after.dueMs))).toEqual({
      kind: 'check',
      sinceMs: after.dueMs,
    });
    const [waiting] =
      await owner`insert into payments (tenant_id, source, amount_minor, currency) values (${TENANT}, 'gmail', 77, 'PKR') returning payment_id`;
    expect(await advance(scope(early.bookingId, early.processId, early.dueMs))).toMatchObject({ kind: 'check' });
    // The inbox does not answer: the booking itself goes, and nobody with it.
    expect(await advance(scope(early.bookingId, early.processId, early.dueMs, true))).toMatchObject({
      status: 'Expired',
    });
    for (const one of [before, after]) expect(await stateOf(one.bookingId)).toEqual(untouched);
    await owner`update payments set status = 'unmatched', reason = 'no_match' where payment_id = ${waiting?.payment_id}`;
    const next = await due(40);
    expect(await advance(scope(next.bookingId, next.processId, next.dueMs))).toMatchObject({
      status: 'Expired',
    });
    expect(await stateOf(before.bookingId)).toEqual(expired);
    expect(await stateOf(after.bookingId)).toEqual(untouched);
    await owner`update gmail_connections set status = 'disconnected' where tenant_id = ${TENANT}`;
  });

  it('one that waits without a payment, as rows of older systems may, is free again and expires with its window', async () => {
    const { owner } = database;
    const advance = advancing('manual');
    const [over, open] = [await due(5), await due(-60)];
    await owner`update bookings set status = 'Waiting' where booking_id in (${over.bookingId}, ${open.bookingId})`;
    expect(await advance(scope(over.bookingId, over.processId, over.dueMs))).toEqual({
      kind: 'ended',
      status: 'Expired',
    });
    expect(await stateOf(over.bookingId)).toEqual({ ...expired, run: 'closed' });
    expect(await advance(scope(open.bookingId, open.processId, null))).toMatchObject({ kind: 'pending' });
    expect(await stateOf(open.bookingId)).toEqual(untouched);
  });

  it('a row that can not expire holds up nobody: it is told of, and the others expire by their own runs', async () => {
    const { owner } = database;
    const [mine, broken] = [await due(5), await due(4)];
    await owner.unsafe(`create function refuse() returns trigger language plpgsql as $$ begin
      if new.booking_id = '${broken.bookingId}' then raise exception 'refused'; end if; return new; end $$;
      create trigger refuse before update on bookings for each row execute function refuse()`);
    const lines: string[] = [];
    const advance = advancing('manual', (line) => lines.push(line));
    expect(await advance(scope(mine.bookingId, mine.processId, mine.dueMs))).toMatchObject({
      status: 'Expired',
    });
    expect(lines).toEqual(['overdue bookings not expired together', 'booking ended']);
    expect(await stateOf(mine.bookingId)).toEqual({ ...expired, run: 'closed' });
    expect(await stateOf(broken.bookingId)).toEqual(untouched);
    await owner`drop trigger refuse on bookings`;
    await advance(scope(broken.bookingId, broken.processId, broken.dueMs));
    expect(await stateOf(broken.bookingId)).toEqual({ ...expired, run: 'closed' });
  });

  it('runs of a wave that act at once: each booking expires once, and nobody waits for ever', async () => {
    const wave = [];
    for (let index = 0; index < 60; index += 1) wave.push(await due(60 - index));
    const advance = advancing('manual');
    const steps = await Promise.all(
      wave.toReversed().map((one) => advance(scope(one.bookingId, one.processId, one.dueMs))),
    );
    for (const step of steps) expect(step).toEqual({ kind: 'ended', status: 'Expired' });
    for (const one of wave) expect(await stateOf(one.bookingId)).toEqual({ ...expired, run: 'closed' });
    expect((await database.owner`select * from broken_events()`).length).toBe(0);
  });
});

describe('[BK-DB-01] [BK-REPO-01] [BK-TEST-03] bookings and payments in the books', () => {
  it('[BK-DB-10] every move of a payment that the table of states does not have is refused by the database', async () => {
    for (const from of PAYMENT_STATUSES)
      for (const to of PAYMENT_STATUSES) {
        if (from === to) continue;
        const id = await paid(null);
        await database.owner`alter table payments disable trigger guard_payment`;
        await database.owner`update payments set status = ${from} where payment_id = ${id}`;
        await database.owner`alter table payments enable trigger guard_payment`;
        const moved = await database.owner`update payments set status = ${to} where payment_id = ${id}`.then(
          () => true,
          () => false,
        );
        expect(moved, `${from} to ${to}`).toBe(paymentMayMove(from, to));
      }
  });

  it('[BK-VER-10] so is every move of a booking, and Confirmed without a payment', async () => {
    for (const from of BOOKING_STATUSES)
      for (const to of BOOKING_STATUSES) {
        if (from === to) continue;
        const id = await booked();
        const payment = await paid(id);
        const paying = (status: string) => (status === 'Confirmed' ? payment : null);
        await database.owner`alter table bookings disable trigger user`;
        await database.owner`update bookings set status = ${from}, payment_id = ${paying(from)} where booking_id = ${id}`;
        await database.owner`alter table bookings enable trigger user`;
        const moved = await database.owner
          .begin(async (tx) => {
            if (to === 'Confirmed') await tx`update payments set status = 'verified' where payment_id = ${payment}`;
            await tx`update bookings set status = ${to}, payment_id = ${paying(to)} where booking_id = ${id}`;
          })
          .then(
            () => true,
            () => false,
          );
        expect(moved, `${from} to ${to}`).toBe(mayMove(from, to));
      }
    const id = await booked();
    await expect(database.owner`update bookings set status = 'Confirmed' where booking_id = ${id}`).rejects.toThrow(
      'exactly when a payment has paid it',
    );
  });

  it('[BK-DB-02] [BK-DB-03] [BK-DB-04] [BK-DB-07] [BK-DB-11] [BK-DB-14] [BK-DB-21] constraints by name', async () => {
    const { owner } = database;
    const refused = (query: Promise<unknown>, code: string) => expect(query).rejects.toMatchObject({ code });
    await refused(paid('BK-00000000-000'), '23503');
    await refused(paid(null, { source: 'pigeon' }), '22P02');
    await refused(paid(null, { amount: 0 }), '23514');
    await refused(paid(null, { amount: -1 }), '23514');
    const id = await paid(null);
    await refused(owner`update payments set match_confidence = 100.5 where payment_id = ${id}`, '23514');
    await expect(owner`update payments set amount_minor = 1 where payment_id = ${id}`).rejects.toThrow('never changes');
    const types =
      await owner`select typname from pg_type where typname in ('payment_source', 'payment_status', 'verification_method', 'booking_status')`;
    expect(types).toHaveLength(4);
    // Two payments can't both have paid one booking.
    const booking = await booked();
    const [first, second] = [await paid(booking), await paid(booking)];
    await owner`update payments set status = 'verified' where payment_id = ${first}`;
    await refused(owner`update payments set status = 'verified' where payment_id = ${second}`, '23505');
  });

  it('[BK-DB-05] [C-23] amounts are exact minor units, readable as major ones, in currencies of 0, 2 and 3 digits', async () => {
    const rows = await database.owner`insert into payments (tenant_id, source, amount_minor, currency) values
      (${TENANT}, 'manual', 500000, 'PKR'), (${TENANT}, 'manual', 12000, 'JPY'), (${TENANT}, 'manual', 12345, 'KWD') returning amount::text, currency`;
    expect(rows.map((row) => [row.currency, row.amount])).toEqual([
      ['PKR', '5000.00'],
      ['JPY', '12000'],
      ['KWD', '12.345'],
    ]);
  });

  it('knows the digits of every currency that the application counts in', async () => {
    const codes = Object.keys(CURRENCY_DIGITS);
    const rows =
      await database.owner`select code, minor_exponent(code) as digits from unnest(${codes}::text[]) as code`;
    expect(Object.fromEntries(rows.map((row) => [row.code, row.digits]))).toEqual(CURRENCY_DIGITS);
  });

  it('[BK-DB-19] [BK-DB-20] [BK-DB-22] [BK-DB-23] [H-06] [H-08] indexes exist, and the sweep and a transaction id use theirs', async () => {
    const { owner } = database;
    const names = (await owner`select indexname from pg_indexes where tablename in ('payments', 'bookings')`).map(
      (row) => row.indexname,
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'payments_transaction',
        'payments_status',
        'payments_booking',
        'payments_email_once',
        'bookings_status_created',
        'bookings_due',
      ]),
    );
    await owner`insert into payments (tenant_id, source, amount_minor, currency, transaction_id)
      select ${TENANT}, 'manual', 1, 'PKR', 'BULK' || n from generate_series(1, 2000) n`;
    await owner`analyze payments`;
    const plan = async (query: string) =>
      owner.begin(async (tx) => {
        await tx`set local enable_seqscan = off`;
        return JSON.stringify(await tx.unsafe(`explain (format json) ${query}`));
      });
    expect(await plan(`select 1 from bookings where status = 'Pending' and expires_at < now()`)).toContain('bookings_');
    expect(await plan(`select 1 from payments where tenant_id = '${TENANT}' and transaction_id = 'x'`)).toContain(
      'payments_transaction',
    );
    expect(
      await plan(`select 1 from bookings where tenant_id = '${TENANT}' and status = 'Waiting' order by created_at`),
    ).toContain('bookings_status_created');
  });

  it('[BK-SEC-07] phone and identity number are ciphertext; [U-60] ten requests for one slot at once make one booking', async () => {
    const id = await booked();
    const [row] = await database.owner`select customer_phone, customer_cnic from bookings where booking_id = ${id}`;
    expect(row?.customer_phone).toMatch(/^v1:k:/);
    expect(row?.customer_cnic).toMatch(/^v1:k:/);
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => booked({ date: '2031-01-01' })));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    const [slots] =
      await database.owner`select count(*)::int as held from booking_slots where booking_date = '2031-01-01'`;
    expect(slots?.held).toBe(1);
  });

  it('[BK-SEC-09] [U-77] raw mails are emptied after 90 days; what was read from them stays', async () => {
    const old = await paid(null, { transaction: 'OLD' });
    const young = await paid(null, { transaction: 'YOUNG' });
    await database.owner`update payments set email_body = 'v1:k:x' where payment_id in (${old}, ${young})`;
    await database.owner`update payments set created_at = now() - interval '91 days' where payment_id = ${old}`;
    const purge = purgeExpired({ db: database.db });
    const purged = (await new MockActivityEnvironment().run(purge, { tenantId: TENANT })) as Record<string, number>;
    expect(purged.mail_bodies).toBe(1);
    const rows =
      await database.owner`select transaction_id, email_body from payments where payment_id in (${old}, ${young}) order by transaction_id`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { transaction_id: 'OLD', email_body: null },
      { transaction_id: 'YOUNG', email_body: 'v1:k:x' },
    ]);
  });
});
