import { promisify } from 'node:util';
import { brotliCompress, deflate, gzip, gzipSync } from 'node:zlib';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { withIdempotency } from '../../../api/http/idempotency.ts';
import { DEFAULT_TENANT_ID } from '../../../db/seed/tenants.ts';
import { call } from '../../system/http.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { openSampleTask } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const ADMIN = 'admin@countersign.example';
let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
});
afterAll(async () => {
  await api.end();
  await database.end();
});

const send = async (raw: string | Buffer, headers: Record<string, string> = {}, path = '/disputes') =>
  call('POST', `${api.url}/api/v1${path}`, {
    raw,
    headers: { authorization: `Bearer ${await api.access(ADMIN)}`, ...headers },
  });
const codeOf = async (raw: string | Buffer, headers: Record<string, string> = {}, path?: string) => {
  const answer = await send(raw, headers, path);
  return [answer.status, answer.body?.error?.code];
};
const DEEP = `${'{"a":'.repeat(6_000)}1${'}'.repeat(6_000)}`;
const GOOD = JSON.stringify({ case_id: 'CASE-1', customer_id: 'ACC-1' });

describe('[S12] [S13] bodies are JSON in UTF-8, bounded after they are unpacked and decoded', () => {
  it('another charset is 415 before anything is decoded, however deep the body is', async () => {
    const utf16 = Buffer.from(`\ufeff${DEEP}`, 'utf16le');
    for (const type of [
      'application/json; charset=utf-16',
      'application/json;charset=UTF-16LE',
      'application/json; charset="utf-16be"',
      'application/json; charset=utf-32',
      'application/json; charset=utf-7',
      'application/json; charset=iso-8859-1',
      'application/json; charset=utf-8; charset=utf-16',
      "application/json; charset='utf-16'",
      'application/json; charset=',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json, text/plain',
    ])
      expect(await codeOf(utf16, { 'content-type': type }), type).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    // UTF-16 that says it is UTF-8 is no UTF-8.
    expect(await codeOf(utf16)).toEqual([400, 'INVALID_JSON']);
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"'])
      expect((await send(GOOD, { 'content-type': type })).status, type).toBe(202);
    expect((await send(`\ufeff${GOOD}`)).status).toBe(202);
  });

  it('an unknown encoding is 415, a broken one 400, and the bounds hold for what comes out', async () => {
    for (const encoding of ['nonsense', 'zstd', 'gzip, gzip', 'gzip,', 'x-gzip', 'constructor', '__proto__', 'chunked'])
      expect(await codeOf(gzipSync(GOOD), { 'content-encoding': encoding }), encoding).toEqual([
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ]);
    for (const [encoding, pack] of [
      // Never synchronous, as in tests/system/http.ts: 50 MB block the loop for seconds, while the API closes connections.
      ['gzip', promisify<string, Buffer>(gzip)],
      ['deflate', promisify<string, Buffer>(deflate)],
      ['br', promisify<string, Buffer>(brotliCompress)],
    ] as const) {
      const packed = async (text: string) => codeOf(await pack(text), { 'content-encoding': encoding });
      const good = await pack(GOOD);
      expect(await packed(JSON.stringify({ case_id: 'x'.repeat(50_000_000) })), encoding).toEqual([
        413,
        'PAYLOAD_TOO_LARGE',
      ]);
      expect(await packed(DEEP), encoding).toEqual([400, 'INVALID_JSON']);
      expect(await codeOf('no such packing', { 'content-encoding': encoding }), encoding).toEqual([
        400,
        'INVALID_JSON',
      ]);
      expect(await codeOf(good.subarray(0, 12), { 'content-encoding': encoding }), encoding).toEqual([
        400,
        'INVALID_JSON',
      ]);
      expect((await send(good, { 'content-encoding': encoding })).status, encoding).toBe(202);
    }
    // Signed webhooks are read by the same rules.
    for (const encoding of ['nonsense', 'zstd'])
      expect(await codeOf('{}', { 'content-encoding': encoding }, '/webhooks/stripe')).toEqual([
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ]);
  });

  it('a name twice, a rounded number, a reserved name and a text that can not be kept are 422 and say which', async () => {
    for (const raw of [
      '{"case_id":"A","case_id":"B","customer_id":"C"}',
      '{"case_id":"A","customer_id":"C","__proto__":{"admin":true}}',
      '{"case_id":9007199254740993,"customer_id":"C"}',
      '{"case_id":1e999,"customer_id":"C"}',
      '{"case_id":"a\\u0000b","customer_id":"C"}',
      '{"case_id":"a\\ud800b","customer_id":"C"}',
    ])
      expect(await codeOf(raw), raw).toEqual([422, 'VALIDATION_FAILED']);
    for (const body of [
      '{"reason":"stop \\u0000 it now"}',
      '{"reason":"half \\udc00 a character"}',
      '{"reason":"half \\ud83d"}',
    ])
      expect(await codeOf(body, {}, '/admin/money-stop'), body).toEqual([422, 'VALIDATION_FAILED']);
    for (const path of ['/disputes?case_id=a%00b', '/costs/case/a%00b', '/admin/events?actor=%00'])
      expect((await api.as(ADMIN, 'GET', path)).status, path).toBe(422);
  });

  it('a refusal is short, however much is wrong with the body', async () => {
    const names = Object.fromEntries(Array.from({ length: 15_000 }, (_, index) => [`wrong-name-${index}`, 1]));
    const wide = await send(JSON.stringify(names));
    expect([wide.status, wide.text.length < 10_000]).toEqual([422, true]);
    const long = await send(JSON.stringify({ ['n'.repeat(500_000)]: 1 }));
    expect([long.status, long.text.length < 10_000]).toEqual([422, true]);
    expect(await codeOf(JSON.stringify(Array.from({ length: 100_000 }, () => 1)))).toEqual([400, 'INVALID_JSON']);
  });
});

