import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stolenMs } from '../../../bench/measure.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { eventually, openWorld, type World } from '../world.ts';

const RACE_PAIRS = Number(process.env.RACE_PAIRS ?? 40);

let world: World;
let desk: Bookings;
let propertyId: string;
beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world);
  propertyId = await desk.property('White Palace FarmHouse');
});
afterAll(() => world.close());

const codeOf = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;
const noticesOf = (bookingId: string) =>
  world.owner`select channel, template, status, last_error, attempts from notifications where tenant_id = ${desk.tenantId} and recipient = ${`booking:${bookingId}`} order by created_at`;
const eventsOf = async (bookingId: string) =>
  (
    await world.owner`select type, actor from events where tenant_id = ${desk.tenantId} and subject = ${`booking:${bookingId}`} order by sequence`
  ).map((row) => row.type);
const unique = (name: string) => `TEST-${name}-7${Math.random().toString(36).slice(2, 8).toUpperCase()}`;

describe('[BK-GOAL-01] [BK-COMPAT-02] bookings that a person verifies', () => {
  it('[BK-TEST-05] [BK-ADM-01] [BK-ADM-02] [BK-ADM-03] [BK-MODE-05] [BK-SEC-04] [BK-VER-08] [BK-DB-13] claim, pending, details, confirm; the same again is 200', async () => {
    const booking = await desk.book(propertyId, {
      customer: { name: 'John Doe', phone: '+923001234567', cnic: '42101-1234567-1' },
    });
    expect(booking.booking_id).toMatch(/^BK-\d{8}-\d{3,}$/);
    expect(booking).toMatchObject({ status: 'Pending', total_cost: 5000, payment_id: null });
    const claimed = await desk.claim(booking.booking_id, { transaction_id: unique('TXN') });
    expect(claimed.status).toBe(201);
    expect((await desk.get(booking.booking_id)).status).toBe('Waiting');
    const { body } = await desk.admin.get<{ bookings: Record<string, unknown>[]; count: number }>(
      '/admin/pending-verifications?limit=200',
    );
    const shown = body.bookings.find((row) => row.booking_id === booking.booking_id);
    // [BK-ADM-07] [BK-ADM-09] the published shape, field by field.
    expect(shown).toMatchObject({
      property: { name: 'White Palace FarmHouse', type: 'farm', address: 'Karachi, Pakistan' },
      customer: { name: 'John Doe', phone: '+923001234567', cnic: '42101-1234567-1' },
      booking_details: { shift: 'Day', total_cost: 5000 },
      payment: { screenshot_url: 'https://example.com/screenshot.jpg', amount: 5000, sender_name: 'John Doe' },
      status: 'Waiting',
    });
    expect(body.bookings.every((row) => row.status === 'Waiting')).toBe(true);
    const details = await desk.admin.get<{ payments: unknown[]; task_id: string }>(
      `/admin/booking/${booking.booking_id}/details`,
    );
    expect(details.body).toMatchObject({ booking: { status: 'Waiting' }, screenshot: { url: expect.any(String) } });
    expect(details.body.payments).toHaveLength(1);
    const confirmed = await desk.confirm(booking.booking_id);
    expect([confirmed.status, confirmed.body]).toEqual([
      200,
      {
        success: true,
        message: 'Booking confirmed successfully',
        booking: {
          booking_id: booking.booking_id,
          status: 'Confirmed',
          verified_at: expect.stringMatching(/Z$/),
          verification_method: 'manual_admin',
        },
      },
    ]);
    expect((await desk.confirm(booking.booking_id)).body).toEqual(confirmed.body);
    const late = await desk.reject(booking.booking_id);
    expect([late.status, codeOf(late)]).toEqual([409, 'REVIEW_ALREADY_DECIDED']);
    const after = await desk.get(booking.booking_id);
    expect(after.payments).toMatchObject([{ status: 'verified', verified_by: expect.stringMatching(/^user:/) }]);
    expect(after.payment_id).toBe(after.payments[0]?.payment_id);
    expect(await eventsOf(booking.booking_id)).toEqual([
      'booking_created',
      'review_task_opened',
      'booking_manually_confirmed',
    ]);
    // [BK-MODE-06] [BK-NOT-03] one message, over WhatsApp, with the parts a customer needs.
    await eventually('the message', async () => (await noticesOf(booking.booking_id))[0]?.status === 'sent');
    const sent = (await world.sandbox.records('whatsapp', 'message')).filter((row) =>
      JSON.stringify(row).includes(booking.booking_id),
    );
    expect(sent).toHaveLength(1);
    const text = JSON.stringify(sent[0]?.text);
    for (const part of ['confirmed', booking.booking_id, 'PKR 5,000.00', '+92 21 1234567', 'Confidence'])
      expect(text).toContain(part);
  });

  it('[BK-ADM-04] [BK-VER-09] [BK-VER-10] [H-01] [BK-DB-18] a rejection opens a new window, then a second payment is confirmed', async () => {
    const booking = await desk.book(propertyId);
    expect((await desk.claim(booking.booking_id, { amount: 4500 })).status).toBe(201);
    const bare = await desk.admin.post(`/admin/booking/${booking.booking_id}/reject`, {});
    expect([bare.status, codeOf(bare)]).toEqual([422, 'VALIDATION_FAILED']);
    const reason = 'Amount mismatch - Expected Rs. 5000, received Rs. 4500 <script>alert(1)</script>';
    const rejected = await desk.reject(booking.booking_id, reason);
    expect([rejected.status, rejected.body]).toEqual([
      200,
      {
        success: true,
        message: 'Booking payment rejected',
        booking: { booking_id: booking.booking_id, status: 'Pending', rejection_reason: reason },
      },
    ]);
    expect((await desk.reject(booking.booking_id, reason)).status).toBe(200);
    const pending = await desk.get(booking.booking_id);
    expect(pending.payments).toMatchObject([{ status: 'rejected', reason: 'rejected' }]);
    expect(Date.parse(pending.expires_at ?? '')).toBeGreaterThan(Date.parse(booking.expires_at ?? ''));
    expect((await desk.claim(booking.booking_id)).status).toBe(201);
    expect((await desk.confirm(booking.booking_id)).status).toBe(200);
    expect((await desk.get(booking.booking_id)).payments.map((payment) => payment.status)).toEqual([
      'verified',
      'rejected',
    ]);
    expect((await noticesOf(booking.booking_id)).map((row) => row.template)).toEqual([
      'booking_rejected',
      'booking_confirmed',
    ]);
  });

  it('[U-65] [BK-COMPAT-03] confirm without a claim, and of a row that no run looks after: one run is started on demand', async () => {
    const booking = await desk.book(propertyId);
    expect((await desk.confirm(booking.booking_id)).status).toBe(200);
    expect((await desk.get(booking.booking_id)).payments).toMatchObject([{ source: 'manual', status: 'verified' }]);
    const old = await desk.plant(propertyId, { id: unique('OLD'), expiresInMs: 600_000 });
    expect((await desk.confirm(old)).status).toBe(200);
    // Claimed in time; the window has ended since. What was claimed after it needs a reason.
    for (const [minutesAgo, code] of [
      [12, undefined],
      [1, 'OVERRIDE_REQUIRED'],
    ] as const) {
      const waiting = await desk.plant(propertyId, { id: unique('OLD'), expiresInMs: -600_000, status: 'Waiting' });
      await world.owner`update bookings set pending_since = now() - interval '25 minutes' where booking_id = ${waiting}`;
      await world.owner`insert into payments (tenant_id, booking_id, source, amount_minor, currency, paid_at)
        values (${desk.tenantId}, ${waiting}, 'screenshot', 500000, 'PKR', now() - make_interval(mins => ${minutesAgo}))`;
      expect(codeOf(await desk.confirm(waiting))).toBe(code);
      expect((await desk.get(waiting)).status).toBe(code ? 'Waiting' : 'Confirmed');
    }
  });

  it('[BK-VAL-01] [BK-VAL-02] [BK-VAL-03] [BK-VAL-04] [BK-VAL-06] [BK-VAL-07] refuses by name, and nothing is lost', async () => {
    const booking = await desk.book(propertyId);
    const refused = async (answer: Promise<{ status: number; body: unknown }>) => {
      const { status, body } = await answer;
      return [status, codeOf({ body })];
    };
    for (const amount of [0, -5, 1_000_001, '12.345', 'many'])
      expect((await desk.claim(booking.booking_id, { amount })).status, String(amount)).toBe(422);
    expect((await desk.claim(booking.booking_id, { sender_phone: 'call me' })).status).toBe(422);
    expect((await desk.claim(booking.booking_id, { screenshot_url: 'http://plain.example/x.jpg' })).status).toBe(422);
    expect(await refused(desk.claim('BK-20990101-999'))).toEqual([404, 'BOOKING_NOT_FOUND']);
    for (const id of ["';DROP TABLE bookings", 'ab', 'bk-1', '<script>', 'A'.repeat(65)])
      expect((await desk.confirm(encodeURIComponent(id))).status, id).toBe(422);
    const transaction = unique('TXN');
    expect((await desk.claim(booking.booking_id, { transaction_id: `${transaction}!;'` })).status).toBe(201);
    expect(await refused(desk.claim(booking.booking_id, { transaction_id: transaction }))).toEqual([
      409,
      'DUPLICATE_PAYMENT',
    ]);
    await desk.confirm(booking.booking_id);
    expect(await refused(desk.claim(booking.booking_id))).toEqual([409, 'INVALID_BOOKING_STATUS']);
    expect(await refused(desk.customer.post(`/bookings/${booking.booking_id}/cancel`, {}))).toEqual([
      409,
      'INVALID_BOOKING_STATUS',
    ]);
  });

  it('a booking is its customer’s and its tenant’s: others get 404, without rights 403', async () => {
    const booking = await desk.book(propertyId);
    const other = await openBookings(world, 1);
    for (const by of [other.customer, other.admin]) {
      expect((await by.get(`/bookings/${booking.booking_id}`)).status).toBe(404);
      expect((await by.post(`/bookings/${booking.booking_id}/cancel`, {})).status).toBe(404);
    }
    expect((await other.admin.post(`/admin/booking/${booking.booking_id}/confirm`, {})).status).toBe(404);
    expect((await desk.customer.post(`/admin/booking/${booking.booking_id}/confirm`, {})).status).toBe(403);
    expect((await desk.customer.get(`/bookings/${booking.booking_id}`)).status).toBe(200);
    await desk.customer.post(`/bookings/${booking.booking_id}/cancel`, {});
  });

  it('[U-60] [U-61] one live booking per property, date and half of the day; a cancelled one gives its slot back', async () => {
    const date = desk.freeDate();
    const wanted = { property_id: propertyId, booking_date: date, shift_type: 'Full Day' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => desk.customer.post<{ booking_id: string }>('/bookings', wanted)),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
    for (const shift of ['Day', 'Night'])
      expect(codeOf(await desk.customer.post('/bookings', { ...wanted, shift_type: shift }))).toBe('SLOT_TAKEN');
    const first = answers.find((answer) => answer.status === 201)?.body.booking_id ?? '';
    // A claimed payment does not vanish with the booking.
    await desk.claim(first, { transaction_id: unique('TXN') });
    expect((await desk.customer.post(`/bookings/${first}/cancel`, {})).status).toBe(202);
    await desk.until(first, 'Cancelled');
    expect((await desk.customer.post(`/bookings/${first}/cancel`, {})).status).toBe(202);
    const [left] =
      await world.owner`select status, reason, booking_id from payments where reason = 'booking_cancelled'`;
    expect(left).toEqual({ status: 'unmatched', reason: 'booking_cancelled', booking_id: null });
    expect((await desk.customer.post('/bookings', { ...wanted, shift_type: 'Night' })).status).toBe(201);
  });
});

