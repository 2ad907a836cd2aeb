import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { type Office, openOffice } from '../bookingBooks.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const REASON = 'The payer showed me the receipt of this transfer.';
let database: TestDatabase;
let office: Office;
let admin: string;
let customers: string[];
let price = 1_200_000;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  office = await openOffice(database);
  const { owner } = database;
  const [user] =
    await owner`select id from users where tenant_id = ${TENANT} and 'admin' = any(roles) order by email limit 1`;
  admin = `user:${user?.id}`;
  const rows = await owner`insert into users (tenant_id, email, display_name, password_hash, roles, address)
    select ${TENANT}, 'customer' || n || '@contest.example', 'Customer ' || n, 'x', '{user}', 'proved' from generate_series(1, 40) n returning id`;
  customers = rows.map((row) => String(row.id));
});
afterAll(async () => {
  expect(await office.broken()).toEqual([]);
  await database.end();
});

let taken = 0;
/** A booking of a customer of its own, all of one price. */
async function customerBooks(name: string, totalMinor = price) {
  const userId = customers[taken] ?? '';
  taken += 1;
  return { ...(await office.book({ totalMinor, name, userId, by: `user:${userId}` })), userId };
}
const id = () => `TXN${Math.floor(1e9 + Math.random() * 9e9)}`;
const code = (answer: Promise<unknown>) =>
  answer.then(
    () => 'taken',
    (error: { code?: string }) => error.code ?? 'failed',
  );
const cardOf = async (taskId: string) => {
  const [row] =
    await database.owner`select s.canonical_json from review_snapshots s join review_tasks t on t.snapshot_id = s.id where t.id = ${taskId}`;
  return JSON.parse(String(row?.canonical_json)) as { claims: { booking_id: string; speaks: string }[] };
};
const moved = (claimId: string, minutes: number) =>
  database.owner`update payments set created_at = created_at + make_interval(mins => ${minutes}) where payment_id = ${claimId}`;

describe('a transfer that two customers claim', () => {
  it.each(['automated', 'hybrid'] as const)(
    '%s: nothing confirms by itself; one task shows both claims; a person decides, and who loses is told in words',
    async (mode) => {
      price += 1_000;
      const [thief, payer] = [await customerBooks('Mallory Thief'), await customerBooks('Jane Goodpayer')];
      const transactionId = id();
      const early = await office.claim(thief.id, { transactionId });
      await moved(early, -30);
      await office.claim(payer.id, { transactionId });
      const mail = await office.mail({ amountMinor: price, transactionId });
      await office.match([mail], mode);
      expect(await office.paymentOf(mail)).toMatchObject({ status: 'unmatched', reason: 'claim_contested' });
      expect([await office.stateOf(thief.id), await office.stateOf(payer.id)]).toEqual(['Waiting', 'Waiting']);
      const loserTask = await office.bookingTask(thief.id);
      expect(await office.warningsOf(loserTask)).toContain('claim_contested');
      const task = await office.paymentTask(mail);
      expect(await office.warningsOf(task)).toContain('claim_contested');
      const { claims } = await cardOf(task.taskId);
      expect(claims.map((one) => one.booking_id)).toEqual([thief.id, payer.id]);
      expect(claims[0]?.speaks).toContain('before the transfer was made, when nobody could know its id');
      expect(claims[1]?.speaks).toContain('The booking costs what was paid');
      const link = { bookingId: payer.id, confirm: true };
      expect(await office.decide(task, 'modified', { actor: admin, link })).toBe('OVERRIDE_REQUIRED');
      expect(await office.decide(task, 'modified', { actor: admin, link, reason: REASON })).toBeNull();
      await office.advance(payer.id);
      expect(await office.stateOf(payer.id)).toBe('Confirmed');
      // The decision tells the other's run to look.
      const looks = await database.owner`select o.kind from outbox o join processes p on p.id = o.process_id
        where p.subject = ${thief.id} and o.kind = 'look'`;
      expect(looks.length).toBeGreaterThan(1);
      expect(await office.advance(thief.id)).toMatchObject({ kind: 'pending' });
      expect([await office.stateOf(thief.id), await office.paymentOf(early)]).toMatchObject([
        'Pending',
        { status: 'rejected', reason: 'rejected' },
      ]);
      const [left] = await database.owner`select state::text from review_tasks where id = ${loserTask.taskId}`;
      expect(left?.state).toBe('cancelled');
      const [told] =
        await database.owner`select variables from notifications where recipient = ${`booking:${thief.id}`} and template = 'booking_rejected'`;
      expect(told?.variables).toMatchObject({ reason: expect.stringContaining('the payment of another booking') });
    },
  );

  it('the second claim comes between the look and the lock, or after the proposal: still nobody is confirmed without a person', async () => {
    price += 1_000;
    const [thief, payer] = [await customerBooks('Mallory Thief'), await customerBooks('Jane Goodpayer')];
    const transactionId = id();
    await office.claim(thief.id, { transactionId });
    const mail = await office.mail({ amountMinor: price, transactionId, sender: 'Jane Goodpayer' });
    await office.match([mail], 'automated');
    expect(await office.stateOf(thief.id)).toBe('Waiting');
    const task = await office.bookingTask(thief.id);
    await office.claim(payer.id, { transactionId });
    // The card from before does not say it; another takes its place, and it needs a reason.
    expect(await office.decide(task, 'approved', { actor: admin, reason: REASON })).toBe('REVIEW_STALE');
    const whole = await office.bookingTask(thief.id);
    expect(await office.warningsOf(whole)).toContain('claim_contested');
    expect(await office.decide(whole, 'approved', { actor: admin })).toBe('OVERRIDE_REQUIRED');
    expect(await office.stateOf(thief.id)).toBe('Waiting');
  });

  it('the answer to a claim is the same for an id that is unknown, claimed, read from a mail, or paid', async () => {
    price += 1_000;
    const [known, claimed, paid] = [id(), id(), id()];
    await office.match([await office.mail({ amountMinor: 77, transactionId: known, sender: 'Nobody Here' })]);
    await office.claim((await customerBooks('One')).id, { transactionId: claimed });
    const confirmed = await customerBooks('Jane Goodpayer');
    await office.match([await office.mail({ amountMinor: price, transactionId: paid, sender: 'Jane Goodpayer' })]);
    expect(await office.stateOf(confirmed.id)).toBe('Confirmed');
    price += 1_000;
    for (const transactionId of [id(), known, claimed, paid]) {
      const booking = await customerBooks('Mallory Thief');
      expect(await code(office.claim(booking.id, { transactionId }))).toBe('taken');
      // One's own is told: nothing is learned from it.
      expect(await code(office.claim(booking.id, { transactionId }))).toBe('DUPLICATE_PAYMENT');
      const task = await office.bookingTask(booking.id);
      if (transactionId === paid) expect(await office.warningsOf(task)).toContain('transfer_used');
    }
  });

  it('planted bug: the database confirms no contested transfer by itself, and the audit would see one', async () => {
    price += 1_000;
    const [thief, payer] = [await customerBooks('Mallory Thief'), await customerBooks('Jane Goodpayer')];
    const transactionId = id();
    await office.claim(thief.id, { transactionId });
    await office.claim(payer.id, { transactionId });
    const mail = await office.mail({ amountMinor: price, transactionId });
    const verify = (
      by: string,
    ) => database.owner`update payments set status = 'verified', booking_id = ${payer.id}, verified_by = ${by},
      verified_at = now() where payment_id = ${mail}`;
    await expect(verify('system:auto_gmail')).rejects.toThrow(/claimed by several customers/);
    const { owner } = database;
    await owner`alter table payments disable trigger guard_contested`;
    await verify('system:auto_gmail');
    await owner`alter table payments enable trigger guard_contested`;
    expect(await office.broken()).toContain('a transfer that two customers claimed was confirmed by itself');
    await owner`update payments set status = 'rejected' where booking_id = ${thief.id}`;
    expect(await office.broken()).not.toContain('a transfer that two customers claimed was confirmed by itself');
  });
});

