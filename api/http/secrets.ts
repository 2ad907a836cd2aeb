import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a caller knows a secret. One that is missing, empty or blank is known by nobody. Takes the same time for any guess. */
export function knowsSecret(secret: string | null | undefined, given: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const same = timingSafeEqual(digest(secret ?? ''), digest(given ?? ''));
  return same && Boolean(secret?.trim());
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);
