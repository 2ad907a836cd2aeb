import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FAILED, PASSED, paymentText } from '../../../cli/bookings/paymentMail.ts';
import { ownTime } from '../../run/limits.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { call } from '../http.ts';
import { comeBack, type Inbox, openInbox } from '../mailDesk.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
let desk: Bookings;
let inbox: Inbox;
let farm: string;
let mailboxId: string;
/** Every test has a price of its own, so that no payment fits another test's booking. */
let price = 5_000;

const unique = (name: string) => `${name}-7${Math.random().toString(36).slice(2, 10).toUpperCase()}`;
const codeOf = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;

beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world);
  inbox = await openInbox(world, desk, `${unique('inbox').toLowerCase()}@countersign.example`);
});
afterEach(() => inbox.mode(null));
afterAll(() => world.close());

/** A farm whose day costs what nothing else costs, and a booking of it. */
async function booked(over: object = { customer: { name: 'John Doe', phone: '+923001234567' } }) {
  price += 100;
  farm = await desk.property(unique('Farm'), price);
  return desk.book(farm, over);
}
const rupees = () => `Rs. ${price.toLocaleString('en')}.00`;

describe('[PM-GMAIL-01] [PM-GMAIL-02] [BK-GMAIL-01] [BK-SEC-05] connecting a mailbox', () => {
  it('state and PKCE, offline access, the least scope; tokens are ciphertext and nowhere else', async () => {
    const url = new URL((await inbox.consent()).authorizationUrl);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      access_type: 'offline',
      prompt: 'consent',
      scope: 'https://www.googleapis.com/auth/gmail.modify',
      code_challenge_method: 'S256',
    });
    expect((await desk.customer.get('/integrations/gmail/oauth/init?purpose=payment_inbox')).status).toBe(403);
    mailboxId = await inbox.connect();
    const [row] = await world.owner`select * from gmail_connections where id = ${mailboxId}`;
    expect(row).toMatchObject({ status: 'active', mock: true, auth_code: null, code_verifier: null });
    for (const column of ['refresh_token', 'access_token', 'address']) expect(row?.[column]).toMatch(/^v1:/);
    const tokens = JSON.stringify(await world.sandbox.records('gmail', 'grant'));
    const [refresh] = /1\/\/[\w-]+/.exec(tokens) ?? [''];
    expect(refresh.length).toBeGreaterThan(10);
    for (const log of ['api', 'worker']) expect(world.log(log)).not.toContain(refresh);
    const granted = await desk.admin.get<{ count: number }>(
      `/admin/events?type=gmail_oauth_granted&subject=mailbox:${mailboxId}`,
    );
    expect(granted.body.count).toBeGreaterThan(0);
  });

  it('[H-25] a forged, used or foreign state is 400 and stores nothing; a refusal is 403', async () => {
    const back = await inbox.consent();
    expect((await comeBack(back)).status).toBe(200);
    const again = await comeBack(back);
    expect([again.status, codeOf(again)]).toEqual([400, 'INVALID_STATE_TOKEN']);
    const fresh = await inbox.consent();
    const changed = (change: (state: string) => string) => {
      const url = new URL(fresh.callback);
      url.searchParams.set('state', change(url.searchParams.get('state') ?? ''));
      return comeBack({ ...fresh, callback: url.toString() });
    };
    expect((await changed((state) => `${state.slice(0, -2)}xx`)).status).toBe(400);
    expect((await changed((state) => state.replace('payment_inbox', 'evidence'))).status).toBe(400);
    await world.sandbox.fault({ vendor: 'gmail', fault: 'access_denied', times: 1 });
    const denied = await comeBack(await inbox.consent());
    expect([denied.status, codeOf(denied)]).toEqual([403, 'FORBIDDEN']);
    const [row] = await world.owner`select status from gmail_connections where id = ${mailboxId}`;
    expect(row?.status).toBe('active');
  });
});

