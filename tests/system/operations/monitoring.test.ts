import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/apiClient.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { openInbox } from '../mailDesk.ts';
import { eventually, openWorld, type World } from '../world.ts';

interface Alert {
  alert_id: string;
  rule: string;
  severity: string;
  subject: string;
  value: number;
  threshold: number;
  state: string;
  told_at: string;
}

let world: World;
let desk: Bookings;
beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world, 1);
});
afterAll(() => world.close());

const get = async <Body>(by: ApiClient, path: string) => {
  const answer = await by.get<Body>(path);
  expect(answer.status, path).toBe(200);
  return answer.body;
};
const openAlerts = async (rule: string) =>
  (await get<{ alerts: Alert[] }>(desk.admin, '/admin/alerts?state=open&limit=200')).alerts.filter(
    (alert) => alert.rule === rule,
  );
const rule = (name: string, body: object) => desk.admin.call('PUT', `/admin/alert-rules/${name}`, body);
const cycles = async (job: string) => {
  const [row] =
    await world.owner`select count(*)::int as count from job_runs where tenant_id = ${desk.tenantId} and job = ${job}`;
  return Number(row?.count);
};
/** Runs a schedule now, and waits until that run has left its row. */
async function runNow(schedule: string) {
  const before = await cycles(schedule);
  expect((await desk.admin.post(`/admin/schedules/${schedule}/run`, {})).status).toBe(204);
  await eventually(`a cycle of ${schedule}`, async () => (await cycles(schedule)) > before);
}
const told = async (since: Date, name: string) =>
  world.owner`select recipient, variables from notifications where tenant_id = ${desk.tenantId} and template = 'alert'
    and variables->>'rule' = ${name} and created_at >= ${since}`;

