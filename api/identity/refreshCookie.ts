import { CodedError } from '../../domain/errors/codes.ts';
import { REFRESH_TOKEN_SECONDS } from '../../domain/identity/tokenLives.ts';
import type { RequestContext } from '../http/route.ts';

export const REFRESH_COOKIE = 'cs_refresh';
const PATH = '/api/v1/auth';

/**
 * The refresh token of a browser: in a cookie no script can read, sent to the auth routes of its own site only. Access
 * tokens are never taken from cookies, so nothing else can be done with it.
 */
export function createRefreshCookie(secure: boolean) {
  const attributes = `Path=${PATH}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return {
    header: (token: string) => `${REFRESH_COOKIE}=${token}; Max-Age=${REFRESH_TOKEN_SECONDS}; ${attributes}`,
    cleared: `${REFRESH_COOKIE}=; Max-Age=0; ${attributes}`,
    /** The token a browser brings. Throws FORBIDDEN when another site asks, UNAUTHENTICATED when there is none. */
    read(context: RequestContext): string {
      const from = context.header('sec-fetch-site');
      if (from !== undefined && from !== 'same-origin') throw new CodedError('FORBIDDEN', 'Only this site may ask');
      const token = context.cookie(REFRESH_COOKIE);
      if (!token) throw new CodedError('UNAUTHENTICATED');
      return token;
    },
  };
}