describe('[BK-TEST-E2E-01] [BK-MODE-02] [BK-JOB-01] automated', () => {
  it('[BK-SEC-08] [BK-GOAL-10] [BK-VER-01] [BK-VER-02] [BK-VER-05] [BK-VER-06] [BK-GMAIL-04] a proved mail confirms its booking, once, and is marked as read', async () => {
    await inbox.mode('automated');
    const booking = await booked();
    const transaction = unique('TXN');
    await inbox.pay({ amount: rupees(), transactionId: transaction, name: 'John Doe', phone: '03001234567' });
    await inbox.read();
    const confirmed = await desk.until(booking.booking_id, 'Confirmed');
    expect(confirmed).toMatchObject({ verification_method: 'auto_gmail' });
    expect(confirmed.payments).toMatchObject([
      { status: 'verified', source: 'gmail', match_confidence: 100, verified_by: 'system:auto_gmail' },
    ]);
    const unread = (await world.sandbox.records('gmail', 'message')).filter(
      (mail) => mail.mailbox === inbox.address && (mail.labelIds as string[]).includes('UNREAD'),
    );
    expect(unread).toEqual([]);
    // Marked as unread by somebody: it is not a second payment.
    await inbox.read();
    const rows = await world.owner`select status from payments where transaction_id = ${transaction}`;
    expect(rows.map((row) => row.status)).toEqual(['verified']);
    const events =
      await world.owner`select type from events where subject = ${`payment:${confirmed.payment_id}`} order by sequence`;
    expect(events.map((row) => row.type)).toEqual(['payment_created', 'payment_matched']);
    // [BK-LOG-01] one line with ids and numbers, no name.
    const line = world
      .log('worker')
      .split('\n')
      .find((text) => text.includes(String(confirmed.payment_id)) && text.includes('Payment matched to booking'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      booking_id: booking.booking_id,
      confidence: 100,
      amount_minor: price * 100,
      source: 'gmail',
    });
    expect(world.log('worker')).not.toMatch(/John Doe|03001234567|nayapay@example/i);
  });

  it('[BK-MATCH-08] [D-12] of two that fit equally the more recent one is confirmed, and the other is recorded', async () => {
    await inbox.mode('automated');
    const first = await booked();
    const second = await desk.book(farm, { customer: { name: 'John Doe', phone: '+923001234567' } });
    const transaction = unique('TXN');
    await inbox.pay({ amount: rupees(), transactionId: transaction });
    await inbox.read();
    await desk.until(second.booking_id, 'Confirmed');
    expect((await desk.get(first.booking_id)).status).toBe('Pending');
    const [row] = await world.owner`select match, match_confidence from payments where transaction_id = ${transaction}`;
    expect(row?.match).toMatchObject({
      score: 50,
      not_chosen: [first.booking_id],
      runner_up: { booking_id: first.booking_id },
    });
  });

  it('[H-29] [BK-TEST-09] the same mail forged: unmatched, a person is asked, the booking stays Pending', async () => {
    await inbox.mode('automated');
    const booking = await booked();
    const fields = { amount: rupees(), name: 'John Doe', phone: '+923001234567' };
    const forged: [string, object][] = [
      ['failing checks', { results: [FAILED] }],
      ['no checks', { results: [] }],
      ['results brought along', { results: [FAILED, PASSED] }],
      ['another sender', { from: 'nayapay@example.com.evil.example', results: [PASSED] }],
    ];
    for (const [what, over] of forged) {
      const transaction = unique('TXN');
      await inbox.pay({ ...fields, transactionId: transaction }, over);
      await inbox.read();
      const payment = await inbox.payment(transaction);
      expect(payment, what).toMatchObject({ status: 'unmatched', reason: 'unauthenticated', booking_id: null });
    }
    expect((await desk.get(booking.booking_id)).status).toBe('Pending');
  });

  it('[H-02] paid in time, read by nobody: the last reading before the expiry finds it; nothing paid, it expires', async () => {
    await inbox.mode('automated');
    price += 100;
    farm = await desk.property(unique('Farm'), price);
    const plant = (name: string) => desk.plant(farm, { id: unique(name), expiresInMs: 3_000, run: true });
    const paid = await plant('PAID');
    await world.owner`update bookings set total_minor = ${price * 100} where tenant_id = ${desk.tenantId} and booking_id = ${paid}`;
    const unpaid = await plant('UNPAID');
    await inbox.pay({ amount: rupees(), transactionId: unique('TXN') });
    expect(await desk.until(paid, 'Confirmed')).toMatchObject({ verification_method: 'auto_gmail' });
    await desk.until(unpaid, 'Expired');
  });

  it('[H-02] read in time by somebody who has not matched it yet: the booking waits for the verdict, and is confirmed', async () => {
    await inbox.mode('automated');
    price += 100;
    farm = await desk.property(unique('Farm'), price);
    const id = await desk.plant(farm, { id: unique('READ'), expiresInMs: 2_000, run: true });
    await world.owner`update bookings set total_minor = ${price * 100} where tenant_id = ${desk.tenantId} and booking_id = ${id}`;
    const mail = { receivedAtMs: Date.now(), dateMs: Date.now(), addressed: true, messageId: null, contentDigest: id };
    await world.owner.begin(async (tx) => {
      await tx`insert into payments (tenant_id, source, amount_minor, currency, transaction_id, evidence)
        values (${desk.tenantId}, 'gmail', ${price * 100}, 'PKR', ${unique('TXN')}, ${tx.json({ proof: { authenticated: true }, mail })})`;
      // The inbox itself has been read until long after the deadline.
      await tx`update gmail_connections set checked_at = now() + interval '1 minute' where id = ${mailboxId}`;
    });
    expect(await desk.until(id, 'Confirmed')).toMatchObject({ verification_method: 'auto_gmail' });
    await world.owner`update gmail_connections set checked_at = now() where id = ${mailboxId}`;
  });

  it('late, partial, over, duplicate and unreadable: each is visible under its own name', async () => {
    await inbox.mode('automated');
    const booking = await booked();
    const send = async (reason: string, fields: object, over: object = {}) => {
      const transaction = unique(reason.toUpperCase());
      await inbox.pay({ amount: rupees(), transactionId: transaction, name: 'John Doe', ...fields }, over);
      await inbox.read();
      expect(await inbox.payment(transaction), reason).toMatchObject({ status: 'unmatched', reason });
      return transaction;
    };
    await send('late', {}, { receivedAt: new Date(Date.now() + 20 * 60_000) });
    await send('partial', { amount: `Rs. ${price - 1}`, phone: '+923001234567' });
    await send('over', { amount: `Rs. ${price + 1}`, phone: '+923001234567' });
    await send('no_match', { amount: 'Rs. 77.77', name: 'Ayesha Khan' });
    await inbox.pay({ amount: 'as agreed', name: 'John Doe' });
    await inbox.read();
    const [unreadable] =
      await world.owner`select status, evidence, email_body from payments where reason = 'unreadable'`;
    expect(unreadable).toMatchObject({ status: 'unmatched', evidence: { unreadable: 'no_amount' } });
    expect(unreadable?.email_body).toMatch(/^v1:/);
    const good = unique('GOOD');
    await inbox.pay({ amount: rupees(), transactionId: good, name: 'John Doe' });
    await inbox.read();
    await desk.until(booking.booking_id, 'Confirmed');
    await send('duplicate', {});
    // The very same transaction once more, in another mail.
    await inbox.pay({ amount: rupees(), transactionId: good, name: 'John Doe' });
    await inbox.read();
    const copies =
      await world.owner`select status, reason from payments where transaction_id = ${good} order by created_at`;
    expect(copies.map((row) => [row.status, row.reason])).toEqual([
      ['verified', null],
      ['unmatched', 'duplicate'],
    ]);
    // [BK-ADM-05] [BK-ADM-08] [BK-VER-07] all of them are listed, each with its own task.
    const { body } = await desk.admin.get<{ payments: { reason: string; task_id: string | null }[] }>(
      '/admin/unmatched-payments?limit=200',
    );
    await eventually('tasks', async () =>
      (
        await desk.admin.get<{ payments: { task_id: string | null }[] }>('/admin/unmatched-payments?limit=200')
      ).body.payments.every((payment) => payment.task_id !== null),
    );
    for (const reason of ['late', 'partial', 'over', 'no_match', 'unreadable', 'duplicate'])
      expect(
        body.payments.some((payment) => payment.reason === reason),
        reason,
      ).toBe(true);
  });
});

