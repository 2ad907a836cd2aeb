import { Problem, problemOf } from '../api/problem.ts';
import type { components } from '../api/schema.js';

type Profile = components['schemas']['Profile'];

export type SessionState =
  | { status: 'starting' | 'signedOut' }
  /** `expired`: the person is still here, what they typed too; they only have to sign in again. */
  | { status: 'signedIn' | 'expired'; profile: Profile; permissions: ReadonlySet<string>; secondFactor: string };

interface TokenAnswer {
  access_token: string;
  expires_in: number;
  second_factor: string;
}

const AUTH = '/api/v1/auth';
const RENEW_EARLY_MS = 60_000;
const REFRESH_IN_COOKIE = JSON.stringify({ refresh_in: 'cookie' });

let state: SessionState = { status: 'starting' };
// In memory only: nothing that opens the API is ever in the browser's storage.
let accessToken: string | null = null;
let renewing: Promise<boolean> | null = null;
let renewTimer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const otherTabs = new BroadcastChannel('countersign-session');

function change(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

async function post(path: string, body: string, token?: string): Promise<Response> {
  return fetch(`${AUTH}${path}`, {
    method: 'POST',
    body,
    // The answer of a refresh must arrive even when the page is left meanwhile: its cookie replaces the spent one.
    keepalive: true,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
}

async function read<Body>(path: string, token: string): Promise<Body> {
  const answer = await fetch(`/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
  return (await answer.json()) as Body;
}

function keep(answer: TokenAnswer): void {
  accessToken = answer.access_token;
  clearTimeout(renewTimer);
  // Without a server now, the next call renews it.
  renewTimer = setTimeout(() => void renew().catch(() => undefined), answer.expires_in * 1000 - RENEW_EARLY_MS);
}

async function enter(answer: TokenAnswer): Promise<void> {
  const [profile, caller] = await Promise.all([
    read<Profile>('/me', answer.access_token),
    read<components['schemas']['Caller']>('/auth/me', answer.access_token),
  ]);
  // Somebody else signed in where a session had expired: nothing of the first may be seen.
  if (state.status === 'expired' && state.profile.user_id !== profile.user_id) return void location.reload();
  keep(answer);
  localStorage.setItem(SIGNED_IN_HERE, '1');
  change({
    status: 'signedIn',
    profile,
    permissions: new Set(caller.permissions),
    secondFactor: answer.second_factor,
  });
}

/** Swaps the cookie's token; one tab at a time, because a token that is used twice ends the session. */
async function swap(): Promise<TokenAnswer | null> {
  return navigator.locks.request('countersign-refresh', async () => {
    const answer = await post('/refresh', REFRESH_IN_COOKIE);
    if (answer.status === 401) localStorage.removeItem(SIGNED_IN_HERE);
    return answer.ok ? ((await answer.json()) as TokenAnswer) : null;
  });
}

/** A new access token; false when the person must sign in again. Throws when the server can't be reached. */
export function renew(): Promise<boolean> {
  renewing ??= swap()
    .then((answer) => {
      if (answer) keep(answer);
      else if (state.status === 'signedIn') {
        accessToken = null;
        change({ ...state, status: 'expired' });
      }
      return answer !== null;
    })
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

// Not a secret: only spares those who have no session here the question whether they are signed in, and the desk's code.
const SIGNED_IN_HERE = 'countersign-signed-in';

export const mayBeSignedIn = (): boolean => localStorage.getItem(SIGNED_IN_HERE) !== null;

/** Finds out whether this browser is signed in already. */
export async function startSession(): Promise<void> {
  if (!mayBeSignedIn()) return change({ status: 'signedOut' });
  try {
    const answer = await swap();
    if (answer) await enter(answer);
    else change({ status: 'signedOut' });
  } catch {
    change({ status: 'signedOut' });
  }
}

/** Throws Problem: INVALID_CREDENTIALS, SECOND_FACTOR_REQUIRED, ACCOUNT_LOCKED, RATE_LIMITED, OFFLINE. */
export async function signIn(email: string, password: string, code: string): Promise<void> {
  const body = JSON.stringify({ email, password, refresh_in: 'cookie', ...(code ? { code } : {}) });
  const answer = await post('/login', body).catch(() => {
    throw new Problem('OFFLINE', 0, 'The server can’t be reached');
  });
  if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
  await enter((await answer.json()) as TokenAnswer);
}

export async function signOut(): Promise<void> {
  if (accessToken) await post('/logout', '', accessToken).catch(() => undefined);
  otherTabs.postMessage('signed out');
  leave();
}

function leave(): void {
  accessToken = null;
  clearTimeout(renewTimer);
  localStorage.removeItem(SIGNED_IN_HERE);
  change({ status: 'signedOut' });
}
otherTabs.onmessage = leave;

const signedInAgain = () =>
  new Promise<void>((resolve, reject) => {
    const listener = () => {
      if (state.status === 'expired') return;
      listeners.delete(listener);
      if (state.status === 'signedIn') resolve();
      else reject(new Problem('UNAUTHENTICATED', 401, 'You signed out'));
    };
    listeners.add(listener);
  });

/** fetch with the access token. When it has ended it is renewed, if need be by asking the person, and the call is made again. */
export async function sessionFetch(request: Request): Promise<Response> {
  const send = () => {
    const copy = request.clone();
    if (accessToken) copy.headers.set('authorization', `Bearer ${accessToken}`);
    return fetch(copy);
  };
  try {
    const answer = await send();
    if (answer.status !== 401 || state.status === 'signedOut' || state.status === 'starting') return answer;
    if (!(await renew())) await signedInAgain();
    return await send();
  } catch (error) {
    if (error instanceof Problem || (error instanceof DOMException && error.name === 'AbortError')) throw error;
    throw new Problem('OFFLINE', 0, 'The server can’t be reached');
  }
}

export const sessionState = (): SessionState => state;

/** Calls back at every change of the session; returns the unsubscriber. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
