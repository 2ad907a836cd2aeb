import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentText } from '../../../cli/bookings/paymentMail.ts';
import { RETRY } from '../../../temporal.config.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { call } from '../http.ts';
import { type Inbox, openInbox } from '../mailDesk.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
let desk: Bookings;
let inbox: Inbox;
const unique = (name: string) => `${name}-7${Math.random().toString(36).slice(2, 10).toUpperCase()}`;

beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world);
  inbox = await openInbox(world, desk, `${unique('records').toLowerCase()}@countersign.example`);
  await inbox.connect();
});
afterAll(async () => {
  await inbox.mode(null);
  await world.sandbox.clearFaults();
  await world.close();
});

describe('[BK-ARCH-03] what the books keep of a booking payment', () => {
  it('[BK-DB-06] [BK-DB-08] [BK-DB-12] [BK-DB-15] [BK-REPO-02] [BK-AUD-01] [BK-AUD-02] every field of the mail, who verified it and when, and an event of each step', async () => {
    await inbox.mode('automated');
    const price = 91_000 + Math.floor(Math.random() * 1_000);
    const booking = await desk.book(await desk.property(unique('Farm'), price));
    const transaction = unique('TXN');
    await inbox.pay({
      amount: `Rs. ${price}.00`,
      transactionId: `${transaction}/"'`,
      name: 'John Doe',
      phone: '+923001234567',
    });
    await inbox.read();
    await desk.until(booking.booking_id, 'Confirmed');
    const [row] =
      await world.owner`select p.*, b.payment_verified_at from payments p join bookings b on b.payment_id = p.payment_id where p.transaction_id = ${transaction}`;
    expect(row).toMatchObject({
      sender_name: 'John Doe',
      email_subject: 'Payment Received - NayaPay',
      source: 'gmail',
      status: 'verified',
      verified_by: 'system:auto_gmail',
      currency: 'PKR',
    });
    expect(row?.payment_verified_at).toBeInstanceOf(Date);
    expect(row?.verified_at).toBeInstanceOf(Date);
    expect(row?.sender_phone).toMatch(/^v1:/);
    expect(row?.evidence.fields.map((field: { field: string }) => field.field)).toContain('amount');
    // Bodies are in no list.
    const { payments } = await desk.get(booking.booking_id);
    expect(payments).toMatchObject([{ sender_phone: '+923001234567' }]);
    expect(JSON.stringify(payments)).not.toContain('Thank you for using');
    const events =
      await world.owner`select type, actor from events where tenant_id = ${desk.tenantId} and subject in (${`payment:${row?.payment_id}`}, ${`booking:${booking.booking_id}`}) order by sequence`;
    expect(events.map((event) => event.type)).toEqual([
      'booking_created',
      'payment_created',
      'payment_matched',
      'booking_auto_confirmed',
    ]);
  });

  it('[BK-GMAIL-02] Gmail is asked for unread mail of the provider, ten at a time; [BK-AUD-05] a cycle tells what it did', async () => {
    const asked = (await world.sandbox.requests('gmail')).map((request) => decodeURIComponent(request.url));
    expect(
      asked.some((url) => url.includes('q=from:nayapay@example.com is:unread') && url.includes('maxResults=10')),
    ).toBe(true);
    await inbox.send({ text: paymentText({ amount: 'Rs. 4.44', transactionId: unique('TXN') }) });
    await inbox.read();
    const query = `WorkflowType = 'paymentInboxWorkflow' and ExecutionStatus = 'Completed'`;
    const cycle = await eventually('the result', async () => {
      for await (const run of world.temporal.workflow.list({ query })) {
        const result = (await world.temporal.workflow.getHandle(run.workflowId, run.runId).result()) as Record<
          string,
          number
        >;
        if (result.fetched === 1) return result;
      }
      return null;
    });
    expect(cycle).toMatchObject({ mailboxes: 1, fetched: 1, parsed: 1, matched: 0, unmatched: 1, failed: 0 });
    expect(cycle.duration_ms).toBeGreaterThan(0);
  });

  it('[BK-REPO-03] [BK-VER-04] [BK-ERR-05] 51 unmatched payments are pages of 50 and 1; [BK-NOT-02] the admin’s mail has the five parts', async () => {
    const mark = unique('MANY');
    await world.owner`insert into payments (tenant_id, source, amount_minor, currency, status, reason, transaction_id)
      select ${desk.tenantId}, 'gmail', 100, 'PKR', 'unmatched', 'no_match', ${mark} || n from generate_series(1, 51) n`;
    interface List {
      payments: { transaction_id: string | null; status: string }[];
      count: number;
      next_cursor: string | null;
    }
    const first = (await desk.admin.get<List>('/admin/unmatched-payments')).body;
    expect([first.count, typeof first.next_cursor]).toEqual([50, 'string']);
    const second = (await desk.admin.get<List>(`/admin/unmatched-payments?cursor=${first.next_cursor}`)).body;
    const seen = [...first.payments, ...second.payments].filter((row) => row.transaction_id?.startsWith(mark));
    expect(seen).toHaveLength(51);
    expect(seen.every((row) => row.status === 'unmatched')).toBe(true);
    await world.owner`delete from payments where transaction_id like ${`${mark}%`}`;
    const transaction = unique('TOLD');
    await inbox.pay({ amount: 'Rs. 5.55', transactionId: transaction, name: 'Ayesha Khan' });
    await inbox.read();
    const mail = await eventually('the mail', async () =>
      (await world.sandbox.records('smtp', 'mail')).find((record) => String(record.source).includes(transaction)),
    );
    const text = String(mail.source).replaceAll('=\r\n', '');
    for (const part of ['PKR 5.55', 'Ayesha Khan', transaction, 'Paid on', 'link it by hand'])
      expect(text).toContain(part);
  });

  it('[BK-FB-02] [BK-AUD-03] screenshots are taken while Gmail is down, and the admin’s decision is an event with name and time', async () => {
    await world.sandbox.fault({ vendor: 'gmail', fault: 'unavailable' });
    const booking = await desk.book(await desk.property(unique('Farm')));
    expect((await desk.claim(booking.booking_id, { transaction_id: unique('TXN') })).status).toBe(201);
    expect((await desk.confirm(booking.booking_id)).status).toBe(200);
    await world.sandbox.clearFaults();
    const { body } = await desk.admin.get<{ events: { type: string; actor: string; occurred_at: string }[] }>(
      `/admin/events?subject=booking:${booking.booking_id}`,
    );
    expect(body.events.find((event) => event.type === 'booking_manually_confirmed')).toMatchObject({
      actor: expect.stringMatching(/^user:/),
    });
  });

  it('[BK-TEST-08] [BK-TEST-10] [H-26] [BK-DB-09] an older booking number such as TEST-001 is taken; a screenshot keeps what a model read from it', async () => {
    const id = await desk.plant(await desk.property(unique('Farm')), { id: unique('TEST-001'), expiresInMs: 600_000 });
    expect((await desk.get(id)).total_cost).toBe(5000);
    const data = { amount: 5000, sender_name: 'John Doe' };
    const claim = await desk.claim(id, { screenshot_data: data, transaction_id: unique('TXN') }, desk.admin);
    expect(claim.status).toBe(201);
    const { body } = await desk.admin.get(`/admin/booking/${id}/details`);
    expect(body).toMatchObject({ screenshot: { url: 'https://example.com/screenshot.jpg', data } });
  });

  it('[BK-ERR-12] every refusal is problem+json with success, code, message, details and time', async () => {
    const token = await desk.admin.bearer();
    const answer = await call('POST', `${world.run.api}/api/v1/admin/booking/BK-20990101-001/confirm`, {
      headers: { authorization: `Bearer ${token}` },
      body: {},
    });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: 'urn:countersign:error:booking_not_found',
      status: 404,
      success: false,
      error: { code: 'BOOKING_NOT_FOUND', message: expect.any(String), timestamp: expect.stringMatching(/Z$/) },
    });
  });
});