describe('[BK-MODE-03] [BK-MODE-04] [BK-FB-03] a person decides', () => {
  it('[U-64] manual: the best match waits for the admin, who sees the waterfall', async () => {
    await inbox.mode('manual');
    const booking = await booked();
    const transaction = unique('TXN');
    await inbox.pay({ amount: rupees(), transactionId: transaction, name: 'John Doe' });
    await inbox.read();
    await desk.until(booking.booking_id, 'Waiting');
    const task = await world.task(booking.booking_id, 'booking_payment');
    const { body } = await desk.admin.get<{ shown: { match: { score: number }; payment: { evidence: object } } }>(
      `/reviews/${task.task_id}`,
    );
    expect(body.shown).toMatchObject({
      match: { score: 70, waterfall: expect.any(Array) },
      payment: { evidence: { proof: { authenticated: true, checkedBy: 'mx.google.com' } } },
    });
    expect((await desk.confirm(booking.booking_id)).status).toBe(200);
    expect((await desk.get(booking.booking_id)).verification_method).toBe('manual_admin');
  });

  it('[BK-TEST-E2E-02] [BK-ADM-06] hybrid: a tie is unmatched with both shown; linking moves it on, another link is 409', async () => {
    await inbox.mode('hybrid');
    const first = await booked();
    const second = await desk.book(farm, { customer: { name: 'John Doe', phone: '+923001234567' } });
    const transaction = unique('TXN');
    await inbox.pay({ amount: rupees(), transactionId: transaction });
    await inbox.read();
    const payment = await inbox.payment(transaction);
    expect(payment).toMatchObject({ status: 'unmatched', reason: 'tie' });
    const task = await world.task(transaction, 'unmatched_payment');
    const { body } = await desk.admin.get<{ shown: { candidates: { booking_id: string }[] } }>(
      `/reviews/${task.task_id}`,
    );
    expect(body.shown.candidates.map((candidate) => candidate.booking_id)).toEqual([
      second.booking_id,
      first.booking_id,
    ]);
    const link = (bookingId: string, confirm?: boolean) =>
      desk.admin.post(`/admin/payment/${payment.payment_id}/link-booking`, {
        booking_id: bookingId,
        ...(confirm ? { confirm } : {}),
      });
    expect(codeOf(await link('BK-20990101-999'))).toBe('BOOKING_NOT_FOUND');
    const linked = await link(first.booking_id);
    expect([linked.status, linked.body]).toMatchObject([200, { success: true, payment: { status: 'matched' } }]);
    await desk.until(first.booking_id, 'Waiting');
    expect((await link(first.booking_id)).status).toBe(200);
    expect([(await link(second.booking_id)).status, codeOf(await link(second.booking_id))]).toEqual([
      409,
      'REVIEW_ALREADY_DECIDED',
    ]);
    expect((await desk.confirm(first.booking_id)).status).toBe(200);
    expect((await desk.get(second.booking_id)).status).toBe('Pending');
  });

  it('[BK-REPO-04] link and confirm in one step, also to an expired booking while its slot is free', async () => {
    await inbox.mode('automated');
    price += 100;
    farm = await desk.property(unique('Farm'), price);
    const id = await desk.plant(farm, { id: unique('LATE'), expiresInMs: 500, run: true });
    await world.owner`update bookings set total_minor = ${price * 100} where tenant_id = ${desk.tenantId} and booking_id = ${id}`;
    await desk.until(id, 'Expired');
    const transaction = unique('TXN');
    await inbox.pay({ amount: rupees(), transactionId: transaction, name: 'John Doe' });
    await inbox.read();
    const payment = await inbox.payment(transaction);
    expect(payment).toMatchObject({ status: 'unmatched', reason: 'late' });
    await eventually(
      'its task',
      async () =>
        (await desk.admin.get<{ reviews: unknown[] }>(`/reviews?search=${transaction}`)).body.reviews.length === 1,
    );
    const link = (more: object) =>
      desk.admin.post(`/admin/payment/${payment.payment_id}/link-booking`, { booking_id: id, confirm: true, ...more });
    const bare = await link({});
    expect([bare.status, codeOf(bare)]).toEqual([422, 'OVERRIDE_REQUIRED']);
    expect((await link({ override_reason: 'too short' })).status).toBe(422);
    expect((await link({ override_reason: 'The farm was still free that day.' })).status).toBe(200);
    expect(await desk.until(id, 'Confirmed')).toMatchObject({ verification_method: 'manual_admin' });
  });

  it('linked, and then the booking is given up: the payment waits for a person again, with a task of its own', async () => {
    await inbox.mode('hybrid');
    const transaction = unique('TXN');
    await inbox.pay({ amount: 'Rs. 6.66', transactionId: transaction });
    await inbox.read();
    const payment = await inbox.payment(transaction);
    const first = await world.task(transaction, 'unmatched_payment');
    const booking = await booked();
    const link = (bookingId: string) =>
      desk.admin.post(`/admin/payment/${payment.payment_id}/link-booking`, {
        booking_id: bookingId,
        override_reason: 'A first part; the rest follows by cash.',
      });
    // The card was opened before this booking was made, and says nothing of it: a new card does.
    const stale = await link(booking.booking_id);
    expect([stale.status, codeOf(stale)]).toEqual([409, 'REVIEW_STALE']);
    const shown = await eventually('a card that shows the booking', async () => {
      const found = await world.task(transaction, 'unmatched_payment');
      return found.task_id !== first.task_id && found;
    });
    expect((await link(booking.booking_id)).status).toBe(200);
    await desk.until(booking.booking_id, 'Waiting');
    expect((await desk.admin.post(`/bookings/${booking.booking_id}/cancel`, {})).status).toBe(202);
    await desk.until(booking.booking_id, 'Cancelled');
    expect(await inbox.payment(transaction)).toMatchObject({ status: 'unmatched', reason: 'booking_cancelled' });
    const second = await eventually('another task', async () => {
      const found = await world.task(transaction, 'unmatched_payment');
      return found.task_id !== shown.task_id && found;
    });
    expect((await world.decide(second, { decision: 'rejected', comments: 'given back' }, desk.admin)).status).toBe(200);
  });

  it('dismissed by a person: it stays visible as rejected', async () => {
    await inbox.mode('automated');
    const transaction = unique('TXN');
    await inbox.pay({ amount: 'Rs. 3.33', transactionId: transaction, name: 'Nobody Known' });
    await inbox.read();
    const task = await world.task(transaction, 'unmatched_payment');
    expect((await world.decide(task, { decision: 'rejected', comments: 'not ours' }, desk.admin)).status).toBe(200);
    expect(await inbox.payment(transaction)).toMatchObject({ status: 'rejected', reason: 'dismissed' });
  });

  it('[U-63] [BK-DB-16] a mail that names the transaction of a screenshot proves it', async () => {
    await inbox.mode('hybrid');
    const booking = await booked();
    const transaction = unique('TXN');
    expect((await desk.claim(booking.booking_id, { amount: price, transaction_id: transaction })).status).toBe(201);
    await desk.until(booking.booking_id, 'Waiting');
    await inbox.pay({ amount: rupees(), transactionId: transaction });
    await inbox.read();
    const confirmed = await desk.until(booking.booking_id, 'Confirmed');
    expect(confirmed).toMatchObject({ verification_method: 'auto_screenshot' });
    // The claim has been proved by the mail; it is not left waiting.
    expect(confirmed.payments.map((payment) => [payment.source, payment.status, payment.reason])).toEqual([
      ['gmail', 'verified', null],
      ['screenshot', 'rejected', 'duplicate'],
    ]);
  });

  it('a screenshot that claims a stranger’s transaction confirms nothing: the mail names somebody else, so a person is asked', async () => {
    await inbox.mode('automated');
    const booking = await booked({ customer: { name: 'Mallory Smith', phone: '+923119999999' } });
    const transaction = unique('STOLEN');
    expect((await desk.claim(booking.booking_id, { amount: price, transaction_id: transaction })).status).toBe(201);
    await inbox.pay({ amount: rupees(), transactionId: transaction, name: 'John Doe', phone: '03001234567' });
    await inbox.read();
    expect(await inbox.payment(transaction)).toMatchObject({ booking_id: booking.booking_id });
    await eventually('the mail to be matched', async () => {
      const [row] =
        await world.owner`select status, auto_confirm from payments where transaction_id = ${transaction} and source = 'gmail'`;
      return row?.status === 'matched' && row.auto_confirm === false;
    });
    expect((await desk.get(booking.booking_id)).status).toBe('Waiting');
    await desk.admin.post(`/bookings/${booking.booking_id}/cancel`, {});
  });

  it('[BK-DEP-02] [BK-DEP-03] [BK-PERF-10] the mode is switched while bookings wait: nothing is stuck, nothing decided twice', async () => {
    await inbox.mode('manual');
    const waiting = await booked();
    await inbox.pay({ amount: rupees(), transactionId: unique('TXN') });
    await inbox.read();
    await desk.until(waiting.booking_id, 'Waiting');
    await inbox.mode('automated');
    const next = await booked();
    await inbox.pay({ amount: rupees(), transactionId: unique('TXN') });
    await inbox.read();
    await desk.until(next.booking_id, 'Confirmed');
    expect((await desk.get(waiting.booking_id)).status).toBe('Waiting');
    expect((await desk.confirm(waiting.booking_id)).status).toBe(200);
    expect((await desk.admin.call('PUT', '/admin/config/verification_mode', { value: 'sometimes' })).status).toBe(422);
  });
});

