import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakePage, json, openFakePage, refusal } from '../../tests/console/fakePage.ts';
import type * as Session from './session.ts';

const TOKENS = { access_token: 'token-1', expires_in: 900, second_factor: 'none' };
const HERE = 'countersign-signed-in';

let page: FakePage;
let session: typeof Session;
let reload: ReturnType<typeof vi.fn>;
let userId: string;
/** What `POST /auth/refresh` answers; the token it gives is counted up. */
let refresh: () => Response | Promise<Response>;
let refreshed: number;
/** Tokens that the API takes. */
let good: Set<string>;

const call = (path = '/api/v1/reviews', init?: RequestInit) => session.sessionFetch(new Request(path, init));
const paths = () => page.asked.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);
const bearer = (headers: Headers) => headers.get('authorization')?.replace('Bearer ', '') ?? null;
const signIn = () => session.signIn('a@example.com', 'password', '');
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const ended = () => refusal(401, 'TOKEN_REVOKED');

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  page = openFakePage();
  reload = vi.fn();
  vi.stubGlobal('location', { reload });
  userId = 'user-1';
  refreshed = 0;
  good = new Set(['token-1']);
  refresh = () => {
    refreshed += 1;
    good = new Set([`renewed-${refreshed}`]);
    return json({ ...TOKENS, access_token: `renewed-${refreshed}` });
  };
  page.answer(({ path, headers }) => {
    if (path === '/api/v1/auth/login') return json(TOKENS);
    if (path === '/api/v1/auth/refresh') return refresh();
    if (path === '/api/v1/auth/logout') return new Response(null, { status: 204 });
    if (!good.has(bearer(headers) ?? '')) return ended();
    if (path === '/api/v1/me') return json({ user_id: userId });
    if (path === '/api/v1/auth/me') return json({ permissions: ['review:read'] });
    return json({ ok: true });
  });
  // A page of its own for each test: what somebody opens anew.
  vi.resetModules();
  session = await import('./session.ts');
});
afterEach(async () => {
  await session.signOut();
  await page.close();
  vi.resetModules();
  vi.useRealTimers();
});

describe('signing in', () => {
  it('reads who it is and what they may do with the new token, and keeps no token where a script could find it', async () => {
    expect(session.sessionState()).toEqual({ status: 'starting' });
    await session.signIn('a@example.com', 'pass', '123456');
    expect(page.asked[0]?.body).toEqual({
      email: 'a@example.com',
      password: 'pass',
      refresh_in: 'cookie',
      code: '123456',
    });
    expect(session.sessionState()).toMatchObject({
      status: 'signedIn',
      profile: { user_id: 'user-1' },
      secondFactor: 'none',
    });
    expect([...(session.sessionState() as { permissions: ReadonlySet<string> }).permissions]).toEqual(['review:read']);
    expect([page.localStorage.getItem(HERE), page.sessionStorage.getItem(HERE)]).toEqual(['1', null]);
    await call();
    expect(bearer(page.asked.at(-1)?.headers ?? new Headers())).toBe('token-1');
  });

  it('sends no empty second factor', async () => {
    await signIn();
    expect(page.asked[0]?.body).not.toHaveProperty('code');
  });

  it.each([
    ['a refusal', () => refusal(401, 'INVALID_CREDENTIALS'), 'INVALID_CREDENTIALS'],
    ['a proxy without JSON', () => new Response('Bad gateway', { status: 502 }), 'HTTP_502'],
    ['no server', () => Promise.reject(new TypeError('no network')), 'OFFLINE'],
  ])('throws a problem at %s, and nobody is signed in', async (_name, answer, code) => {
    page.answer(answer);
    await expect(signIn()).rejects.toMatchObject({ code });
    expect([session.sessionState().status, page.localStorage.getItem(HERE)]).toEqual(['starting', null]);
  });

  it('with a token that may read nothing is not signed in', async () => {
    good = new Set();
    await expect(signIn()).rejects.toMatchObject({ code: 'TOKEN_REVOKED' });
    expect(session.sessionState().status).toBe('starting');
  });
});

describe('opening the page', () => {
  it('asks the server nothing where nobody has ever signed in', async () => {
    await session.startSession();
    expect([session.sessionState(), page.asked]).toEqual([{ status: 'signedOut' }, []]);
  });

  it.each([
    ['a good cookie', () => refresh, 'signedIn', '1'],
    ['a spent cookie', () => () => refusal(401, 'TOKEN_REVOKED'), 'signedOut', null],
    ['no server', () => () => Promise.reject(new TypeError('no network')), 'signedOut', '1'],
  ])('with %s is %#: %s', async (_name, answer, status, mark) => {
    page.localStorage.setItem(HERE, '1');
    refresh = answer();
    await session.startSession();
    expect(session.sessionState().status).toBe(status);
    // A session that has ended is not asked for again: the next opening shows the login form at once.
    expect(page.localStorage.getItem(HERE)).toBe(mark);
  });
});

