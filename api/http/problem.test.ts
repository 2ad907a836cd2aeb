import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CodedError, ERROR_CODES, type ErrorCode } from '../../domain/errors/codes.ts';
import { answerClientError, problemHandler, problemSchema } from './problem.ts';

let thrown: unknown;
let begun = false;
const logged: unknown[] = [];
const log = (...line: unknown[]) => void logged.push(line);
const app = express();
app.get('/things/:id', (_request, response) => {
  if (begun) response.write('half of ');
  throw thrown;
});
app.use(problemHandler({ info: log, warn: log, error: log }));
const server = createServer({ maxHeaderSize: 2_048 }, app);
server.on('clientError', answerClientError);
const port = () => (server.address() as AddressInfo).port;
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());
beforeEach(() => {
  begun = false;
  logged.length = 0;
});

async function answerTo(error: unknown) {
  thrown = error;
  const answer = await fetch(`http://127.0.0.1:${port()}/things/secret-id`);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: problemSchema.parse(JSON.parse(text)) };
}
/** As the driver and drizzle throw it: the database's code stands in the cause. */
const fromDatabase = (code: string) =>
  new Error('Failed query: select secret', { cause: Object.assign(new Error('secret value'), { code }) });

describe('what is thrown becomes a problem', () => {
  it('with the status and title of its code, whichever it is', async () => {
    for (const [code, { status, title }] of Object.entries(ERROR_CODES)) {
      const { status: answered, body, headers } = await answerTo(new CodedError(code as ErrorCode, 'said'));
      expect([answered, body.status, body.title, body.detail, body.error.code], code).toEqual([
        status,
        status,
        title,
        'said',
        code,
      ]);
      expect(body.type).toBe(`urn:countersign:error:${code.toLowerCase()}`);
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
  });

  it.each([
    [new CodedError('RATE_LIMITED', undefined, { retry_after_seconds: 7 }), 'retry-after', '7'],
    [new CodedError('RATE_LIMITED'), 'retry-after', '60'],
    [new CodedError('DATABASE_UNAVAILABLE'), 'retry-after', '2'],
    [new CodedError('UNAUTHENTICATED'), 'www-authenticate', 'Bearer realm="countersign"'],
    [
      new CodedError('TOKEN_EXPIRED'),
      'www-authenticate',
      'Bearer realm="countersign", error="invalid_token", error_description="The access token has expired"',
    ],
    [
      new CodedError('TOKEN_INVALID', 'a "quoted"\r\n word'),
      'www-authenticate',
      'Bearer realm="countersign", error="invalid_token", error_description="a quoted word"',
    ],
    [
      new CodedError('FORBIDDEN', 'x', { permission: 'review:decide' }),
      'www-authenticate',
      'Bearer realm="countersign", error="insufficient_scope", scope="review:decide"',
    ],
    [new CodedError('FORBIDDEN'), 'www-authenticate', null],
    [new CodedError('FORBIDDEN'), 'retry-after', null],
  ])('%s has the header %s: %s', async (error, name, value) => {
    expect((await answerTo(error)).headers.get(name)).toBe(value);
  });

  it.each([
    ...[
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'CONNECT_TIMEOUT',
      'CONNECTION_CLOSED',
      '57P01',
      '08006',
      '40001',
      '40P01',
    ].map((code) => [code, 'DATABASE_UNAVAILABLE']),
    ...['22021', '22P02', '22003'].map((code) => [code, 'VALIDATION_FAILED']),
    // Broken rules of the database are our own mistakes: a caller can do nothing about them.
    ...['23505', '23514', '42P01', '42501', '2200', '22'].map((code) => [code, 'INTERNAL_ERROR']),
  ])('%s of the database is %s', async (code, said) => {
    const { body } = await answerTo(fromDatabase(code));
    expect(body.error.code).toBe(said);
    expect((await answerTo(Object.assign(new Error('bare'), { code }))).body.error.code).toBe(said);
  });

  it.each([
    ['an error', new Error('secret')],
    ['a text', 'secret'],
    ['an object', { secret: 'secret' }],
    ['an error of the database', fromDatabase('23505')],
    ['an error with a strange code', Object.assign(new Error('secret'), { code: { toString: () => 'secret' } })],
  ])('%s that nobody meant tells nothing of itself, to the caller and in the log', async (_name, error) => {
    const { status, text } = await answerTo(error);
    expect(status).toBe(500);
    expect(text).not.toContain('secret ');
    expect(text.replace('/things/secret-id', '')).not.toContain('secret');
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('secret');
    expect(JSON.stringify(logged)).toContain('/things/:id');
  });

  it('the permission that is missing stands in the body by its name', async () => {
    const { body } = await answerTo(new CodedError('FORBIDDEN', 'x', { permission: 'review:decide' }));
    expect(body.permission).toBe('review:decide');
    expect((await answerTo(new CodedError('FORBIDDEN'))).body).not.toHaveProperty('permission');
  });

  it('refusals of callers are not logged as failures', async () => {
    await answerTo(new CodedError('FORBIDDEN'));
    expect(logged).toEqual([]);
  });

  it('an address that can’t be decoded is nowhere', async () => {
    const answer = await fetch(`http://127.0.0.1:${port()}/things/%E0%A4%A`);
    expect((await answer.json()) as object).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('an answer that has begun is cut off, so that half of it never looks whole', async () => {
    [begun, thrown] = [true, new Error('late')];
    await expect(fetch(`http://127.0.0.1:${port()}/things/1`).then((answer) => answer.text())).rejects.toThrow();
  });
});

describe('what breaks a schema', () => {
  const fields = async (schema: z.ZodType, value: unknown) =>
    (await answerTo(schema.safeParse(value).error)).body.error.details.fields as { field: string; rule: string }[];

  it('is named by its path and rule', async () => {
    const schema = z.strictObject({ rows: z.array(z.object({ amount: z.int() })) });
    expect(await fields(schema, { rows: [{ amount: 1 }, { amount: 'x' }] })).toEqual([
      { field: 'rows.1.amount', rule: expect.stringContaining('number') },
    ]);
    expect((await fields(schema, { rows: [], extra: 1, other: 2 }))[0]?.field).toBe('extra,other');
    expect((await fields(schema, 'x'))[0]?.field).toBe('body');
  });

  it('a pattern is not shown to a person', async () => {
    expect(await fields(z.object({ code: z.string().regex(/^[A-Z]{3}$/) }), { code: 'x' })).toEqual([
      { field: 'code', rule: 'not written as this field needs it' },
    ]);
    expect(await fields(z.object({ code: z.string().regex(/^[A-Z]{3}$/, 'three capitals') }), { code: 'x' })).toEqual([
      { field: 'code', rule: 'three capitals' },
    ]);
  });

  it('however much is wrong, the answer is short', async () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`wrong-${index}`.repeat(20), index]));
    const strict = await answerTo(z.strictObject({}).safeParse(many).error);
    expect(strict.text.length).toBeLessThan(2_000);
    const each = await answerTo(z.array(z.string()).safeParse(Array(5_000).fill(1)).error);
    expect((each.body.error.details.fields as unknown[]).length).toBe(20);
    expect(each.text.length).toBeLessThan(5_000);
    expect(each.body.detail.length).toBeLessThanOrEqual(500);
  });
});

describe('what never became a request', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = connect(port(), '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => {
        answer += String(chunk);
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });

  it.each([
    ['hello\r\n\r\n', 400, 'INVALID_JSON'],
    [`GET / HTTP/1.1\r\nhost: x\r\nlong: ${'x'.repeat(3_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ])('%j is answered by %i %s, and the connection ends', async (text, status, code) => {
    const answer = await raw(text);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
    expect(problemSchema.parse(JSON.parse(body)).error.code).toBe(code);
  });
});