type Payload = { metadata?: Record<string, Uint8Array> | null; data?: Uint8Array | null };

/** Every payload anywhere in a history. */
function payloadsOf(value: unknown): Payload[] {
  if (!value || typeof value !== 'object' || value instanceof Uint8Array) return [];
  if ('data' in value && value.data instanceof Uint8Array) return [value as Payload];
  return Object.values(value).flatMap(payloadsOf);
}

describe('[BK-SEC-07] [BK-SEC-08] what the engine keeps of bookings and mails', () => {
  it('decrypted histories hold ids, states and counts: no name, number, address, amount or line of a mail', async () => {
    const name = `Ahmed ${unique('Khan')}`;
    const transaction = unique('SECRET');
    await inbox.mode('automated');
    const farm = await desk.property(unique('Farm'), 6_543);
    const booking = await desk.book(farm, { customer: { name, phone: '+923219876543' } });
    await inbox.pay({ amount: 'Rs. 6,543.00', transactionId: transaction, name, phone: '03219876543' });
    await inbox.read();
    await desk.until(booking.booking_id, 'Confirmed');
    await inbox.pay({ amount: 'Rs. 6,544.00', transactionId: unique('SECRET'), name, phone: '03219876543' });
    await inbox.read();
    const codecs = world.temporal.options.loadedDataConverter.payloadCodecs;
    const words = [
      name,
      '3219876543',
      'nayapay@example.com',
      inbox.address,
      '6,543',
      '654300',
      transaction,
      'You have received',
    ];
    const types = [
      'bookingWorkflow',
      'paymentInboxWorkflow',
      'unmatchedPaymentWorkflow',
      'notificationWorkflow',
      'gmailConnectionWorkflow',
    ];
    let payloads = 0;
    for (const type of types) {
      let runs = 0;
      for await (const run of world.temporal.workflow.list({ query: `WorkflowType = '${type}'`, pageSize: 50 })) {
        runs += 1;
        if (runs > 50) break;
        const history = await world.temporal.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
        let found = payloadsOf(history.events);
        for (const codec of codecs) found = await codec.decode(found);
        const text = `${run.workflowId} ${found.map(({ data }) => Buffer.from(data ?? []).toString('utf8')).join('\n')}`;
        payloads += found.length;
        expect(
          words.filter((word) => text.includes(word)),
          `${type} ${run.workflowId}`,
        ).toEqual([]);
      }
      expect(runs, type).toBeGreaterThan(0);
    }
    // The search would find something: ids of bookings and payments are there.
    expect(payloads).toBeGreaterThan(100);
    const logs = ['api', 'worker'].map((log) => world.log(log)).join('\n');
    // A verdict's line has the amount in minor units, and nothing else of these.
    expect(words.filter((word) => word !== '654300' && logs.includes(word))).toEqual([]);
  });
});

