import type { Request, Response } from 'express';
import { type Mailbox, mailboxOf } from '../mailStore.ts';
import type { SandboxStore } from '../store.ts';

/** Quota units of a mailbox: in this minute, and ever. */
interface Meter {
  id: string;
  minute: number;
  spent: number;
  total: number;
  refused: number;
}
export interface Grant {
  id: string;
  mailbox: string;
  scopes: string[];
  revoked: boolean;
}
export interface Token {
  id: string;
  grant: string;
  expiresAtMs: number;
}

export const VENDOR = 'gmail';
/** Scopes that let a call through. */
export const CHANGING = ['https://www.googleapis.com/auth/gmail.modify', 'https://mail.google.com/'];
const READING = ['https://www.googleapis.com/auth/gmail.readonly', ...CHANGING];

/** An answer as Google gives it to what it refuses. */
export const failure = (response: Response, status: number, reason: string, message: string) =>
  response.status(status).json({
    error: { code: status, message, errors: [{ message, domain: 'global', reason }], status: reason },
  });

/** Quota units of each call, as Google counts them for new projects. */
const UNITS: readonly [RegExp, number][] = [
  [/\/profile$/, 1],
  [/\/messages\/batchModify$/, 50],
  [/\/messages$/, 5],
  [/\/messages\/[^/]+$/, 20],
  [/\/history$/, 2],
];

/** Counts a call of a mailbox; false when its minute is spent. */
function spend(store: SandboxStore, address: string, path: string, granted: number): boolean {
  const units = UNITS.find(([shape]) => shape.test(path))?.[1] ?? 1;
  const minute = Math.floor(store.now() / 60_000);
  const meter = store.get<Meter>(VENDOR, 'meter', address) ?? { id: address, minute, spent: 0, total: 0, refused: 0 };
  const spent = meter.minute === minute ? meter.spent : 0;
  const allowed = spent + units <= granted;
  store.put(VENDOR, 'meter', address, {
    id: address,
    minute,
    spent: allowed ? spent + units : spent,
    total: meter.total + (allowed ? units : 0),
    refused: meter.refused + (allowed ? 0 : 1),
  } satisfies Meter);
  return allowed;
}

/** The mailbox behind the token of a request; answers itself when there is none. */
export type Enter = (request: Request, response: Response, scopes?: string[]) => Mailbox | null;

export const createEnter =
  (store: SandboxStore, unitsPerMinute: number): Enter =>
  (request, response, scopes = READING) => {
    const token = store.get<Token>(VENDOR, 'access', (request.get('authorization') ?? '').replace(/^Bearer /, ''));
    const grant = token && store.get<Grant>(VENDOR, 'grant', token.grant);
    if (!grant || grant.revoked || token.expiresAtMs <= store.now()) {
      failure(response, 401, 'authError', 'Invalid Credentials');
      return null;
    }
    if (!grant.scopes.some((scope) => scopes.includes(scope))) {
      failure(response, 403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');
      return null;
    }
    if (!spend(store, grant.mailbox, request.path, unitsPerMinute)) {
      failure(response, 429, 'rateLimitExceeded', 'Quota exceeded for quota metric');
      return null;
    }
    return mailboxOf(store, grant.mailbox);
  };
