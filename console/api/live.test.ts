import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakePage, json, openFakePage, refusal } from '../../tests/console/fakePage.ts';
import { signIn, signOut } from '../session/session.ts';
import { useConnected, useLiveUpdates } from './live.ts';

let page: FakePage;
let queries: QueryClient;
/** Keys that were read again, in order. */
let read: unknown[];
/** The streams that were opened; `write` sends events, `end` ends one. */
let streams: { write(text: string): void; end(): void; signal: AbortSignal }[];
let refuse: (() => Response | Promise<Response>) | null;
let connected: { now(): boolean };

const wait = (ms: number) => page.act(() => vi.advanceTimersByTimeAsync(ms));
const event = (topic: string) => `event: ${topic}\ndata: {}\n\n`;
/** A chunk passes a few streams before it is read; none of them waits for a timer. */
const say = (text: string, stream = streams.length - 1) =>
  page.act(async () => {
    streams[stream]?.write(text);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  });
const use = (hook: () => void = useLiveUpdates) =>
  page.use(hook, (children) => createElement(QueryClientProvider, { client: queries }, children));

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  page = openFakePage();
  vi.stubGlobal('location', { reload: () => undefined });
  queries = new QueryClient();
  read = [];
  queries.invalidateQueries = async (filters) => void read.push(filters?.queryKey?.[0]);
  streams = [];
  refuse = null;
  page.answer(({ path }, signal) => {
    if (path === '/api/v1/auth/login') return json({ access_token: 't', expires_in: 900, second_factor: 'none' });
    if (path === '/api/v1/me') return json({ user_id: 'user-1' });
    if (path === '/api/v1/auth/me') return json({ permissions: [] });
    if (path !== '/api/v1/live') return new Response(null, { status: 204 });
    if (refuse) return refuse();
    const encoder = new TextEncoder();
    let of: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        of = controller;
      },
    });
    signal.addEventListener('abort', () => of?.error(signal.reason));
    streams.push({ write: (text) => of?.enqueue(encoder.encode(text)), end: () => of?.close(), signal });
    return new Response(body);
  });
  await signIn('a@example.com', 'password', '');
  connected = await page.use(useConnected);
});
afterEach(async () => {
  await page.act(signOut);
  queries.clear();
  await page.close();
  vi.useRealTimers();
});

describe('changes as they happen', () => {
  it('many of one topic are one reading, 0.3 s after the first', async () => {
    await use();
    await say(event('reviews') + event('reviews'));
    await wait(299);
    expect(read).toEqual([]);
    await wait(1);
    expect(read.filter((key) => key === 'reviews')).toHaveLength(1);
    const once = read.length;
    await say(event('reviews'));
    await wait(300);
    expect(read).toHaveLength(once * 2);
  });

  it('an event that arrives in two pieces is one event; a topic nobody knows reads nothing', async () => {
    await use();
    await say('event: rev');
    await say('iews\ndata: {}\n');
    await wait(300);
    expect(read).toEqual([]);
    await say('\n');
    await wait(300);
    expect(read).toContain('reviews');
    read = [];
    await say(`${event('nothing_of_ours')}: a comment\n\n`);
    await wait(300);
    expect(read).toEqual([]);
  });

  it('resync reads everything that any topic concerns', async () => {
    await use();
    await say(event('reviews'));
    await wait(300);
    const ofReviews = new Set(read);
    read = [];
    await say(event('resync'));
    await wait(300);
    for (const key of ofReviews) expect(read).toContain(key);
    expect(read.length).toBeGreaterThan(ofReviews.size);
    expect(new Set(read).size).toBe(read.length);
  });
});

describe('a stream that ends', () => {
  it('as servers end it is opened again without a word, and nothing was missed', async () => {
    await use();
    await page.act(() => streams[0]?.end());
    await wait(499);
    expect(streams).toHaveLength(1);
    await wait(1);
    expect([streams.length, connected.now()]).toEqual([2, true]);
    await wait(300);
    expect(read).toEqual([]);
  });

  it('in an error is shown as not connected, tried again later each time, and everything is read afterwards', async () => {
    await use();
    refuse = () => Promise.reject(new TypeError('no network'));
    await page.act(() => streams[0]?.end());
    await wait(500);
    expect(connected.now()).toBe(false);
    const tries = () => page.asked.filter(({ path }) => path === '/api/v1/live').length;
    const before = tries();
    await wait(999);
    expect(tries()).toBe(before);
    await wait(1);
    expect(tries()).toBe(before + 1);
    await wait(2_000);
    expect(tries()).toBe(before + 2);
    refuse = null;
    await wait(5_000);
    expect([streams.length, connected.now()]).toEqual([2, true]);
    await wait(300);
    expect(read.length).toBeGreaterThan(1);
  });

  it('is tried at once when the browser says that it is online again', async () => {
    refuse = () => Promise.reject(new TypeError('no network'));
    await use();
    await wait(1_000);
    refuse = null;
    await page.act(() => page.dispatch(new Event('online')));
    await wait(0);
    expect([streams.length, connected.now()]).toEqual([1, true]);
  });

  it('an answer without changes, such as 500, is an error too', async () => {
    refuse = () => refusal(500, 'INTERNAL_ERROR');
    await use();
    await wait(0);
    expect(connected.now()).toBe(false);
  });

  it('who may not listen is not asked again', async () => {
    refuse = () => refusal(403, 'FORBIDDEN');
    await use();
    await wait(60_000);
    expect([page.asked.filter(({ path }) => path === '/api/v1/live').length, connected.now()]).toEqual([1, true]);
  });
});

describe('leaving', () => {
  it('the page ends the stream, and what was gathered is not read any more', async () => {
    const used = await use();
    await say(event('reviews'));
    await used.leave();
    await wait(60_000);
    expect([read, streams.length, streams[0]?.signal.aborted]).toEqual([[], 1, true]);
  });

  it('signing out does the same, and nobody is shown as cut off', async () => {
    await use();
    await page.act(signOut);
    await wait(60_000);
    expect([streams.length, streams[0]?.signal.aborted, connected.now()]).toEqual([1, true, true]);
  });
});