describe('[BK-ALERT-06] [BK-ALERT-02] [BK-LOG-04] [W-23] alerts', () => {
  it('[BK-ERR-08] [BK-FB-05] a message nobody could deliver: listed, one alert and one mail, retried, and the alert ends', async () => {
    const since = new Date();
    const [queued] =
      await world.owner`insert into notifications (tenant_id, batch_id, channel, recipient, template, variables, status, attempts, last_error)
      values (${desk.tenantId}, gen_random_uuid(), 'email', 'nobody@customer.example', 'customer_closed', '{}', 'undeliverable', 5, 'SMTP_REFUSED') returning id`;
    const id = String(queued?.id);
    const listed = await get<{ notifications: { notification_id: string; last_error: string; recipient: string }[] }>(
      desk.admin,
      '/admin/notifications?status=undeliverable',
    );
    expect(listed.notifications.find((row) => row.notification_id === id)).toMatchObject({
      last_error: 'SMTP_REFUSED',
      recipient: 'nobody@customer.example',
    });
    await runNow('alert-evaluation');
    const [alert] = await openAlerts('notification_failures');
    expect(alert).toMatchObject({ severity: 'warning', threshold: 0, state: 'open' });
    expect(alert?.value).toBeGreaterThanOrEqual(1);
    // The figure stays bad: still one alert, told once.
    await runNow('alert-evaluation');
    expect(await openAlerts('notification_failures')).toHaveLength(1);
    const recipients = (await told(since, 'notification_failures')).map((row) => row.recipient);
    expect(new Set(recipients).size).toBe(recipients.length);

    expect((await world.stranger.post(`/admin/notifications/${id}/retry`, {})).status).toBeGreaterThanOrEqual(403);
    expect((await desk.admin.post(`/admin/notifications/${id}/retry`, {})).status).toBe(202);
    await eventually('the message to arrive', async () => {
      const [row] = await world.owner`select status from notifications where id = ${id}`;
      return row?.status === 'sent' || row?.status === 'logged';
    });
    expect((await desk.admin.post(`/admin/notifications/${id}/retry`, {})).status).toBe(404);
    await runNow('alert-evaluation');
    expect(await openAlerts('notification_failures')).toEqual([]);
    const closed = await get<{ alerts: Alert[] }>(desk.admin, '/admin/alerts?state=closed&limit=200');
    expect(closed.alerts.some((row) => row.alert_id === alert?.alert_id)).toBe(true);
    const events =
      await world.owner`select type from events where subject = ${`alert:${alert?.alert_id}`} order by sequence`;
    expect(events.map((row) => row.type)).toEqual(['alert_opened', 'alert_closed']);
  });

  it('a tenant sets its own threshold or switches a rule off, from the next evaluation on', async () => {
    const { tenantId } = desk;
    const [spare] =
      await world.owner`insert into notifications (tenant_id, batch_id, channel, recipient, template, variables, status)
      values (${tenantId}, gen_random_uuid(), 'email', 'nobody@customer.example', 'customer_closed', '{}', 'undeliverable') returning id`;
    expect((await rule('notification_failures', { threshold: 1_000 })).status).toBe(200);
    await runNow('alert-evaluation');
    expect(await openAlerts('notification_failures')).toEqual([]);
    expect((await rule('notification_failures', { threshold: null, enabled: false })).status).toBe(200);
    await runNow('alert-evaluation');
    expect(await openAlerts('notification_failures')).toEqual([]);
    expect((await rule('notification_failures', { threshold: null })).status).toBe(200);
    await runNow('alert-evaluation');
    expect(await openAlerts('notification_failures')).toHaveLength(1);
    await world.owner`update notifications set status = 'sent' where id = ${String(spare?.id)}`;
    expect((await rule('notification_failures', { threshold: -1 })).status).toBe(422);
    expect((await rule('nonsense', { threshold: 1 })).status).toBe(404);
    const { rules } = await get<{ rules: { rule: string; threshold: number; default_threshold: number }[] }>(
      desk.admin,
      '/admin/alert-rules',
    );
    expect(rules.find((row) => row.rule === 'notification_failures')).toMatchObject({
      threshold: 0,
      default_threshold: 0,
    });
  });

  it('requests of all processes count: over 5 % answered with a server error opens a critical alert', async () => {
    const { tenantId } = desk;
    const count = (errors: number) =>
      world.owner.begin(async (tx) => {
        await tx`delete from counter_minutes where tenant_id = ${tenantId}`;
        await tx`insert into counter_minutes (tenant_id, name, minute, value) values
        (${tenantId}, 'requests', date_trunc('minute', now()), 100000), (${tenantId}, 'request_errors', date_trunc('minute', now()), ${errors})`;
      });
    await count(4_900);
    await runNow('alert-evaluation');
    expect(await openAlerts('api_error_rate')).toEqual([]);
    await count(5_200);
    await runNow('alert-evaluation');
    expect(await openAlerts('api_error_rate')).toMatchObject([{ severity: 'critical', threshold: 0.05 }]);
    await world.owner`delete from counter_minutes where tenant_id = ${tenantId}`;
    await runNow('alert-evaluation');
    expect(await openAlerts('api_error_rate')).toEqual([]);
  });

  it('counts what this system really does: requests of a tenant arrive in its minutes', async () => {
    const sum = async () => {
      const [row] =
        await world.owner`select coalesce(sum(value), 0)::int as total from counter_minutes where tenant_id = ${desk.tenantId} and name = 'requests'`;
      return Number(row?.total);
    };
    const before = await sum();
    for (let index = 0; index < 20; index += 1) await desk.admin.get('/me');
    await eventually('the requests to be counted', async () => (await sum()) >= before + 20);
  });
});

