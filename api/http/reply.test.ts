import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onWire, sendReply } from './reply.ts';
import type { Reply } from './route.ts';

let reply: Reply;
const app = express();
app.get('/', (_request, response) => sendReply(response, reply));
const server = createServer(app);
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());

describe('an answer as it goes out', () => {
  it.each<[Reply, { type: string | null; text: string | null }]>([
    [
      { status: 200, body: { a: 1 } },
      { type: 'application/json', text: '{"a":1}' },
    ],
    [
      { status: 200, body: null },
      { type: 'application/json', text: 'null' },
    ],
    [
      { status: 200, body: '' },
      { type: 'application/json', text: '""' },
    ],
    [{ status: 202 }, { type: 'application/json', text: null }],
    [
      { status: 204, body: { ignored: true } },
      { type: null, text: null },
    ],
    [
      { status: 200, type: 'text/csv', body: 'a;b\n' },
      { type: 'text/csv', text: 'a;b\n' },
    ],
  ])('%o', (said, wire) => {
    expect(onWire(said)).toEqual({ status: said.status, headers: {}, ...wire });
  });

  it('is sent with its status, type and headers, and kept by nobody; several cookies stay several', async () => {
    reply = { status: 201, body: { a: 'ä' }, headers: { etag: '"v1"', 'set-cookie': ['a=1', 'b=2'] } };
    const answer = await fetch(url());
    expect([answer.status, answer.headers.get('etag'), answer.headers.getSetCookie()]).toEqual([
      201,
      '"v1"',
      ['a=1', 'b=2'],
    ]);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual({ a: 'ä' });
    reply = { status: 200, body: { a: 2 }, headers: { etag: '"v1"' } };
    const again = await fetch(url(), { headers: { 'if-none-match': '"v1"' } });
    // The version of a row does not say that nothing else in the answer has changed.
    expect([again.status, again.headers.get('cache-control'), await again.json()]).toEqual([200, 'no-store', { a: 2 }]);
    reply = { status: 204 };
    const empty = await fetch(url());
    expect([empty.status, empty.headers.get('content-type'), await empty.text()]).toEqual([204, null, '']);
  });
});

describe('an answer that stays open', () => {
  let write: (text: string) => void;
  let end: () => void;
  let left: Promise<void>;
  let opened: Promise<void>;
  beforeEach(() => {
    let leave: () => void = () => undefined;
    let open: () => void = () => undefined;
    left = new Promise((resolve) => (leave = resolve));
    opened = new Promise((resolve) => (open = resolve));
    reply = {
      status: 200,
      stream(writer, ender) {
        [write, end] = [writer, ender];
        open();
        return leave;
      },
    };
  });

  it('is a stream of events that no proxy keeps back; it ends when it is told to, and what comes later is dropped', async () => {
    const answer = await fetch(url());
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream\b/),
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    write('data: 1\n\n');
    end();
    write('data: 2\n\n');
    expect(await answer.text()).toBe('data: 1\n\n');
    await left;
  });

  it('hears of a reader who leaves', async () => {
    const stop = new AbortController();
    await fetch(url(), { signal: stop.signal });
    stop.abort();
    await left;
  });

  it('cuts off a reader who does not read, and keeps nothing more for him', async () => {
    const asked = request(url());
    asked.on('error', () => undefined);
    asked.end();
    const [answer] = await once(asked, 'response');
    answer.pause();
    answer.on('error', () => undefined);
    await opened;
    const text = 'x'.repeat(100_000);
    let isOpen = true;
    const gone = left.then(() => {
      isOpen = false;
    });
    let written = 0;
    for (; isOpen && written < 2_000; written += 1) {
      write(text);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await gone;
    expect(written).toBeLessThan(2_000);
    asked.destroy();
  });

  it('that only its head is asked for ends at once', async () => {
    const answer = await fetch(url(), { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    await left;
  });
});