describe('a token that ends', () => {
  beforeEach(signIn);

  it('is renewed a minute before, and not earlier', async () => {
    await later(840_000 - 1);
    expect(refreshed).toBe(0);
    await later(1);
    expect(refreshed).toBe(1);
    // The new one has its own time.
    await later(840_000);
    expect(refreshed).toBe(2);
  });

  it('is renewed by the next call where the server was away in that minute', async () => {
    const answer = refresh;
    refresh = () => Promise.reject(new TypeError('no network'));
    await later(840_000);
    expect([session.sessionState().status, refreshed]).toEqual(['signedIn', 0]);
    [refresh, good] = [answer, new Set()];
    expect([(await call()).status, refreshed]).toEqual([200, 1]);
  });

  it('a call that is refused is made again with a new token, with the same body', async () => {
    good = new Set();
    const answer = await call('/api/v1/reviews', {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'idempotency-key': 'k' },
    });
    expect(answer.status).toBe(200);
    const posts = page.asked.filter(({ path }) => path === '/api/v1/reviews');
    expect(posts.map(({ headers, body }) => [bearer(headers), headers.get('idempotency-key'), body])).toEqual([
      ['token-1', 'k', { a: 1 }],
      ['renewed-1', 'k', { a: 1 }],
    ]);
  });

  it('many calls that are refused at once are one renewal: a cookie that is used twice ends the session', async () => {
    good = new Set();
    const answers = await Promise.all([call(), call(), call()]);
    expect([answers.map(({ status }) => status), refreshed]).toEqual([[200, 200, 200], 1]);
  });

  it('a call that is refused once more is not tried for ever', async () => {
    refresh = () => json({ ...TOKENS, access_token: 'no good' });
    good = new Set();
    expect((await call()).status).toBe(401);
    expect(paths().filter((path) => path === 'GET /reviews')).toHaveLength(2);
  });

  it('other refusals renew nothing', async () => {
    page.answer(() => refusal(403, 'FORBIDDEN'));
    expect((await call()).status).toBe(403);
    expect(paths().at(-1)).toBe('GET /reviews');
  });

  it('where the cookie has ended too, the call waits until the same person has signed in again', async () => {
    good = new Set();
    refresh = ended;
    const waiting = call();
    await vi.waitFor(() => expect(session.sessionState().status).toBe('expired'));
    expect(session.sessionState(), 'the person is still known').toMatchObject({ profile: { user_id: 'user-1' } });
    good = new Set(['token-1']);
    await signIn();
    expect((await waiting).status).toBe(200);
    expect(reload).not.toHaveBeenCalled();
  });

  it('another person who signs in there gets a new page, and the waiting call is never made in their name', async () => {
    good = new Set();
    refresh = ended;
    const waiting = call('/api/v1/reviews/A/decision', { method: 'POST', body: '{}' });
    waiting.catch(() => undefined);
    await vi.waitFor(() => expect(session.sessionState().status).toBe('expired'));
    good = new Set(['token-1']);
    userId = 'user-2';
    await signIn();
    expect(reload).toHaveBeenCalledTimes(1);
    expect(session.sessionState()).toMatchObject({ status: 'expired', profile: { user_id: 'user-1' } });
    expect(paths().filter((path) => path.startsWith('POST /reviews'))).toHaveLength(1);
    await session.signOut();
    await expect(waiting).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('a server that is away while it is renewed is a problem of this call, not the end of the session', async () => {
    good = new Set();
    refresh = () => Promise.reject(new TypeError('no network'));
    await expect(call()).rejects.toMatchObject({ code: 'OFFLINE' });
    expect(session.sessionState().status).toBe('signedIn');
  });
});

describe('a call', () => {
  it('without a server is OFFLINE; one that was given up stays given up', async () => {
    await signIn();
    page.answer(() => Promise.reject(new TypeError('no network')));
    await expect(call()).rejects.toMatchObject({ code: 'OFFLINE', status: 0 });
    page.answer(() => Promise.reject(new DOMException('given up', 'AbortError')));
    await expect(call()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('of nobody who is signed in takes the refusal as it is', async () => {
    expect((await call()).status).toBe(401);
    expect(paths()).toEqual(['GET /reviews']);
  });
});

describe('signing out', () => {
  it('ends the session at the server with its token, and here even where the server is away', async () => {
    await signIn();
    await session.signOut();
    expect(paths().at(-1)).toBe('POST /auth/logout');
    expect(bearer(page.asked.at(-1)?.headers ?? new Headers())).toBe('token-1');
    expect([session.sessionState(), page.localStorage.getItem(HERE)]).toEqual([{ status: 'signedOut' }, null]);
    await signIn();
    page.answer(() => Promise.reject(new TypeError('no network')));
    await session.signOut();
    expect(session.sessionState()).toEqual({ status: 'signedOut' });
    await later(3_600_000);
    expect(refreshed, 'nothing is renewed any more').toBe(0);
  });

  it('signs out the other tabs too', async () => {
    await signIn();
    vi.resetModules();
    const other: typeof Session = await import('./session.ts');
    expect(other).not.toBe(session);
    await other.signIn('a@example.com', 'password', '');
    await session.signOut();
    await vi.waitFor(() => expect(other.sessionState()).toEqual({ status: 'signedOut' }));
    await other.sessionFetch(new Request('/api/v1/reviews'));
    expect(bearer(page.asked.at(-1)?.headers ?? new Headers())).toBeNull();
  });

  it('tells who listens, and no longer who has left', async () => {
    const seen: string[] = [];
    const leave = session.onSession(() => seen.push(session.sessionState().status));
    await signIn();
    leave();
    await session.signOut();
    expect(seen).toEqual(['signedIn']);
  });
});