describe('[BK-HEALTH-02] [BK-AUD-04] jobs', () => {
  it('a schedule tells its last good run, how long it took, failures in a row and what waits', async () => {
    interface Schedule {
      schedule_id: string;
      last_success_at: string | null;
      last_duration_ms: number | null;
      consecutive_failures: number;
      backlog: number | null;
    }
    const list = async () => (await get<{ schedules: Schedule[] }>(desk.admin, '/admin/schedules')).schedules;
    const since = Date.now();
    await runNow('booking-expiry-sweep');
    // The row of a cycle is written before its run ends, and the engine lists an ended run a moment later.
    const sweep = await eventually('the run to be the last good one', async () =>
      (await list()).find(
        (row) => row.schedule_id === 'booking-expiry-sweep' && Date.parse(row.last_success_at ?? '') >= since,
      ),
    );
    expect(sweep).toMatchObject({ consecutive_failures: 0, backlog: expect.any(Number) });
    expect(sweep.last_duration_ms).toBeGreaterThan(0);
    const schedules = await list();
    expect(schedules.find((row) => row.schedule_id === 'event-anchor')?.backlog).toBeNull();
    const lines = world
      .log('worker')
      .split('\n')
      .filter((line) => line.includes('"booking-expiry-sweep"') && line.includes(desk.tenantId))
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(lines.slice(-2)).toEqual(['job started', 'job completed']);
  });

  it('a schedule that a person pauses is a critical alert until it runs again', async () => {
    expect((await desk.admin.post('/admin/schedules/booking-expiry-sweep/pause', {})).status).toBe(204);
    await runNow('alert-evaluation');
    expect(await openAlerts('schedule_stopped')).toMatchObject([{ severity: 'critical' }]);
    expect((await desk.admin.post('/admin/schedules/booking-expiry-sweep/resume', {})).status).toBe(204);
    await runNow('alert-evaluation');
    expect(await openAlerts('schedule_stopped')).toEqual([]);
  });

  it('[W-27] a grant that has ended is found before anybody needs it', async () => {
    const inbox = await openInbox(world, desk, 'quiet@sandbox.example');
    const mailboxId = await inbox.connect();
    await runNow('connection-health');
    expect((await inbox.status()).find((box) => box.mailbox_id === mailboxId)?.status).toBe('active');
    await world.owner`update gmail_connections set access_expires_at = now() where id = ${mailboxId}`;
    await world.sandbox.fault({ vendor: 'gmail', fault: 'invalid_grant', times: 5 });
    await runNow('connection-health');
    await world.sandbox.clearFaults();
    expect((await inbox.status()).find((box) => box.mailbox_id === mailboxId)?.status).toBe('requires_reauth');
    expect(await openAlerts('mailbox_reauth')).toMatchObject([{ subject: `mailbox:${mailboxId}` }]);
    await inbox.connect();
    expect(await openAlerts('mailbox_reauth')).toEqual([]);
  });

  it('a reading of an inbox that fails is a failed cycle with its line in the log', async () => {
    const inbox = await openInbox(world, desk, 'monitored@sandbox.example');
    const mailboxId = await inbox.connect();
    await world.owner`update gmail_connections set access_expires_at = now() where id = ${mailboxId}`;
    await world.sandbox.fault({ vendor: 'gmail', fault: 'invalid_grant', times: 5 });
    await runNow('payment-inbox');
    await world.sandbox.clearFaults();
    const [run] =
      await world.owner`select ok, counts from job_runs where tenant_id = ${desk.tenantId} and job = 'payment-inbox' order by started_at desc limit 1`;
    expect(run).toMatchObject({ ok: false, counts: { failed: 1 } });
    expect(world.log('worker')).toMatch(/"job failed"/);
    expect(await openAlerts('mailbox_reauth')).toMatchObject([
      { severity: 'critical', subject: `mailbox:${mailboxId}` },
    ]);
    await inbox.connect();
    expect(await openAlerts('mailbox_reauth')).toEqual([]);
  });
});

describe('[BK-ALERT-07] [W-24] the report of a day', () => {
  it('counts the day anew until it is written, and is written once, sent and kept', async () => {
    const farm = await desk.property('Report Farm', 777);
    const booking = await desk.book(farm);
    await desk.claim(booking.booking_id, { amount: 777 });
    await eventually('confirmed', async () => {
      await desk.confirm(booking.booking_id);
      return (await desk.get(booking.booking_id)).status === 'Confirmed';
    });
    interface Report {
      day: string;
      complete: boolean;
      figures: Record<string, number>;
      money: { currency: string; confirmed_minor: number }[];
      effectiveness: { mode: string };
      people: { actor: string; decisions: number }[];
    }
    // Days are those of the tenant's zone, as its report of many days names them.
    const { to: today } = await get<{ to: string }>(desk.admin, '/admin/reports?days=1');
    const now = await get<Report>(desk.admin, `/admin/reports/daily?day=${today}`);
    expect(now).toMatchObject({ day: today, complete: false });
    expect(now.figures.confirmed_by_hand).toBeGreaterThanOrEqual(1);
    expect(now.money.find((row) => row.currency === 'PKR')?.confirmed_minor).toBeGreaterThanOrEqual(77_700);
    expect(now.people.reduce((sum, row) => sum + row.decisions, 0)).toBeGreaterThanOrEqual(1);
    expect(JSON.stringify(now)).not.toContain('@');

    const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
    await runNow('daily-summary');
    await runNow('daily-summary');
    expect(await get<Report>(desk.admin, '/admin/reports/daily')).toMatchObject({ day: yesterday, complete: true });
    const sent =
      await world.owner`select recipient from notifications where tenant_id = ${desk.tenantId} and template = 'daily_summary'`;
    expect(new Set(sent.map((row) => row.recipient)).size).toBe(sent.length);
    expect((await desk.admin.get('/admin/reports/daily?day=2999-01-01')).status).toBe(404);
    expect((await desk.admin.get('/admin/reports/daily?day=yesterday')).status).toBe(422);
  });
});

