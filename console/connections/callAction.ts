import type { Schema } from '../api/client.ts';
import { problemOf } from '../api/problem.ts';
import { sessionFetch } from '../session/session.ts';

type Action = Schema<'Connection'>['actions'][number];

/** Pages of vendors that an answer may lead to. */
const LINKS = ['authorization_url', 'link_url'] as const;

/**
 * Does what the API offers for a connection, as the API names it: the list knows every kind of account, this page none. Gives
 * the vendor's page to go on at, or null. Throws Problem.
 */
export async function callAction(action: Pick<Action, 'method' | 'path' | 'body' | 'query'>): Promise<string | null> {
  const query = action.query ? `?${new URLSearchParams(action.query)}` : '';
  const response = await sessionFetch(
    new Request(new URL(`/api/v1${action.path}${query}`, window.location.origin), {
      method: action.method.toUpperCase(),
      headers: {
        accept: 'application/json',
        ...(action.method === 'post' ? { 'content-type': 'application/json' } : {}),
      },
      ...(action.method === 'post' ? { body: JSON.stringify(action.body ?? {}) } : {}),
    }),
  );
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, answer);
  const links = answer && typeof answer === 'object' ? LINKS.map((name) => Reflect.get(answer, name) as unknown) : [];
  const link = links.find((one) => typeof one === 'string' && /^https?:/.test(one));
  return typeof link === 'string' ? link : null;
}
