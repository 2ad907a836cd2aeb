import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bodyReader } from './body.ts';
import { problemHandler } from './problem.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const app = express();
const answering = (path: string, route: Parameters<typeof bodyReader>[0]) => {
  const read = bodyReader(route);
  app.post(path, async (request, response) => {
    const { raw, json } = await read(request, response);
    response.send(JSON.stringify({ ...(raw ? { raw: raw.toString('base64') } : {}), json }));
  });
};
answering('/json', { body: z.unknown(), bodyBytes: 1_000 });
answering('/raw', { raw: true, bodyBytes: 1_000 });
answering('/none', {});
app.use(problemHandler(quiet));
const server = createServer(app);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());

type Body = string | Uint8Array<ArrayBuffer>;
async function post(path: string, body: Body | undefined, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  // Each answer is one of the two that this file's routes and the error handler write.
  const said = (await answer.json()) as { json?: unknown; raw?: string; error?: { code: string; details: unknown } };
  return { status: answer.status, code: said.error?.code ?? null, ...said };
}
const bytes = (text: string | Buffer) => new Uint8Array(Buffer.from(text));

describe('a body of JSON', () => {
  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['APPLICATION/JSON;CHARSET="UTF-8"'],
    ['application/json; charset=utf8; profile=x'],
    ['application/merge-patch+json'],
  ])('of type %s is read', async (type) => {
    expect(await post('/json', '{"a":"ä"}', { 'content-type': type })).toMatchObject({ status: 200, json: { a: 'ä' } });
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['application/jsonp'],
    ['text/json'],
    ['application/json, text/plain'],
    ['application/json; charset=utf-16'],
    ['application/json; charset=latin1'],
    ['application/json; charset=utf-8; charset=utf-16'],
    ['multipart/form-data; boundary=x'],
  ])('of type %s is refused unread', async (type) => {
    expect(await post('/json', '{"a":1}', { 'content-type': type })).toMatchObject({
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('packed as %s is unpacked, and its bound holds for what comes out', async (encoding, pack) => {
    const headers = { 'content-encoding': encoding };
    const small = JSON.stringify({ a: 'x'.repeat(900) });
    expect(await post('/json', bytes(pack(small)), headers)).toMatchObject({ status: 200, json: JSON.parse(small) });
    const large = pack(JSON.stringify({ a: 'x'.repeat(100_000) }));
    expect(large.length).toBeLessThan(1_000);
    expect(await post('/json', bytes(large), headers)).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each(['zstd', 'compress', 'gzip, gzip', 'x'])('packed as %s is refused', async (encoding) => {
    expect(await post('/json', '{}', { 'content-encoding': encoding })).toMatchObject({ status: 415 });
  });

  it('that is not packed as it says is no JSON', async () => {
    expect(await post('/json', '{}', { 'content-encoding': 'gzip' })).toMatchObject({
      status: 400,
      code: 'INVALID_JSON',
    });
  });

  it('may have as many bytes as the route says, and not one more', async () => {
    const of = (length: number) => JSON.stringify('x'.repeat(length - 2));
    expect((await post('/json', of(1_000))).status).toBe(200);
    expect(await post('/json', of(1_001))).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it.each<[string, Body, string]>([
    ['cut off', '{"a":', 'INVALID_JSON'],
    ['two values', '{} {}', 'INVALID_JSON'],
    ['a comment', '{} // x', 'INVALID_JSON'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'INVALID_JSON'],
    ['UTF-16', bytes(Buffer.from('{}', 'utf16le')), 'INVALID_JSON'],
    ['a name twice', '{"amount":1,"amount":2}', 'VALIDATION_FAILED'],
    ['a reserved name', '{"__proto__":{"admin":true}}', 'VALIDATION_FAILED'],
    ['a number that JavaScript can’t hold', '{"amount":9007199254740993}', 'VALIDATION_FAILED'],
    ['65 lists in each other', `${'['.repeat(65)}${']'.repeat(65)}`, 'INVALID_JSON'],
  ])('that is %s is refused', async (_name, body, code) => {
    expect(await post('/json', body)).toMatchObject({ code });
  });

  it('is empty where nothing is sent, whatever its type says', async () => {
    expect(await post('/json', undefined, { 'content-type': 'text/plain' })).toMatchObject({ status: 200 });
    expect(await post('/json', '', { 'content-type': 'text/plain' })).toMatchObject({ status: 200 });
  });

  it('that comes in pieces without a length has the same checks', async () => {
    const send = (type: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { port } = server.address() as AddressInfo;
        const headers = { 'content-type': type, 'transfer-encoding': 'chunked' };
        const asked = httpRequest({ host: '127.0.0.1', port, path: '/json', method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.on('error', reject);
        asked.write('{"a"');
        asked.end(':1}');
      });
    expect(await send('application/json')).toBe(200);
    expect(await send('text/plain')).toBe(415);
  });
});

describe('a body of bytes, for a signature', () => {
  it('is what was sent, of any type, byte for byte', async () => {
    const body = bytes('{"a": 1, "a": 2}\r\n\u0000');
    const { raw } = await post('/raw', body, { 'content-type': 'text/plain; charset=utf-16' });
    expect(Buffer.from(raw ?? '', 'base64')).toEqual(Buffer.from(body));
    expect((await post('/raw', undefined)).raw).toBe('');
  });

  it('has the same bound', async () => {
    expect((await post('/raw', 'x'.repeat(1_000))).status).toBe(200);
    expect((await post('/raw', 'x'.repeat(1_001))).status).toBe(413);
  });
});

it('a route without a body reads none, however wrong it is', async () => {
  expect(await post('/none', '{"a":', { 'content-type': 'text/plain' })).toMatchObject({ status: 200 });
});
