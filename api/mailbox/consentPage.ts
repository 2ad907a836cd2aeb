import type { ConsentResult } from '../../domain/mailbox/consent.ts';
import type { Reply, RequestContext } from '../http/route.ts';

/** Results a callback can have; `invalid`: too old, used, or asked for somewhere else. */
type CallbackResult = ConsentResult | 'invalid';

const DESK_PAGE = '/console/mailboxes';

/** A browser that was sent here by a page, and no client that wants to read an answer. */
export const isBrowser = (context: RequestContext): boolean => (context.header('accept') ?? '').includes('text/html');

/** Leads a browser to `path` of this very site. */
export const leadTo = (location: string, cookies: string[] = []): Reply => ({
  status: 303,
  type: 'html',
  body: 'Go on at the desk.',
  headers: { location, ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) },
});

/** Back to the desk, which says how it went. */
export const backToDesk = (result: CallbackResult, purpose: string, cookies: string[] = []): Reply =>
  leadTo(`${DESK_PAGE}?${new URLSearchParams({ consent: result, purpose })}`, cookies);

const LOOPBACK: Record<string, string> = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' };

/**
 * On one machine the desk may have been opened under the other name of it, where the cookie is. The same callback there,
 * once; null where that can't be.
 */
export function otherName(
  context: RequestContext,
  callback: string,
  query: Record<string, string | undefined>,
): string | null {
  const [name = '', port = ''] = (context.header('host') ?? '').split(':');
  const other = LOOPBACK[name];
  if (!other || query.again) return null;
  const url = new URL(callback);
  Object.assign(url, { hostname: other, port });
  for (const [key, value] of Object.entries({ ...query, again: '1' }))
    if (value !== undefined) url.searchParams.set(key, value);
  return url.toString();
}
