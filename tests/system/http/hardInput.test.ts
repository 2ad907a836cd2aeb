import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownClock } from '../../../bench/measure.ts';
import { bearer, call, logIn, operationsOf } from '../http.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let api: string;
let token: string;
beforeAll(async () => {
  world = openWorld();
  api = world.run.api;
  token = (await logIn(api, world.run.logins.find((login) => login.role === 'admin') ?? { email: '', password: '' }))
    .access;
});
afterAll(() => world.close());

const post = (path: string, raw: string | Buffer, headers: Record<string, string> = {}) =>
  call('POST', `${api}/api/v1${path}`, { raw, headers: { ...bearer(token), ...headers } });

describe('[S12] [S13] [EM-API-07] [EM-API-08] [EM-API-11] [PY-AUTH-10] hard input', () => {
  it('too large is 413, too deep or broken is 400, wrong is 422: always problem+json with a code, never a stack', async () => {
    const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    const cases: [string, string | Buffer, number, string][] = [
      ['10 MB', JSON.stringify({ case_id: 'x'.repeat(10_000_000) }), 413, 'PAYLOAD_TOO_LARGE'],
      ['10,000 objects deep', deep(10_000), 400, 'INVALID_JSON'],
      ['10,000 lists deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400, 'INVALID_JSON'],
      ['65 deep', deep(65), 400, 'INVALID_JSON'],
      [
        'brackets in a text',
        JSON.stringify({ case_id: '['.repeat(200), customer_id: '\\"[' }),
        422,
        'VALIDATION_FAILED',
      ],
      ['cut', '{"case_id": "x', 400, 'INVALID_JSON'],
      ['not JSON', 'case_id=x', 400, 'INVALID_JSON'],
      ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400, 'INVALID_JSON'],
      ['a list', '[]', 422, 'VALIDATION_FAILED'],
      ['null', 'null', 422, 'VALIDATION_FAILED'],
      ['empty', '', 422, 'VALIDATION_FAILED'],
      ['NUL', '{"case_id":"a\\u0000b","customer_id":"x"}', 422, 'VALIDATION_FAILED'],
      ['prototype', '{"__proto__":{"admin":true},"case_id":"a","customer_id":"b"}', 422, 'VALIDATION_FAILED'],
      [
        'constructor',
        '{"constructor":{"prototype":{"admin":true}},"case_id":"a","customer_id":"b"}',
        422,
        'VALIDATION_FAILED',
      ],
      ['twice the same name', '{"case_id":"","case_id":"","customer_id":"b"}', 422, 'VALIDATION_FAILED'],
    ];
    for (const [name, raw, status, code] of cases) {
      const answer = await post('/disputes', raw);
      expect([answer.status, answer.body?.error?.code ?? ''], name).toEqual([status, code]);
      if (code) expect(answer.headers['content-type'], name).toContain('application/problem+json');
      expect(answer.text, name).not.toMatch(/node_modules|\.ts:\d|select |PostgresError/);
    }
    expect(
      (
        await call('POST', `${api}/disputes`, {
          raw: '{}',
          headers: { ...bearer(token), 'content-encoding': 'nonsense' },
        })
      ).status,
    ).toBe(415);
  });

  it('a known path with another method is 405 with Allow; an unknown path 404; every answer carries a request id', async () => {
    const wrong = await call('PUT', `${api}/api/v1/disputes`, { headers: bearer(token), body: {} });
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'POST, GET, HEAD']);
    const none = await call('GET', `${api}/api/v1/nothing%00here`);
    expect(none.status).toBe(404);
    expect((await call('GET', `${api}/api/v1/%E0%A4%A`)).status).toBeLessThan(500);
    expect(none.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(
      (await call('GET', `${api}/health`, { headers: { 'x-request-id': 'my-own-1' } })).headers['x-request-id'],
    ).toBe('my-own-1');
    expect(
      (await call('GET', `${api}/health`, { headers: { 'x-request-id': 'evil"id' } })).headers['x-request-id'],
    ).not.toBe('evil"id');
  });

  it('no column of the books can be written by naming it: every column as an extra field, on every operation with a body', async () => {
    const columns = (
      await world.owner`select distinct column_name from information_schema.columns where table_schema = 'public'`
    ).map((row) => String(row.column_name));
    expect(columns.length).toBeGreaterThan(100);
    const extra = Object.fromEntries(columns.map((name) => [`${name}`, 'x']));
    const withBody = (await operationsOf(api)).filter(
      (operation) =>
        ['POST', 'PUT', 'PATCH'].includes(operation.method) &&
        !/logout|codec|rotation|webhooks|gmail\/sync/.test(operation.path),
    );
    expect(withBody.length).toBeGreaterThan(15);
    const [before] = await world.owner`select md5(string_agg(u::text, '' order by id)) as users from users u`;
    const accepted: string[] = [];
    for (const operation of withBody) {
      const answer = await call(operation.method, operation.url, { headers: bearer(token), body: extra });
      if (![403, 404, 409, 422].includes(answer.status))
        accepted.push(`${operation.method} ${operation.path}: ${answer.status}`);
    }
    expect(accepted).toEqual([]);
    const [after] = await world.owner`select md5(string_agg(u::text, '' order by id)) as users from users u`;
    expect(after).toEqual(before);
  });

  it('repeated and nested query parameters are refused, not guessed', async () => {
    for (const query of [
      'status=running&status=failed',
      'limit[]=5',
      'limit=5&limit=6',
      'status[$ne]=x',
      'unknown=1',
      'limit=1e9',
      'limit=NaN',
      "case_id=' or 1=1 --&limit=x",
    ])
      expect(
        (
          await call('GET', `${api}/disputes?${query}`, {
            headers: bearer((await logIn(api, world.run.logins[0] ?? { email: '', password: '' })).access),
          })
        ).status,
        query,
      ).toBe(422);
  });

  it('500 slow connections delay nobody', async () => {
    const { port, hostname } = new URL(api);
    const sockets = await Promise.all(
      Array.from(
        { length: 500 },
        () =>
          new Promise<ReturnType<typeof connect>>((resolve, reject) => {
            const socket = connect(Number(port), hostname, () => {
              socket.write(
                'POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n',
              );
              resolve(socket);
            });
            socket.once('error', reject);
          }),
      ),
    );
    for (const socket of sockets) socket.on('error', () => undefined).resume();
    const times: number[] = [];
    for (let index = 0; index < 100; index += 1) {
      const startedAt = ownClock();
      const answer = await call('GET', `${api}/auth/me`, { headers: bearer(token) });
      expect(answer.status).toBe(200);
      times.push(ownClock() - startedAt);
    }
    times.sort((a, b) => a - b);
    expect(times[98]).toBeLessThan(100);
    // They never finish their headers; the server ends them by itself.
    const cut = await Promise.race([
      Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)))).then(() => true),
      new Promise((resolve) => setTimeout(resolve, 45_000, false)),
    ]);
    for (const socket of sockets) socket.destroy();
    expect(cut).toBe(true);
  });

  it('texts made to hang a pattern are answered in no time', async () => {
    for (const [path, body] of [
      ['/auth/login', { email: `${'a'.repeat(200)}@${'a-'.repeat(20)}`, password: 'x' }],
      ['/auth/signup', { email: `${'a.'.repeat(120)}@x`, password: ' '.repeat(128) }],
      ['/admin/tenants', { slug: `${'a-'.repeat(20)}!`, name: '\u202e'.repeat(99), admin_email: 'x' }],
    ] as const) {
      const startedAt = ownClock();
      const answer = await post(path, JSON.stringify(body));
      expect(answer.status).toBeLessThan(500);
      expect(ownClock() - startedAt, path).toBeLessThan(500);
    }
  });
});