describe('[BK-TEST-04] [BK-ARCH-04] [BK-JOB-02] [BK-JOB-03] [BK-CFG-02] schedules of bookings', () => {
  it('[BK-PERF-08] [BK-COMPAT-04] the inbox every two minutes, switched off by default; the sweep every five; both with jitter, once each', async () => {
    const describe = async (id: string) => world.temporal.schedule.getHandle(`${id}:${desk.tenantId}`).describe();
    const [inboxSchedule, sweep] = [await describe('payment-inbox'), await describe('booking-expiry-sweep')];
    const every = (found: typeof sweep) => Number(found.spec.intervals?.[0]?.every);
    expect([every(inboxSchedule), every(sweep)]).toEqual([120_000, 300_000]);
    expect([inboxSchedule.state.paused, inboxSchedule.state.note]).toEqual([true, 'switched off by the configuration']);
    expect(sweep.state.paused).toBe(false);
    for (const found of [inboxSchedule, sweep]) expect(Number(found.spec.jitter)).toBeGreaterThan(0);
    expect(sweep.spec.intervals?.[0]?.offset).toBeTruthy();
    const ids: string[] = [];
    for await (const schedule of world.temporal.schedule.list())
      if (schedule.scheduleId.endsWith(desk.tenantId)) ids.push(schedule.scheduleId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('[BK-RATE-03] [BK-PERF-09] every preset has a time-out and backs off', () => {
    for (const [name, preset] of Object.entries(RETRY)) {
      expect(preset.startToCloseTimeout, name).toBeGreaterThan(0);
      expect(preset.retry.backoffCoefficient, name).toBe(2);
    }
  });
});

describe('[BK-GOAL-04] [BK-COMPAT-01] the contract of bookings', () => {
  it('[BK-ADM-10] paths, fields and answers of POST /bookings and the admin endpoints are frozen', async () => {
    interface Operation {
      requestBody?: { content: Record<string, { schema: { properties?: object; required?: string[] } }> };
      responses: Record<string, unknown>;
    }
    const document = (await call('GET', `${world.run.api}/openapi.json`)).body as unknown as {
      paths: Record<string, Record<string, Operation>>;
    };
    const schema = document.paths['/bookings']?.post?.requestBody?.content['application/json']?.schema;
    expect(schema?.required?.toSorted()).toEqual(['booking_date', 'property_id', 'shift_type']);
    expect(Object.keys(schema?.properties ?? {}).toSorted()).toEqual([
      'booking_date',
      'customer',
      'property_id',
      'shift_type',
    ]);
    for (const path of [
      '/admin/pending-verifications',
      '/admin/booking/{booking_id}/details',
      '/admin/booking/{booking_id}/confirm',
      '/admin/booking/{booking_id}/reject',
      '/admin/unmatched-payments',
      '/admin/payment/{payment_id}/link-booking',
    ])
      expect(Object.keys(document.paths), path).toContain(path);
  });
});