describe('[BK-EXP-01] [C-29] the end of the window', () => {
  it('[BK-VAL-05] [BK-EXP-02] [BK-EXP-03] [BK-EXP-04] [BK-TEST-E2E-03] [BK-NOT-01] [BK-DB-17] [H-03] expires at the instant, once, with one message', async () => {
    const stolenBefore = stolenMs();
    const id = await desk.plant(propertyId, { id: unique('EXP'), expiresInMs: 2_000, run: true });
    expect((await desk.get(id)).status).toBe('Pending');
    await desk.until(id, 'Expired');
    const [row] =
      await world.owner`select extract(epoch from updated_at - expires_at) * 1000 as late from bookings where tenant_id = ${desk.tenantId} and booking_id = ${id}`;
    expect(Number(row?.late)).toBeGreaterThanOrEqual(0);
    expect(Number(row?.late) - (stolenMs() - stolenBefore)).toBeLessThan(3_000);
    const claim = await desk.claim(id, {}, desk.admin);
    expect([claim.status, codeOf(claim)]).toEqual([409, 'BOOKING_EXPIRED']);
    expect(codeOf(await desk.confirm(id))).toBe('BOOKING_EXPIRED');
    const notices = await eventually('the notice', async () => {
      const found = await noticesOf(id);
      return found[0]?.status === 'sent' && found;
    });
    expect(notices.map((notice) => notice.template)).toEqual(['booking_expired']);
    const [told] =
      await world.owner`select m.body, b.expiration_notified_at from messages m join bookings b on b.tenant_id = m.tenant_id and b.booking_id = m.booking_id where b.tenant_id = ${desk.tenantId} and b.booking_id = ${id}`;
    for (const part of [id, 'White Palace FarmHouse', '15 minutes', 'book again', 'pay'])
      expect(told?.body).toContain(part);
    expect(told?.expiration_notified_at).not.toBeNull();
    expect(await eventsOf(id)).toEqual(['booking_expired']);
    const [run] = await world.owner`select status from processes where subject = ${id} and run = 1`;
    expect(run?.status).toBe('closed');
  });

  it('[BK-EXP-02] asks for the last stretch before the deadline anew: two timers, and not a moment early', async () => {
    const stolenBefore = stolenMs();
    const id = await desk.plant(propertyId, { id: unique('LONG'), expiresInMs: 22_000, run: true });
    await desk.until(id, 'Expired');
    const [row] =
      await world.owner`select extract(epoch from updated_at - expires_at) * 1000 as late from bookings where tenant_id = ${desk.tenantId} and booking_id = ${id}`;
    expect(Number(row?.late)).toBeGreaterThanOrEqual(0);
    expect(Number(row?.late) - (stolenMs() - stolenBefore)).toBeLessThan(3_000);
    const { events } = await world.temporal.workflow.getHandle(`booking:${desk.tenantId}:${id}`).fetchHistory();
    expect(events?.filter((event) => event.timerStartedEventAttributes)).toHaveLength(2);
  });

  it(`[BK-TEST-07] a payment in the same instant as the expiry, ${RACE_PAIRS} pairs: one outcome, and the money never vanishes`, async () => {
    const farm = await desk.property('Race Farm');
    const ids: string[] = [];
    for (let pair = 0; pair < RACE_PAIRS; pair += 1)
      ids.push(await desk.plant(farm, { id: unique(`RACE${pair}`), expiresInMs: 4_000, run: true }));
    const claims = ids.map(async (id, pair) => {
      const [row] =
        await world.owner`select extract(epoch from expires_at - clock_timestamp()) * 1000 as left from bookings where tenant_id = ${desk.tenantId} and booking_id = ${id}`;
      await new Promise((done) => setTimeout(done, Math.max(0, Number(row?.left) - 40 + (pair % 9) * 10)));
      return desk.claim(id, { transaction_id: unique('TXN') }, desk.reviewer);
    });
    const answers = await Promise.all(claims);
    let taken = 0;
    for (const [index, answer] of answers.entries()) {
      const id = ids[index] ?? '';
      const booking = await desk.until(id, answer.status === 201 ? 'Waiting' : 'Expired');
      expect(booking.payments).toHaveLength(answer.status === 201 ? 1 : 0);
      if (answer.status !== 201) expect(codeOf(answer)).toBe('BOOKING_EXPIRED');
      else taken += 1;
    }
    process.stdout.write(`of ${RACE_PAIRS} payments in the instant of expiry ${taken} came first\n`);
    for (const [index, answer] of answers.entries())
      if (answer.status === 201) expect((await desk.confirm(ids[index] ?? '')).status).toBe(200);
  });

  it('[W-21] [BK-PERF-07] the sweep finds only rows without a run, however many, and leaves the others to their timers', async () => {
    const farm = await desk.property('Old Farm');
    const orphans: string[] = [];
    for (let index = 0; index < 3; index += 1)
      orphans.push(await desk.plant(farm, { id: unique(`ORPHAN${index}`), expiresInMs: -1_000 }));
    const young = await desk.plant(farm, { id: unique('YOUNG'), expiresInMs: 600_000 });
    await desk.admin.post('/admin/schedules/booking-expiry-sweep/run', {});
    for (const id of orphans) await desk.until(id, 'Expired');
    expect((await desk.get(young)).status).toBe('Pending');
    expect((await desk.confirm(young)).status).toBe(200);
  });
});

