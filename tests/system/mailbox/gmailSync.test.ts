import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/apiClient.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { connectMailbox } from '../mailDesk.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
let desk: Bookings;
let other: Bookings;
/** Who connects nothing, and who connects a mailbox of the sandbox. */
let stranger: ApiClient;
let user: ApiClient;

interface Box {
  mailbox_id: string;
  purpose: string;
  status: string;
  address: string | null;
  mock: boolean;
  messages: { known: number; waiting: number };
  last_code: string | null;
  checked_at: string | null;
}

const unique = (name: string) => `${name}-${Math.random().toString(36).slice(2, 10)}`;
const address = `${unique('user')}@countersign.example`;
/** A message of the fixtures, and one of the mailbox below. */
const GET_FIXTURE = /GET \/gmail\/v1\/users\/me\/messages\/fixture\d+$/;
const GET_ONE = /GET \/gmail\/v1\/users\/me\/messages\/m[^/?]+$/;

beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world);
  other = await openBookings(world, 1);
  stranger = desk.customer;
  user = other.customer;
});
afterAll(() => world.close());

const boxesOf = async (who: ApiClient) =>
  (await who.get<{ mailboxes: Box[] }>('/integrations/gmail/status')).body.mailboxes;
const evidence = async (who: ApiClient): Promise<Box | undefined> =>
  (await boxesOf(who)).find((box) => box.purpose === 'evidence');

const runEvents = async (runId: string) =>
  (
    await world.owner`select e.type, e.data from events e join processes p on e.data->>'processId' = p.id::text
      where p.run_id = ${runId} order by e.sequence`
  ).map((row) => ({ type: String(row.type), data: row.data as Record<string, unknown> }));

/** Asks for a sync and waits for its end; returns its run with the type of its last event. */
async function sync(who: ApiClient, query = ''): Promise<{ runId: string; ended: string }> {
  const { status, body } = await who.post<{ run_id: string; mailboxes: number }>(
    `/integrations/gmail/sync${query}`,
    {},
  );
  expect([status, body.mailboxes]).toEqual([202, 1]);
  const ended = await eventually('the end of the sync', async () => {
    const types = (await runEvents(body.run_id)).map(({ type }) => type);
    return types.length > 1 && types.at(-1);
  });
  return { runId: body.run_id, ended };
}

const mail = (from: string, over: object = {}) => ({
  mailbox: address,
  id: unique('m').replace('-', ''),
  raw: Buffer.from(
    `From: ${from}\r\nTo: ${address}\r\nSubject: Your secret receipt: $4.00\r\nList-Unsubscribe: <https://x.example>\r\n\r\nHello\r\n`,
  ).toString('base64url'),
  ...over,
});
const calls = async () => (await world.sandbox.requests('gmail')).length;
const callsSince = async (before: number) => (await world.sandbox.requests('gmail')).slice(before);

describe('[PM-GMAIL-04] [PM-CFG-01] [W-01] a user who has connected nothing', () => {
  it("reads the sandbox's fixtures through the same client, and what is stored says that it is made up", async () => {
    const before = await calls();
    const { runId, ended } = await sync(stranger);
    expect(ended).toBe('gmail_sync_completed');
    const box = await evidence(stranger);
    // Twelve of thirteen: one is older than a first sync goes back.
    expect(box).toMatchObject({ status: 'active', mock: true, messages: { known: 12, waiting: 0 } });
    const lines = (await callsSince(before)).map((request) => request.line);
    expect(lines.filter((line) => GET_FIXTURE.test(line))).toHaveLength(12);
    expect(lines.some((line) => line.endsWith('/messages'))).toBe(true);
    const rows =
      await world.owner`select state, metadata, received_at from gmail_messages where mailbox_id = ${box?.mailbox_id ?? ''}`;
    for (const row of rows)
      expect(row).toMatchObject({ state: 'kept', metadata: { mock: true }, received_at: expect.any(Date) });
    const banks = rows.filter((row) => (row.metadata as { fromDomain: string }).fromDomain === 'northbank.example');
    expect(banks.map((row) => (row.metadata as { bulk: boolean }).bulk)).toEqual([false, false]);
    expect(JSON.stringify(rows)).not.toMatch(/receipt|overdraft|anna/i);
    // [PM-GMAIL-08] one start, one end, as outsiders read them.
    const { body } = await desk.admin.get<{ events: { type: string; data: { processId: string } }[] }>(
      `/admin/events?group=mailbox&subject=mailbox:${box?.mailbox_id}`,
    );
    const [process] = await world.owner`select id from processes where run_id = ${runId}`;
    expect(body.events.filter((event) => event.data.processId === process?.id).map((event) => event.type)).toEqual([
      'gmail_sync_completed',
      'gmail_sync_started',
    ]);
  });

  it('the same again reads nothing twice', async () => {
    const before = await calls();
    await sync(stranger);
    expect((await callsSince(before)).filter((request) => GET_FIXTURE.test(request.line))).toEqual([]);
    expect((await evidence(stranger))?.messages.known).toBe(12);
  });
});