describe('ids that a customer guesses', () => {
  it('fish no payment: a guess before the transfer, or one of several, is shown to a person', async () => {
    for (const guesses of [1, 2]) {
      price += 1_000;
      const thief = await customerBooks('Mallory Thief');
      const number = Math.floor(1e8 + Math.random() * 8e8);
      const claims: string[] = [];
      for (let next = 0; next < guesses; next += 1)
        claims.push(await office.claim(thief.id, { transactionId: `TXN${number + next}` }));
      if (guesses === 1) await moved(claims[0] ?? '', -10);
      const mail = await office.mail({ amountMinor: price, transactionId: `TXN${number}` });
      await office.match([mail], 'automated');
      expect([await office.stateOf(thief.id), (await office.paymentOf(mail)).status]).toEqual(['Waiting', 'matched']);
    }
  });

  it('over many bookings neither: the fourth open id of a customer confirms nothing by itself', async () => {
    const userId = customers[taken] ?? '';
    taken += 1;
    const states: string[] = [];
    const number = Math.floor(1e8 + Math.random() * 8e8);
    for (let next = 0; next < 4; next += 1) {
      price += 1_000;
      const booking = await office.book({ totalMinor: price, name: 'Mallory Thief', userId });
      await office.claim(booking.id, { transactionId: `TXN${number + next}` });
      if (next < 3) continue;
      await office.match(
        [await office.mail({ amountMinor: price, transactionId: `TXN${number + next}` })],
        'automated',
      );
      states.push(await office.stateOf(booking.id));
    }
    expect(states).toEqual(['Waiting']);
  });

  it('an honest claim is confirmed by its mail as before', async () => {
    price += 1_000;
    const payer = await customerBooks('Jane Goodpayer');
    const transactionId = id();
    await office.claim(payer.id, { transactionId });
    await office.match([await office.mail({ amountMinor: price, transactionId })], 'automated');
    expect(await office.stateOf(payer.id)).toBe('Confirmed');
  });

  it('are bounded by day and customer, over all their bookings; the same id again is not another one', async () => {
    const userId = customers[taken] ?? '';
    taken += 1;
    const books = [await office.book({ userId }), await office.book({ userId })];
    const first = id();
    const claims = [first, id(), id()];
    for (const [at, transactionId] of claims.entries())
      expect(await code(office.claim(books[at % 2]?.id ?? '', { transactionId, idsPerDay: 3 }))).toBe('taken');
    const more = () => code(office.claim(books[0]?.id ?? '', { transactionId: id(), idsPerDay: 3 }));
    expect(await more()).toBe('TOO_MANY_CLAIMS');
    await database.owner`update payments set status = 'rejected', reason = 'rejected' where transaction_id = ${first}`;
    expect(await more()).toBe('TOO_MANY_CLAIMS');
    expect(await code(office.claim(books[0]?.id ?? '', { transactionId: first, idsPerDay: 3 }))).toBe('taken');
    await database.owner`update payments set created_at = created_at - interval '25 hours' where booking_id = ${books[1]?.id ?? ''}`;
    expect(await more()).toBe('taken');
  });
});