describe('[BK-NOT-04] [BK-TEST-06] messages to customers', () => {
  const expired = async (phone: boolean) => {
    const booking = await desk.book(
      propertyId,
      phone ? { customer: { name: 'John Doe', phone: '+923001234567' } } : {},
    );
    await desk.claim(booking.booking_id, { transaction_id: unique('TXN') });
    return booking.booking_id;
  };
  const settled = (id: string, count: number) =>
    eventually(`${count} messages`, async () => {
      const rows = await noticesOf(id);
      return rows.length === count && rows.every((row) => row.status !== 'queued') && rows;
    });

  it('[BK-FB-04] [BK-ERR-07] refused for good, or twice unavailable: the same message stands in the web chat, once', async () => {
    for (const [fault, attempts] of [
      ['window_closed', 1],
      ['rate_limit', 2],
    ] as const) {
      const id = await expired(true);
      await world.sandbox.fault({ vendor: 'whatsapp', fault, account: id });
      await desk.reject(id, 'try again');
      const rows = await settled(id, 2);
      expect(rows).toMatchObject([
        { channel: 'whatsapp', status: 'failed', attempts },
        { channel: 'web', status: 'sent' },
      ]);
      const chat = await desk.customer.get<{ messages: { booking_id: string; body: string }[] }>('/messages?limit=200');
      expect(chat.body.messages.filter((message) => message.booking_id === id)).toHaveLength(1);
      await desk.customer.post(`/bookings/${id}/cancel`, {});
    }
  });

  it('taken, but the answer lost: the vendor’s notice settles it, and it is sent exactly once', async () => {
    const id = await expired(true);
    await world.sandbox.fault({ vendor: 'whatsapp', fault: 'drop_after', account: id, times: 1 });
    await desk.reject(id, 'try again');
    const rows = await settled(id, 1);
    expect(rows).toMatchObject([{ channel: 'whatsapp', status: 'sent' }]);
    const effects = (await world.sandbox.records('whatsapp', 'message')).filter((row) =>
      JSON.stringify(row).includes(id),
    );
    expect(effects).toHaveLength(1);
    await desk.customer.post(`/bookings/${id}/cancel`, {});
  });

  it('without a number the web chat is the first channel', async () => {
    const id = await expired(false);
    await desk.reject(id, 'try again');
    expect(await settled(id, 1)).toMatchObject([{ channel: 'web', status: 'sent' }]);
    await desk.customer.post(`/bookings/${id}/cancel`, {});
  });

  it('a forged delivery notice is refused, and an unknown one changes nothing', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${world.run.api}/webhooks/whatsapp`, { method: 'POST', body: '{"entry":[]}', headers });
    expect((await post({})).status).toBe(400);
    expect((await post({ 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })).status).toBe(400);
    const challenge = `${world.run.api}/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=42&hub.verify_token=`;
    expect((await fetch(`${challenge}wrong`)).status).toBe(400);
  });
});
