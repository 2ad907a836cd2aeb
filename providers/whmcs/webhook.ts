import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { HOOK_EVENT_NAMES, type HookEvent } from '../../domain/reconciliation/hookFile.ts';

/** How old, or how far ahead, the time of a signed request may be. */
const TOLERANCE_MS = 300_000;

/** What a hook signs: the time in seconds, a dot, the body as it is. */
export const signWhmcsHook = (secret: string, timestamp: string, body: Buffer | string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;

/** Whether a request was signed with the secret of an instance, within five minutes. Anybody can sign with a secret that is empty. */
export function isSignedByWhmcs(
  secret: string,
  request: { timestamp: string | undefined; signature: string | undefined; body: Buffer },
  nowMs: number,
): boolean {
  const { timestamp = '', signature = '', body } = request;
  if (!secret.trim() || !/^\d{1,12}$/.test(timestamp)) return false;
  const expected = Buffer.from(signWhmcsHook(secret, timestamp, body));
  const given = Buffer.from(signature);
  const same = given.length === expected.length && timingSafeEqual(given, expected);
  return same && Math.abs(nowMs - Number(timestamp) * 1000) <= TOLERANCE_MS;
}

const hookBody = z.strictObject({
  event: z.enum(HOOK_EVENT_NAMES),
  id: z.int().positive().max(2_147_483_647),
  nonce: z.string().regex(/^[0-9a-zA-Z_-]{16,64}$/),
});

/** What a signed hook says; null when it has not the shape that the hook file sends. */
export function readHook(body: Buffer): { event: HookEvent; id: number; nonce: string } | null {
  try {
    return hookBody.parse(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}
