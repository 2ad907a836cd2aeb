import { createHash, timingSafeEqual } from 'node:crypto';
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { bankError } from '../bankError.ts';

/** Oldest webhook that is taken, in s; Plaid asks for it. */
const MAXIMUM_AGE_SECONDS = 300;
/** A clock of theirs may be this much ahead. */
const CLOCK_SECONDS = 30;
/** Keys kept: Plaid uses one or two at a time. */
const MAXIMUM_KEYS = 20;
const MAXIMUM_HEADER_CHARS = 4_000;
/** Keys asked for in a minute: whoever makes up key ids does not make us call Plaid for each. */
const ASKED_A_MINUTE = 10;
const MINUTE_MS = 60_000;

/** The key of webhooks with an id. Throws where Plaid does not have it. */
export type FetchKey = (keyId: string) => Promise<{ key: JWK; expiredAt: number | null }>;

/**
 * Whether a webhook is Plaid's: a JWT in the header `Plaid-Verification`, ES256 and nothing else, signed by a key that Plaid
 * itself names, at most five minutes old, about exactly these bytes. Keys are fetched once; one that has expired is asked
 * for again and refused. What Plaid does not answer throws, so that it is sent again.
 */
export function createPlaidCheck(fetchKey: FetchKey, now: () => number = Date.now) {
  const keys = new Map<string, { key: JWK; expiredAt: number | null }>();
  let asked: number[] = [];
  async function keyOf(keyId: string) {
    const kept = keys.get(keyId);
    if (kept && kept.expiredAt === null) return kept;
    asked = asked.filter((at) => at > now() - MINUTE_MS);
    if (asked.length >= ASKED_A_MINUTE) throw bankError('plaid', 'BANK_UNAVAILABLE');
    asked.push(now());
    const fetched = await fetchKey(keyId);
    if (keys.size >= MAXIMUM_KEYS) keys.clear();
    keys.set(keyId, fetched);
    return fetched;
  }
  return async (rawBody: Buffer, header: string | undefined): Promise<boolean> => {
    if (!header || header.length > MAXIMUM_HEADER_CHARS) return false;
    const keyId = keyIdOf(header);
    if (!keyId) return false;
    const { key, expiredAt } = await keyOf(keyId);
    if (expiredAt !== null && expiredAt * 1000 <= now()) return false;
    try {
      const { payload } = await jwtVerify(header, await importJWK({ ...key, alg: 'ES256' }), {
        algorithms: ['ES256'],
        maxTokenAge: MAXIMUM_AGE_SECONDS,
        clockTolerance: CLOCK_SECONDS,
        currentDate: new Date(now()),
      });
      const expected = createHash('sha256').update(rawBody).digest();
      const said = Buffer.from(String(payload.request_body_sha256 ?? ''), 'hex');
      return said.length === expected.length && timingSafeEqual(said, expected);
    } catch {
      return false;
    }
  };
}

/** The key that a header names; null where it asks for another way of signing. */
function keyIdOf(header: string): string | null {
  try {
    const { alg, kid } = decodeProtectedHeader(header);
    return alg === 'ES256' && kid && /^[\w-]{1,100}$/.test(kid) ? kid : null;
  } catch {
    return null;
  }
}

const notice = z.object({
  webhook_type: z.string().max(100),
  webhook_code: z.string().max(100),
  item_id: z.string().min(1).max(300),
  consent_expiration_time: z.string().max(100).nullish(),
  error: z.object({ error_code: z.string().max(100) }).nullish(),
});

/** What a webhook of Plaid says of an item. */
export interface PlaidNotice {
  itemId: string;
  type: string;
  code: string;
  errorCode: string | null;
}

/** Reads a webhook that was checked; null where it speaks of no item. */
export function readPlaidNotice(rawBody: Buffer): PlaidNotice | null {
  try {
    const {
      webhook_type: type,
      webhook_code: code,
      item_id: itemId,
      error,
    } = notice.parse(JSON.parse(rawBody.toString('utf8')));
    return { itemId, type, code, errorCode: error?.error_code ?? null };
  } catch {
    return null;
  }
}