describe('[BK-ERR-01] [PM-GMAIL-10] [H-23] when Gmail does not do as it should', () => {
  it('[BK-PERF-05] [BK-PERF-06] 60 unread: 50 in one reading, 10 in the next; known mail is not fetched again', async () => {
    const before = (await world.sandbox.requests('gmail')).length;
    for (let index = 0; index < 60; index += 1)
      await inbox.pay({ amount: 'Rs. 1.11', transactionId: unique(`MANY${index}`) });
    await inbox.read();
    const [first] = await world.owner`select count(*)::int as known from payments where amount_minor = 111`;
    expect(first?.known).toBe(50);
    await inbox.read();
    const [second] = await world.owner`select count(*)::int as known from payments where amount_minor = 111`;
    expect(second?.known).toBe(60);
    await inbox.read();
    const gets = (await world.sandbox.requests('gmail'))
      .slice(before)
      .filter((request) => /\/messages\/[0-9a-f]+$/.test(request.line));
    expect(gets).toHaveLength(60);
  });

  it('[BK-PERF-04] mails are fetched side by side, never more than four at once', async () => {
    await inbox.mode('automated');
    for (let index = 0; index < 12; index += 1)
      await inbox.pay({ amount: 'Rs. 1.12', transactionId: unique(`SIDE${index}`) });
    const before = (await world.sandbox.requests('gmail')).length;
    await world.sandbox.fault({
      vendor: 'gmail',
      route: 'GET /gmail/v1/users/me/messages/',
      fault: 'delay',
      value: 300,
      times: 12,
    });
    await inbox.read();
    await world.sandbox.clearFaults();
    const arrived = (await world.sandbox.requests('gmail'))
      .slice(before)
      .filter((request) => /\/messages\/[0-9a-f]+$/.test(request.line))
      .map((request) => Date.parse(request.at));
    expect(arrived).toHaveLength(12);
    const together = arrived.map((at) => arrived.filter((other) => Math.abs(other - at) < 150).length);
    expect(Math.max(...together)).toBe(4);
  });

  it('[BK-ERR-03] [BK-FB-01] no answer at all: tried again with growing pauses, and manual holds until it answers', {
    timeout: ownTime(120_000),
  }, async () => {
    await inbox.mode('automated');
    await world.owner`update gmail_connections set failures = 2 where id = ${mailboxId}`;
    const before = (await world.sandbox.requests('gmail')).length;
    await world.sandbox.fault({ vendor: 'gmail', route: 'GET /gmail/v1', fault: 'drop_before' });
    await inbox.read();
    // What is asked side by side is one try.
    const tries = (await world.sandbox.requests('gmail'))
      .slice(before)
      .map((request) => Date.parse(request.at))
      .filter((at, index, all) => at - (all[index - 1] ?? 0) > 300);
    expect(tries.length).toBeGreaterThan(2);
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(pauses.at(-1)).toBeGreaterThan(1.5 * (pauses[0] ?? 0));
    const health = async () => (await call('GET', `${world.run.api}/health/payment-system`)).body;
    expect(await health()).toMatchObject({ gmail_integration: 'error', verification_mode: 'manual' });
    await world.sandbox.clearFaults();
    await world.owner`update gmail_connections set paused_until = null where id = ${mailboxId}`;
    await inbox.read();
    expect(await health()).toMatchObject({ gmail_integration: 'ok', verification_mode: 'automated' });
  });

  it('an expired history id: everything is read again, nothing is lost, nothing twice', async () => {
    const transaction = unique('TXN');
    await inbox.pay({ amount: 'Rs. 2.22', transactionId: transaction }, {});
    const [box] = (await world.sandbox.records('gmail', 'mailbox')).toSorted(
      (a, b) => Number(b.historyId) - Number(a.historyId),
    );
    await world.sandbox.put('gmail', 'mailbox', [
      { ...box, id: box?.address, historyFloor: Number(box?.historyId) + 1, historyId: Number(box?.historyId) + 1 },
    ]);
    const [before] = await world.owner`select count(*)::int as payments from payments where source = 'gmail'`;
    await inbox.read();
    expect(await inbox.payment(transaction)).toMatchObject({ status: 'unmatched' });
    const [after] = await world.owner`select count(*)::int as payments from payments where source = 'gmail'`;
    expect(Number(after?.payments)).toBe(Number(before?.payments) + 1);
    await world.sandbox.put('gmail', 'mailbox', [
      { ...box, id: box?.address, historyFloor: 0, historyId: Number(box?.historyId) + 2 },
    ]);
  });

  it('[BK-ERR-02] a rate limit is waited for; mail deleted between list and get is no error', async () => {
    await world.sandbox.fault({ vendor: 'gmail', fault: 'rate_limit', times: 2 });
    const transaction = unique('TXN');
    const gone = unique('gone');
    await inbox.pay({ amount: 'Rs. 2.23' }, { id: gone, gone: true });
    await inbox.pay({ amount: 'Rs. 2.23', transactionId: transaction });
    await inbox.read();
    expect(await inbox.payment(transaction)).toMatchObject({ status: 'unmatched' });
    const rows = await world.owner`select state from gmail_messages where message_id = ${gone}`;
    expect(rows.map((row) => row.state)).toEqual(['gone']);
  });

  it('[BK-ERR-04] [BK-ALERT-01] a revoked grant: one alert, requires_reauth, and connecting again goes on where it stopped', async () => {
    const [since] = await world.owner`select now() as at`;
    await world.owner`update gmail_connections set access_expires_at = now() where id = ${mailboxId}`;
    await world.sandbox.fault({ vendor: 'gmail', fault: 'invalid_grant', times: 5 });
    const transaction = unique('TXN');
    await inbox.pay({ amount: 'Rs. 2.24', transactionId: transaction });
    await inbox.read();
    await eventually('requires_reauth', async () =>
      (await inbox.status()).some((box) => box.mailbox_id === mailboxId && box.status === 'requires_reauth'),
    );
    const refused = await desk.admin.post('/integrations/gmail/sync', {});
    expect([refused.status, codeOf(refused)]).toEqual([409, 'CONNECTION_REQUIRES_REAUTH']);
    const alerts =
      await world.owner`select count(*)::int as sent from notifications where template = 'alert' and variables->>'rule' = 'mailbox_reauth' and created_at >= ${since?.at as Date}`;
    expect(alerts[0]?.sent).toBe(1);
    await world.sandbox.clearFaults();
    expect(await inbox.connect()).toBe(mailboxId);
    await inbox.read();
    expect(await inbox.payment(transaction)).toMatchObject({ status: 'unmatched' });
  });

  it('[BK-HEALTH-01] [BK-CFG-01] [BK-GOAL-03] the health of the payment system tells the truth about its mailbox and its mode', async () => {
    const health = async () => (await call('GET', `${world.run.api}/health/payment-system`)).body;
    expect(await health()).toEqual({
      gmail_integration: 'ok',
      database: 'ok',
      scheduler: 'running',
      verification_mode: 'manual',
    });
    await inbox.mode('automated');
    expect(await health()).toMatchObject({ verification_mode: 'automated' });
    await world.owner`update gmail_connections set paused_until = now() + interval '1 hour' where id = ${mailboxId}`;
    expect(await health()).toMatchObject({ gmail_integration: 'error', verification_mode: 'manual' });
    await world.owner`update gmail_connections set paused_until = null where id = ${mailboxId}`;
  });

  it('[PM-GMAIL-09] disconnected: revoked at Google, tokens forgotten, what was read stays', async () => {
    const answer = await desk.admin.post<{ status: string }>('/integrations/gmail/disconnect', {
      mailbox_id: mailboxId,
    });
    expect([answer.status, answer.body.status]).toEqual([200, 'disconnected']);
    const [row] = await world.owner`select refresh_token, access_token from gmail_connections where id = ${mailboxId}`;
    expect(row).toEqual({ refresh_token: null, access_token: null });
    expect((await world.sandbox.effects('gmail')).filter((effect) => effect.kind === 'revoke').length).toBeGreaterThan(
      0,
    );
    expect((await desk.admin.post('/integrations/gmail/disconnect', { mailbox_id: mailboxId })).status).toBe(200);
    await inbox.send({ text: paymentText({ amount: 'Rs. 9.99' }) });
  });
});
