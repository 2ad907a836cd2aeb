import { createHash, randomBytes } from 'node:crypto';

const LIFE_MS = 8 * 3_600_000;
const MAXIMUM = 100;

/** Short-lived tokens of operators for the codec route; kept as hashes in this process, gone with it. */
export function createCodecTokens(now: () => number = Date.now) {
  const tokens = new Map<string, number>();
  const digest = (token: string) => createHash('sha256').update(token).digest('hex');
  return {
    /** A new token and when it ends. */
    issue(): { token: string; expiresAt: Date } {
      const token = randomBytes(24).toString('base64url');
      const expiresAt = now() + LIFE_MS;
      tokens.set(digest(token), expiresAt);
      const oldest = tokens.keys().next();
      if (tokens.size > MAXIMUM && !oldest.done) tokens.delete(oldest.value);
      return { token, expiresAt: new Date(expiresAt) };
    },
    valid: (token: string): boolean => (tokens.get(digest(token)) ?? 0) > now(),
    revokeAll: (): void => tokens.clear(),
  };
}
