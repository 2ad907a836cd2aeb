import { createHmac, timingSafeEqual } from 'node:crypto';

export const DEVICE_COOKIE = 'cs_device';
const YEAR_SECONDS = 365 * 86_400;

/**
 * A device on which this user has signed in before keeps a mark of it. Tries from such a device have a count of their
 * own, so a stranger's failed tries can't lock the owner out. The mark alone opens nothing.
 */
export function createDeviceMarks(secret: string, secure: boolean) {
  const sign = (account: string) => createHmac('sha256', secret).update(`device:${account}`).digest('base64url');
  return {
    knows(cookie: string | undefined, account: string): boolean {
      const [owner, signature] = (cookie ?? '').split('.');
      if (owner !== account || !signature) return false;
      const expected = Buffer.from(sign(account));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
    header: (account: string) =>
      `${DEVICE_COOKIE}=${account}.${sign(account)}; Max-Age=${YEAR_SECONDS}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  };
}