describe('[PM-GMAIL-03] [PM-ARCH-04] [U-14] [U-15] a user with a mailbox', () => {
  it('[EM-API-03] connects it to be read only, and sees its address', async () => {
    await world.sandbox.put('gmail', 'message', [
      ...Array.from({ length: 520 }, () => mail('Shop <no-reply@shop.example>')),
      mail('Old <old@shop.example>', { internalDate: String(Date.now() - 91 * 86_400_000) }),
    ]);
    const { mailboxId, scope } = await connectMailbox(user, { address });
    expect(scope).toBe('https://www.googleapis.com/auth/gmail.readonly');
    expect(await evidence(user)).toMatchObject({ mailbox_id: mailboxId, status: 'active', address });
  });

  it('the first sync goes back 90 days and takes 500 messages at most', async () => {
    expect((await sync(user)).ended).toBe('gmail_sync_completed');
    expect((await evidence(user))?.messages).toEqual({ known: 500, waiting: 0 });
  });

  it('the next one asks history from the stored id, and fetches the new message alone', async () => {
    const id = (await evidence(user))?.mailbox_id ?? '';
    const [cursor] = await world.owner`select history_id from gmail_connections where id = ${id}`;
    const fresh = mail('Northbank <alerts@northbank.example>');
    await world.sandbox.put('gmail', 'message', [fresh]);
    const before = await calls();
    await sync(user);
    const since = await callsSince(before);
    // The schedule may read somebody else's mailbox meanwhile.
    const asked = since
      .filter((request) => request.line.includes('/history'))
      .map((request) => new URL(request.url, 'http://x').searchParams.get('startHistoryId'));
    expect(asked.filter((from) => from === cursor?.history_id)).toHaveLength(1);
    expect(
      since.filter((request) => GET_ONE.test(request.line)).map((request) => request.line.split('/').at(-1)),
    ).toEqual([fresh.id]);
    const [moved] = await world.owner`select history_id from gmail_connections where id = ${id}`;
    expect(BigInt(String(moved?.history_id))).toBeGreaterThan(BigInt(String(cursor?.history_id)));
  });

  it('a long sync goes on as a new run under one start and one end, and says how far it is', async () => {
    await world.sandbox.put(
      'gmail',
      'message',
      Array.from({ length: 520 }, () => mail('Shop <no-reply@shop.example>')),
    );
    const { runId, ended } = await sync(user);
    expect(ended).toBe('gmail_sync_completed');
    expect((await runEvents(runId)).map(({ type, data }) => [type, data.kept])).toEqual([
      ['gmail_sync_started', undefined],
      ['gmail_sync_completed', 520],
    ]);
    const [process] = await world.owner`select workflow_id, status from processes where run_id = ${runId}`;
    expect(process?.status).toBe('closed');
    const last = world.temporal.workflow.getHandle(String(process?.workflow_id));
    expect((await last.describe()).runId).not.toBe(runId);
    expect(await last.query('progress')).toEqual({ kept: 520, waiting: 0 });
    expect((await evidence(user))?.messages).toEqual({ known: 1_021, waiting: 0 });
  });

  it('[PM-GMAIL-10] [H-23] an expired history id: everything in range is listed again, and a fresh id is kept', async () => {
    const floor = (await world.sandbox.records('gmail', 'mailbox')).find((box) => box.address === address);
    const next = Number(floor?.historyId) + 50;
    await world.sandbox.put('gmail', 'mailbox', [{ ...floor, id: address, historyFloor: next, historyId: next }]);
    expect((await sync(user)).ended).toBe('gmail_sync_completed');
    const box = await evidence(user);
    const [row] = await world.owner`select history_id from gmail_connections where id = ${box?.mailbox_id ?? ''}`;
    expect(row?.history_id).toBe(String(next));
    // Nothing is cut this time: also the 20 that the first sync left out.
    expect(box?.messages).toEqual({ known: 1_041, waiting: 0 });
  });

  it('two who ask at once share one sync', async () => {
    await world.sandbox.fault({ vendor: 'gmail', route: 'GET /gmail/v1', fault: 'delay', value: 500, times: 2 });
    const answers = await Promise.all(
      [1, 2, 3].map(() => user.post<{ run_id: string | null }>('/integrations/gmail/sync', {})),
    );
    const [first] = await eventually('one run', async () => {
      const rows =
        await world.owner`select run_id from processes where kind = 'gmail-sync' and tenant_id = ${other.tenantId} and status = 'open'`;
      return rows.length === 1 && rows[0]?.run_id && rows;
    });
    for (const answer of answers) expect([first?.run_id, null]).toContain(answer.body.run_id);
    await eventually('its end', async () => (await runEvents(String(first?.run_id))).length === 2);
    await world.sandbox.clearFaults();
  });

  it('[W-05] the schedule syncs every mailbox that is due, one run each, and nobody is asked', async () => {
    const fresh = mail('Airwing <tickets@airwing.example>');
    await world.sandbox.put('gmail', 'message', [fresh]);
    expect((await other.admin.post('/admin/schedules/sync-fanout-gmail/run', {})).status).toBe(204);
    await eventually('the new mail', async () => {
      const [row] = await world.owner`select state from gmail_messages where message_id = ${fresh.id}`;
      return row?.state === 'kept';
    });
    const [run] =
      await world.owner`select started_by, status from processes where kind = 'gmail-sync' and tenant_id = ${other.tenantId} order by created_at desc limit 1`;
    expect(run?.started_by).toBe('schedule');
    const job = await eventually('the cycle', async () => {
      const [row] =
        await world.owner`select ok, counts from job_runs where tenant_id = ${other.tenantId} and job = 'sync-fanout-gmail' order by started_at desc limit 1`;
      return row;
    });
    expect(job).toMatchObject({ ok: true, counts: { started: 1, waiting: 0 } });
    // Whoever asks while it runs joins it.
    await eventually('its end', async () => {
      const open =
        await world.owner`select 1 from processes where kind = 'gmail-sync' and tenant_id = ${other.tenantId} and status = 'open'`;
      return open.length === 0;
    });
  });

  it('[PM-GMAIL-08] a grant that has ended: one failed event with its code, then 409 until it is connected again', async () => {
    const id = (await evidence(user))?.mailbox_id ?? '';
    await world.owner`update gmail_connections set access_expires_at = now() where id = ${id}`;
    await world.sandbox.fault({ vendor: 'gmail', fault: 'invalid_grant', times: 5, account: address });
    const { runId, ended } = await sync(user);
    await world.sandbox.clearFaults();
    expect(ended).toBe('gmail_sync_failed');
    expect((await runEvents(runId)).map(({ type, data }) => [type, data.code])).toEqual([
      ['gmail_sync_started', undefined],
      ['gmail_sync_failed', 'GMAIL_REVOKED'],
    ]);
    expect(await evidence(user)).toMatchObject({ status: 'requires_reauth', last_code: 'GMAIL_REVOKED' });
    // Its user is told, once; it is no alert of the office.
    const told = await world.owner`select template, recipient from notifications where variables->>'mailboxId' = ${id}`;
    expect(told.map((row) => row.template)).toEqual(['mailbox_reauth']);
    const alerts = await world.owner`select rule from alerts where subject = ${`mailbox:${id}`}`;
    expect(alerts).toHaveLength(0);
    const refused = await user.post<{ error: { code: string } }>('/integrations/gmail/sync', {});
    expect([refused.status, refused.body.error.code]).toEqual([409, 'CONNECTION_REQUIRES_REAUTH']);
    expect((await connectMailbox(user, { address })).mailboxId).toBe(id);
    expect((await sync(user)).ended).toBe('gmail_sync_completed');
  });

  it('mode=full lists everything in range once more, and keeps what is known', async () => {
    const before = await calls();
    const known = (await evidence(user))?.messages.known;
    await sync(user, '?mode=full');
    const since = await callsSince(before);
    expect(since.some((request) => request.line.endsWith('/messages'))).toBe(true);
    expect((await evidence(user))?.messages.known).toBe(known);
  });

  it('[EM-SEC-01] reaches its own mailbox and no other, and no inbox that people share', async () => {
    const own = await boxesOf(user);
    expect(own.map((box) => box.purpose)).toEqual(['evidence']);
    const strangers = await evidence(stranger);
    for (const [who, id] of [
      [user, strangers?.mailbox_id],
      [stranger, own[0]?.mailbox_id],
    ] as const)
      expect((await who.post('/integrations/gmail/disconnect', { mailbox_id: id })).status).toBe(404);
    for (const path of ['/integrations/gmail/oauth/init', '/integrations/gmail/sync']) {
      const answer = await user.call(path.endsWith('init') ? 'GET' : 'POST', `${path}?purpose=payment_inbox`);
      expect([path, answer.status]).toEqual([path, 403]);
    }
    // Whoever manages integrations sees that it is there, not whose it is.
    const seen = (await boxesOf(other.admin)).find((box) => box.mailbox_id === own[0]?.mailbox_id);
    expect(seen).toMatchObject({ status: 'active', address: null });
  });

  it('[H-16] [PM-GMAIL-06] no address, subject, sender or token in histories and logs', async () => {
    const [run] =
      await world.owner`select workflow_id, run_id from processes where kind = 'gmail-sync' and tenant_id = ${other.tenantId} order by created_at limit 1`;
    const history = await world.temporal.workflow
      .getHandle(String(run?.workflow_id), String(run?.run_id))
      .fetchHistory();
    const decoded = await Promise.all(
      (history.events ?? []).map(async (event) => {
        const payloads = [
          ...(event.workflowExecutionStartedEventAttributes?.input?.payloads ?? []),
          ...(event.activityTaskScheduledEventAttributes?.input?.payloads ?? []),
          ...(event.activityTaskCompletedEventAttributes?.result?.payloads ?? []),
          ...(event.workflowExecutionCompletedEventAttributes?.result?.payloads ?? []),
        ];
        const codecs = world.temporal.options.loadedDataConverter.payloadCodecs;
        const plain = await codecs.reduce(async (rows, codec) => codec.decode(await rows), Promise.resolve(payloads));
        return plain.map((payload) => Buffer.from(payload.data ?? []).toString('utf8')).join('\n');
      }),
    );
    const text = decoded.join('\n');
    expect(text).toContain('mailboxId');
    expect(text).not.toMatch(/@|shop\.example|receipt|ya29\.|1\/\/[\w-]{20}/i);
    for (const log of ['api', 'worker']) expect(world.log(log)).not.toMatch(/secret receipt|shop\.example/);
    expect(world.log('worker')).not.toContain(address);
  });

  it('[PM-GMAIL-09] disconnects, and then reads the fixtures like anybody who has connected nothing', async () => {
    const id = (await evidence(user))?.mailbox_id;
    const answer = await user.post<Box>('/integrations/gmail/disconnect', { mailbox_id: id });
    expect([answer.status, answer.body.status]).toEqual([200, 'disconnected']);
    expect((await sync(user)).ended).toBe('gmail_sync_completed');
    // Another account than before, so its mail is listed from the beginning.
    const [row] =
      await world.owner`select count(*)::int as fixtures from gmail_messages where mailbox_id = ${id ?? ''} and message_id like 'fixture%'`;
    expect(row?.fixtures).toBe(12);
  });
});