describe('[BK-MON-01] [BK-MON-02] [BK-MON-03] [BK-MON-04] [BK-MON-05] [BK-MON-06] metrics', () => {
  it('payments, jobs, requests, messages and the database, each under a name by convention', async () => {
    const scrape = async () => await (await fetch(`${world.run.api.replace(/\/api\/v1$/, '')}/metrics`)).text();
    const inbox = await openInbox(world, desk, 'measured@sandbox.example');
    await inbox.connect();
    await inbox.pay({ amount: 'Rs. 3.21', transactionId: `MEASURED${Date.now()}` });
    await inbox.read();
    const text = await eventually('figures', async () => {
      const found = await scrape();
      return found.includes(`countersign_payment_match_rate_24h{tenant="${desk.tenantId}"}`) && found;
    });
    for (const name of [
      'countersign_payment_processing_seconds_24h',
      'countersign_payment_match_rate_24h',
      'countersign_payments_unmatched_24h',
      'countersign_payment_verification_seconds_24h',
      'countersign_inbox_check_seconds_24h',
      'countersign_inbox_mails_read_24h',
      'countersign_bookings_expired_24h',
      'countersign_job_failure_rate_24h',
      'countersign_messages_sent_24h',
      'countersign_messages_undeliverable_24h',
      'countersign_http_request_duration_seconds_bucket',
      'countersign_database_transaction_duration_seconds_bucket',
    ])
      expect(text, name).toMatch(new RegExp(`^${name}`, 'm'));
    expect(text).toMatch(/request_duration_seconds_count\{area="admin",status="2xx"\} [1-9]/);
    expect(text).toMatch(/request_duration_seconds_count\{area="\w+",status="4xx"\} [1-9]/);
    const verified = text.match(
      new RegExp(`countersign_payment_verification_seconds_24h\\{tenant="${desk.tenantId}"\\} ([\\d.e-]+)`),
    );
    expect(Number(verified?.[1])).toBeGreaterThan(0);
  });

  it('[BK-PERF-01] a list is one round trip to the database, however many rows it shows', async () => {
    const reads = async () => {
      const text = await (await fetch(`${world.run.api.replace(/\/api\/v1$/, '')}/metrics`)).text();
      return Number(text.match(/transaction_duration_seconds_count\{kind="read"\} (\d+)/)?.[1] ?? 0);
    };
    const farm = await desk.property('List Farm', 778);
    for (let index = 0; index < 12; index += 1) await desk.book(farm);
    for (const limit of [1, 10]) {
      const before = await reads();
      const page = await get<{ bookings: unknown[] }>(desk.admin, `/bookings?limit=${limit}`);
      expect(page.bookings).toHaveLength(limit);
      expect(await reads()).toBe(before + 1);
    }
  });

  it('[BK-PERF-02] [BK-PERF-11] properties are answered from a cache that a change empties', async () => {
    const hits = async () => {
      const text = await (await fetch(`${world.run.api.replace(/\/api\/v1$/, '')}/metrics`)).text();
      return Number(text.match(/cache_lookups_total\{cache="properties",result="hit"\} (\d+)/)?.[1] ?? 0);
    };
    const names = async () =>
      (await get<{ properties: { name: string }[] }>(desk.customer, '/properties')).properties.map((row) => row.name);
    await names();
    const before = await hits();
    await names();
    expect(await hits()).toBe(before + 1);
    await desk.property('Cache Farm');
    expect(await names()).toContain('Cache Farm');
  });
});
