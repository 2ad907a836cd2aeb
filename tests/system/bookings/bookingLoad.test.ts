import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { FAILED, paymentMail, paymentText } from '../../../cli/bookings/paymentMail.ts';
import { readPids } from '../../../cli/environment/runFile.ts';
import { ownTime } from '../../run/limits.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { command } from '../http.ts';
import { type Inbox, openInbox } from '../mailDesk.ts';
import { eventually, openWorld, type World } from '../world.ts';

/** 1,000 is the full size: BOOKING_LOAD=1000. */
const BOOKINGS = Number(process.env.BOOKING_LOAD ?? 100);

let world: World;
let desk: Bookings;
let inbox: Inbox;
const label = Math.random().toString(36).slice(2, 7).toUpperCase();
const address = `load-${label.toLowerCase()}@countersign.example`;
beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world);
  inbox = await openInbox(world, desk, address);
  await inbox.connect();
  await inbox.mode('automated');
});
afterAll(async () => {
  await inbox.mode(null);
  await world.sandbox.clearFaults();
  await world.close();
});

interface Mail {
  id: string;
  transaction: string;
  booking: number;
  raw: string;
}

/** Deterministic, so that a failure can be looked at again. */
function shuffled<Item>(items: Item[]): Item[] {
  let seed = 42;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  return items
    .map((item) => ({ item, place: next() }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

const kill = (name: 'worker' | 'api') => {
  const pid = readPids(inject('dataDirectory'))?.[name];
  if (pid) process.kill(pid, 'SIGKILL');
};
const healthy = () =>
  eventually('the API', async () => (await fetch(`${world.run.api}/health`).catch(() => null))?.ok === true, 60_000);

/** Until Gmail lists nothing that the books do not know, and every payment has been matched or set aside. */
async function drain(): Promise<void> {
  for (let round = 0; round < BOOKINGS; round += 1) {
    await healthy();
    const [left] = await world.owner`select
      (select count(*) from gmail_messages m join gmail_connections c on c.id = m.mailbox_id where m.state = 'listed' and c.tenant_id = ${desk.tenantId})::int as listed,
      (select count(*) from gmail_messages where tenant_id = ${desk.tenantId} and message_id like ${`${label}%`})::int as known,
      (select count(*) from payments where tenant_id = ${desk.tenantId} and status = 'pending' and source = 'gmail')::int as pending`;
    const sent = (await world.sandbox.records('gmail', 'message')).filter((mail) => mail.mailbox === address).length;
    if (Number(left?.listed) === 0 && Number(left?.pending) === 0 && Number(left?.known) === sent) return;
    const boxes = await inbox.status().catch(() => []);
    if (boxes.every((box) => box.status !== 'active')) await inbox.connect().catch(() => undefined);
    await world.owner`update gmail_connections set paused_until = null where tenant_id = ${desk.tenantId}`;
    await inbox.read().catch(() => undefined);
  }
  throw new Error('the inbox was never read to its end');
}

describe('[BK-FB-06] [BK-GOAL-09] the database goes away', () => {
  it('requests are answered 503 with a code or done in full: no booking without its slot, its run and its event', async () => {
    const farm = await desk.property(`Outage ${label}`);
    const answers: { status: number; code: string | undefined }[] = [];
    const until = Date.now() + 8_000;
    const pid = readPids(inject('dataDirectory'))?.database;
    expect(pid, 'the embedded database').toBeGreaterThan(0);
    for (let index = 0; Date.now() < until; index += 1) {
      const day = new Date(Date.now() + (400 + index) * 86_400_000).toISOString().slice(0, 10);
      const { status, body } = await desk.customer
        .post<{ error?: { code: string } }>('/bookings', { property_id: farm, booking_date: day, shift_type: 'Day' })
        .catch(() => ({ status: 0, body: { error: undefined } }));
      answers.push({ status, code: body.error?.code });
      if (index === 5 && pid) process.kill(pid, 'SIGKILL');
    }
    await healthy();
    expect(new Set(answers.map(({ status, code }) => (status === 201 ? '201' : `${status} ${code}`)))).toEqual(
      new Set(['201', '503 DATABASE_UNAVAILABLE']),
    );
    const row = await eventually('the database', async () => {
      const [found] = await world.owner`select count(*)::int as bookings,
        count(*) filter (where not exists (select 1 from booking_slots s where s.booking_id = b.booking_id))::int as slotless,
        count(*) filter (where not exists (select 1 from processes p where p.subject = b.booking_id and p.run = 1))::int as runless,
        count(*) filter (where not exists (select 1 from events e where e.subject = 'booking:' || b.booking_id and e.type = 'booking_created'))::int as silent
        from bookings b where property_id = ${farm}`;
      return found;
    });
    expect(row).toMatchObject({ slotless: 0, runless: 0, silent: 0 });
    expect(Number(row?.bookings)).toBeGreaterThanOrEqual(answers.filter(({ status }) => status === 201).length);
  });
});

describe('[BK-GOAL-06] [BK-ERR-09] [BK-ERR-10] [BK-ERR-11] [BK-RATE-04] a bad day', () => {
  it(`${BOOKINGS} bookings, ${Math.round(BOOKINGS * 1.2)} mails, a fifth of them faulty, outage, revoked grant, expired history, kill -9: every payment is in one visible state, confirmed is exactly what was paid`, {
    timeout: ownTime(120_000 + BOOKINGS * 2_000),
  }, async () => {
    const bookings: { id: string; price: number }[] = [];
    for (let index = 0; index < BOOKINGS; index += 1) {
      const price = 200_000 + index * 10;
      const farm = await desk.property(`Load ${label} ${index}`, price);
      const booking = await desk.book(farm, { customer: { name: `Guest ${label} ${index}`, phone: '+923001234567' } });
      bookings.push({ id: booking.booking_id, price });
    }
    const paid = new Set<string>();
    const mails: Mail[] = [];
    const add = (index: number, kind: 'good' | 'again' | 'spoofed' | 'partial' | 'unreadable') => {
      const booking = bookings[index];
      if (!booking) return;
      if (kind === 'good') paid.add(booking.id);
      const transaction = `${label}-${index}${kind === 'again' || kind === 'good' ? '' : kind}`;
      const amount =
        kind === 'unreadable'
          ? 'as agreed'
          : `Rs. ${(booking.price - (kind === 'partial' ? 1 : 0)).toLocaleString('en')}.00`;
      const text = paymentText({
        amount,
        transactionId: transaction,
        name: `Guest ${label} ${index}`,
        phone: '03001234567',
      });
      mails.push({
        id: `${label}${mails.length}`,
        transaction,
        booking: index,
        raw: Buffer.from(
          paymentMail({ text, to: address, ...(kind === 'spoofed' ? { results: [FAILED] } : {}) }),
          'latin1',
        ).toString('base64url'),
      });
    };
    for (let index = 0; index < BOOKINGS; index += 1) {
      // Of each twenty bookings: sixteen paid, of which four reported twice; the others only by a faulty mail.
      const place = index % 20;
      if (place < 16) add(index, 'good');
      if (place < 4) add(index, 'again');
      if (place === 16 || place === 17) add(index, 'spoofed');
      if (place === 18) add(index, 'partial');
      if (place === 19) add(index, 'unreadable');
    }
    const order = shuffled(mails);
    const thirds = [0, 1, 2].map((third) => order.filter((_, index) => index % 3 === third));
    const deliver = async (some: Mail[]) => {
      for (const mail of some)
        await world.sandbox.put('gmail', 'message', [{ mailbox: address, id: mail.id, raw: mail.raw }]);
    };

    await deliver(thirds[0] ?? []);
    await world.sandbox.fault({ vendor: 'gmail', route: 'GET /gmail/v1', fault: 'unavailable', times: 3 });
    const reading = inbox.read().catch(() => undefined);
    await new Promise((done) => setTimeout(done, 400));
    kill('worker');
    await reading;

    await deliver(thirds[1] ?? []);
    // The history before now is forgotten, and the grant ends in the middle of it.
    const box = (await world.sandbox.records('gmail', 'mailbox')).find((row) => row.address === address);
    const historyId = Number(box?.historyId) + 1;
    await world.sandbox.put('gmail', 'mailbox', [{ ...box, id: address, historyId, historyFloor: historyId }]);
    await world.owner`update gmail_connections set access_expires_at = now() where tenant_id = ${desk.tenantId}`;
    await world.sandbox.fault({ vendor: 'gmail', fault: 'invalid_grant', times: 1 });
    await inbox.read().catch(() => undefined);
    const again = drain();
    await new Promise((done) => setTimeout(done, 700));
    kill('api');
    await again;

    await deliver(thirds[2] ?? []);
    await world.sandbox.fault({ vendor: 'gmail', route: 'GET /gmail/v1', fault: 'drop_after', times: 2 });
    const last = drain();
    await new Promise((done) => setTimeout(done, 600));
    kill('worker');
    await last;
    await healthy();

    const confirmed = () =>
      world.owner`select booking_id from bookings where tenant_id = ${desk.tenantId} and status = 'Confirmed' and booking_id = any(${bookings.map(({ id }) => id)})`;
    await eventually('all that was paid', async () => (await confirmed()).length >= paid.size, 120_000);
    expect(new Set((await confirmed()).map((row) => String(row.booking_id)))).toEqual(paid);

    // One payment per mail, each in one visible state; nothing pending, nothing lost.
    const payments =
      await world.owner`select p.email_id, p.status, p.reason, p.booking_id, (p.evidence -> 'proof' ->> 'authenticated')::boolean as proved
        from payments p where tenant_id = ${desk.tenantId} and email_id like ${`${label}%`}`;
    expect(payments).toHaveLength(mails.length);
    expect(new Set(payments.map((row) => row.email_id)).size).toBe(mails.length);
    expect(payments.filter((row) => row.status === 'verified').length).toBe(paid.size);
    expect(payments.filter((row) => row.status !== 'verified' && row.status !== 'unmatched')).toEqual([]);
    expect(payments.filter((row) => row.status === 'unmatched' && !row.reason)).toEqual([]);
    expect(payments.filter((row) => row.status === 'verified' && !row.proved)).toEqual([]);

    // One message per confirmed booking, at the vendor as in the books.
    const sent = (await world.sandbox.records('whatsapp', 'message')).flatMap((message) =>
      /confirmed/.test(JSON.stringify(message)) ? (/BK-\d{8}-\d+/.exec(JSON.stringify(message))?.[0] ?? []) : [],
    );
    const toUs = sent.filter((id) => paid.has(id));
    expect(new Set(toUs).size).toBe(toUs.length);
    const [told] =
      await world.owner`select count(*)::int as messages from notifications where tenant_id = ${desk.tenantId} and template = 'booking_confirmed' and recipient = any(${[...paid].map((id) => `booking:${id}`)})`;
    expect(told?.messages).toBe(paid.size);
    // Google is asked for all its ids: none is missing in the books; and no call was one too many.
    const audit = await command(['cli/main.ts', 'mailbox', 'audit'], { DATA_DIR: inject('dataDirectory') });
    expect([audit.status, audit.stderr]).toEqual([0, '']);
    expect(audit.stdout).toMatch(
      new RegExp(`default, \\S+@\\S+: ${mails.length} mails listed, 0 not read yet, 0 missing`),
    );
    const meter = (await world.sandbox.records('gmail', 'meter')).find((row) => row.id === address);
    expect(meter).toMatchObject({ refused: 0 });
    process.stdout.write(
      `${BOOKINGS} bookings, ${mails.length} mails: ${paid.size} confirmed, ${payments.filter((row) => row.status === 'unmatched').length} payments wait for a person\n`,
    );
  });
});
