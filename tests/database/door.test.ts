import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { call } from '../system/http.ts';
import { startApi, type TestApi } from './apiServer.ts';
import { openSampleTask } from './books.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

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
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ] as const) {
      const packed = (text: string) => codeOf(pack(text), { 'content-encoding': encoding });
      expect(await packed(JSON.stringify({ case_id: 'x'.repeat(50_000_000) })), encoding).toEqual([
        413,
        'PAYLOAD_TOO_LARGE',
      ]);
      expect(await packed(DEEP), encoding).toEqual([400, 'INVALID_JSON']);
      expect(await codeOf('no such packing', { 'content-encoding': encoding }), encoding).toEqual([
        400,
        'INVALID_JSON',
      ]);
      expect(await codeOf(pack(GOOD).subarray(0, 12), { 'content-encoding': encoding }), encoding).toEqual([
        400,
        'INVALID_JSON',
      ]);
      expect((await send(pack(GOOD), { 'content-encoding': encoding })).status, encoding).toBe(202);
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