describe('the same request again', () => {
  it('gets the very bytes of the first answer, content type and ETag included', async () => {
    for (const [path, body] of [
      ['/admin/users', { email: 'again@people.example', display_name: 'Zoë "Again" \\ \u2028', roles: ['reviewer'] }],
      ['/disputes', { case_id: 'CASE-AGAIN', customer_id: 'ACC-1' }],
      ['/bulk-decisions', { decision: 'approved', filter: {} }],
    ] as const) {
      const key = crypto.randomUUID();
      const who = path === '/bulk-decisions' ? 'reviewer@countersign.example' : ADMIN;
      const once = () => api.as(who, 'POST', path, body, { 'idempotency-key': key });
      const answers = [await once(), await once(), await once()];
      const shown = answers.map(({ status, text, headers }) => ({
        status,
        text,
        type: headers['content-type'],
        etag: headers.etag,
      }));
      expect(shown[0]?.status, path).toBeLessThan(300);
      expect(shown[1], path).toEqual(shown[0]);
      expect(shown[2], path).toEqual(shown[0]);
    }
  });

  it('of another person is another request, under whatever key', async () => {
    const key = 'the-same-key-for-all';
    const made = await api.as(ADMIN, 'POST', '/admin/api-keys', { name: 'other', scopes: ['disputes:start'] });
    const ask = (headers: Record<string, string>, caseId: string) =>
      call('POST', `${api.url}/disputes`, {
        body: { case_id: caseId, customer_id: 'ACC-1' },
        headers: { ...headers, 'idempotency-key': key },
      });
    const admin = { authorization: `Bearer ${await api.access(ADMIN)}` };
    const [mine, theirs] = [await ask(admin, 'CASE-MINE'), await ask({ 'x-api-key': made.body.key }, 'CASE-THEIRS')];
    expect([mine.status, theirs.status]).toEqual([202, 202]);
    expect(mine.body.process_id).not.toBe(theirs.body.process_id);
    expect((await ask(admin, 'CASE-OTHER')).body.error.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('planted bug: a key that belongs to nobody would hand one person the answer of another', async () => {
    const of = (route: string, answer: string) =>
      withIdempotency(
        database.db,
        { tenantId: DEFAULT_TENANT_ID, route, key: 'a-key-of-two' },
        { same: 'body' },
        async () => ({ status: 200, body: { answer } }),
      );
    const texts = async (first: string, second: string) => [
      (await of(first, 'mine')).text,
      (await of(second, 'theirs')).text,
    ];
    // As createApp names them, and as a scope without the caller would.
    expect(await texts('post /x user:1', 'post /x user:2')).toEqual(['{"answer":"mine"}', '{"answer":"theirs"}']);
    expect(await texts('post /y', 'post /y')).toEqual(['{"answer":"mine"}', '{"answer":"mine"}']);
  });

  it('a decision: two people may use one key, each gets the bytes of their own first answer', async () => {
    const [first, second] = ['reviewer@countersign.example', 'reviewer2@countersign.example'];
    const key = 'one-key-of-two-people';
    const tasks: { taskId: string; shownHash: string }[] = [];
    for (const name of ['KEY-1', 'KEY-2', 'KEY-3'])
      tasks.push((await openSampleTask(database.db, DEFAULT_TENANT_ID, name)).opened);
    const decide = (who: string, index: number, over: object = {}, ownKey = key) =>
      api.as(
        who,
        'POST',
        `/reviews/${tasks[index]?.taskId}/decision`,
        { decision: 'approved', shown_hash: tasks[index]?.shownHash, ...over },
        { 'idempotency-key': ownKey },
      );
    const [mine, theirs] = [await decide(first, 0), await decide(second, 1)];
    expect([mine.status, theirs.status]).toEqual([200, 200]);
    expect(mine.body.decision_id).not.toBe(theirs.body.decision_id);
    expect((await decide(first, 0)).text).toBe(mine.text);
    expect((await decide(second, 1)).text).toBe(theirs.text);
    // Under another key the same decision is known as a repeat, and stays one.
    const repeat = await decide(second, 0, {}, 'another-key');
    expect([repeat.status, repeat.body.repeat, repeat.body.decision_id]).toEqual([200, true, mine.body.decision_id]);
    expect((await decide(second, 0, {}, 'another-key')).text).toBe(repeat.text);
    for (const other of [await decide(first, 2), await decide(first, 0, { comments: 'now with words' })])
      expect([other.status, other.body.error.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('sent ten times at once is done once, and all who are answered get the same bytes', async () => {
    const { opened } = await openSampleTask(database.db, DEFAULT_TENANT_ID, 'KEY-PARALLEL');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        api.as(
          'reviewer@countersign.example',
          'POST',
          `/reviews/${opened.taskId}/decision`,
          { decision: 'rejected', shown_hash: opened.shownHash, comments: 'no' },
          { 'idempotency-key': 'ten-at-once' },
        ),
      ),
    );
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    const [row] =
      await database.owner`select count(*)::int as n from review_decisions where task_id = ${opened.taskId}`;
    expect(row?.n).toBe(1);
  });
});

describe('events from the future', () => {
  const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
  it('a dispute is refused with its own code; a clock may be wrong by five minutes', async () => {
    const post = (caseId: string, occurredAt: string) =>
      api.as(ADMIN, 'POST', '/disputes', { case_id: caseId, customer_id: 'ACC-1', occurred_at: occurredAt });
    for (const at of [minutes(6), '2999-01-01T00:00:00Z', `${minutes(0).slice(0, 19)}-01:00`])
      expect((await post('CASE-FUTURE', at)).body.error.code, at).toBe('EVENT_IN_FUTURE');
    for (const at of ['tomorrow', '2026-11-27', '', `${minutes(0).slice(0, 19)}.${'0'.repeat(100)}Z`])
      expect((await post('CASE-FUTURE', at)).body.error.code, at).toBe('VALIDATION_FAILED');
    expect((await post('CASE-NEAR', minutes(4))).status).toBe(202);
    const old = await post('CASE-OLD', '2019-01-01T00:00:00Z');
    expect(old.status).toBe(202);
    const [event] =
      await database.owner`select data from events where type = 'dispute_started' and data->>'caseId' = 'CASE-OLD'`;
    expect(event?.data).toMatchObject({ occurredAt: '2019-01-01T00:00:00Z' });
  });

  it('a Stripe event is refused by its own date and by that of its signature, however well it is signed', async () => {
    const now = Math.floor(Date.now() / 1000);
    const send = (created: number, timestamp: number) => {
      const payload = JSON.stringify({
        id: `evt_${created}`,
        object: 'event',
        type: 'ping',
        created,
        data: { object: {} },
      });
      const signature = new Stripe('sk_unused').webhooks.generateTestHeaderString({
        payload,
        secret: 'whsec_of_the_tests_only',
        timestamp,
      });
      return call('POST', `${api.url}/webhooks/stripe`, { raw: payload, headers: { 'stripe-signature': signature } });
    };
    expect((await send(now, now)).status).toBe(200);
    expect((await send(now - 86_400, now)).status).toBe(200);
    for (const [created, signed] of [
      [now + 3_600, now],
      [now, now + 3_600],
      [now + 10 ** 9, now + 10 ** 9],
    ] as const) {
      const answer = await send(created, signed);
      expect([answer.status, answer.body.error.code]).toEqual([422, 'EVENT_IN_FUTURE']);
    }
    expect((await send(now - 3_600, now - 3_600)).body.error.code).toBe('INVALID_SIGNATURE');
  });
});

describe('live streams', () => {
  it('of 100 at once 20 are let in for one caller, another goes on, and places come back', async () => {
    const token = await api.access('reviewer@countersign.example');
    const stops: AbortController[] = [];
    const open = async (bearer: string) => {
      const stop = new AbortController();
      stops.push(stop);
      const headers = { authorization: `Bearer ${bearer}` };
      return (await fetch(`${api.url}/live`, { headers, signal: stop.signal })).status;
    };
    const statuses = await Promise.all(Array.from({ length: 100 }, () => open(token)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(80);
    expect(await open(await api.access(ADMIN))).toBe(200);
    for (const stop of stops) stop.abort();
    const end = Date.now() + 5_000;
    let again = 429;
    while (again === 429 && Date.now() < end) again = await open(token);
    expect(again).toBe(200);
    for (const stop of stops) stop.abort();
    // HEAD takes no place for good.
    for (let index = 0; index < 30; index += 1)
      expect(
        (await call('HEAD', `${api.url}/live`, { headers: { authorization: `Bearer ${await api.access(ADMIN)}` } }))
          .status,
      ).toBe(200);
  });
});

describe('an attacker at the door', () => {
  it('forged cursors, sizes, sorts and tags change nothing and are refused', async () => {
    const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const query of [
      `cursor=${cursor('-created_at', "2026-01-01'; drop table users; --", 'x')}`,
      `cursor=${cursor('-created_at', 'infinity', 'not-a-uuid')}`,
      `cursor=${cursor('created_at', '2026-01-01', '1')}`,
      `cursor=${cursor('-created_at', { a: 1 }, '1')}`,
      `cursor=${cursor('-created_at', '2026-01-01\u0000', '1')}`,
      'cursor=%%%',
      `cursor=${'A'.repeat(600)}`,
      'limit=1e9',
      'limit=1000000000',
      'limit=0x10',
      'limit=%EF%BC%95',
      'limit=-1',
      'sort=password_hash',
      'sort=created_at;drop table users',
      'sort[]=created_at',
      '__proto__=1',
      'constructor=1',
      `${'a=1&'.repeat(3_000)}`,
    ])
      expect((await api.as(ADMIN, 'GET', `/admin/users?${query}`)).status, query.slice(0, 60)).toBe(422);
    const [me] = (await api.as(ADMIN, 'GET', '/admin/users?limit=1')).body.users;
    for (const tag of ['W/"v1"', '"v0"', '"v999"', 'v1', '""', `"v1${'0'.repeat(5_000)}"`])
      expect(
        (await api.as(ADMIN, 'PATCH', `/admin/users/${me.user_id}`, { display_name: 'x' }, { 'if-match': tag })).status,
        tag.slice(0, 20),
      ).toBeGreaterThanOrEqual(403);
    // A page of another tenant's place holds nothing of it.
    const theirs = (await api.as('admin@second.example', 'GET', '/admin/users?limit=1')).body.next_cursor;
    const mine = await api.as(ADMIN, 'GET', `/admin/users?cursor=${theirs}`);
    expect(JSON.stringify(mine.body)).not.toContain('second.example');
  });

  it('paths that climb, names of a prototype and ids with odd bytes are not found; HEAD and OPTIONS do nothing', async () => {
    for (const path of [
      '/runs/..%2f..%2fetc%2fpasswd',
      '/runs/__proto__',
      '/runs/constructor',
      '/runs/%F0%9F%98%80',
      '/admin/config/__proto__',
      '/admin/alert-rules/constructor',
    ])
      expect([404, 405], path).toContain((await api.as(ADMIN, 'GET', path)).status);
    for (const path of ['/runs/a%00b', '/reviews/%00'])
      expect((await api.as(ADMIN, 'GET', path)).status, path).toBeGreaterThanOrEqual(403);
    expect((await api.as(ADMIN, 'OPTIONS', '/admin/money-stop')).status).toBe(405);
    const head = await api.as(ADMIN, 'HEAD', '/admin/users');
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it('numbers of other alphabets, signs and exponents in amounts are refused or exact, never guessed', async () => {
    const { opened } = await openSampleTask(database.db, DEFAULT_TENANT_ID, 'ODD-AMOUNTS');
    const modified = async (amount: string) => {
      const answer = await call('POST', `${api.url}/reviews/${opened.taskId}/decision`, {
        raw: `{"decision":"modified","shown_hash":"${opened.shownHash}","comments":"x","modified_resolution":{"action":"partial_refund","amount":${amount}}}`,
        headers: { authorization: `Bearer ${await api.access('reviewer@countersign.example')}` },
      });
      return answer.status;
    };
    for (const amount of [
      '"١٢"',
      '"１２"',
      '"1e1"',
      '"-5"',
      '"+5"',
      '" 5"',
      '"5 "',
      '"0x5"',
      '"5,00"',
      '"5\\u0000"',
      '-5',
      '1e-7',
      '5.001',
      '9007199254740993',
      '1e21',
      '-0',
      'null',
      '[5]',
      'true',
    ])
      expect(await modified(amount), amount).toBe(422);
    expect(await modified('0.5e1')).toBe(200);
    const [decision] =
      await database.owner`select approved_minor from review_decisions where task_id = ${opened.taskId}`;
    expect(Number(decision?.approved_minor)).toBe(500);
  });

  it('headers write no line of the log, and a request id of their own only where it is plain', async () => {
    await call('GET', `${api.url}/health/live`, {
      headers: { 'user-agent': 'x"}\\n{"level":60', 'x-request-id': '{"a":1}', 'x-forwarded-for': '6.6.6.6' },
    });
    for (const line of api.log) expect(Object.keys(JSON.parse(line))).toContain('level');
    expect(api.log.join('')).not.toMatch(/6\.6\.6\.6|"level":60/);
  });
});
