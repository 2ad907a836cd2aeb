import { CodedError } from '../../domain/errors/codes.ts';
import { type Permission, rolesWith } from '../../domain/identity/permissions.ts';
import { listed, spaced } from '../../domain/words.ts';
import { nearest } from './nearest.ts';
import type { Route } from './route.ts';
import type { Principal } from './tokens.ts';

/** `a, b or c`. */
const either = (names: readonly string[]): string => listed(names).replace(/ and ([^,]*)$/, ' or $1');

/** Refuses whoever lacks a permission: names it, and who has it. */
export function missingPermission(permission: Permission, { kind }: Pick<Principal, 'kind'>): CodedError {
  const roles = either(rolesWith(permission).map((role) => (role === 'user' ? 'customer' : spaced(role))));
  const sentence =
    kind === 'service'
      ? `This API key lacks the scope ${permission}`
      : `Your account lacks the permission ${permission}; ${roles ? `it comes with the role ${roles}` : 'no role has it'}`;
  return new CodedError('FORBIDDEN', sentence, { permission });
}

/** What a path names by its last parameter, in words: `task_id` is a task. */
const thingOf = (path: string): string | null => {
  const name = /.*:(\w+)/.exec(path)?.[1];
  return name ? spaced(name.replace(/_id$/, '')) : null;
};

/** What was not found at a route, where its handler says nothing more. */
export function notFoundAt({ path }: Pick<Route, 'path'>): CodedError {
  const thing = thingOf(path);
  return thing
    ? new CodedError('NOT_FOUND', `There is no such ${thing} here, or it is not yours to see`, { thing })
    : new CodedError('NOT_FOUND');
}

const firstSegment = (path: string) => path.split('/', 2)[1] ?? '';

/** An address that no route has, with the one that was likely meant. */
export function noSuchPath(path: string, segments: readonly string[]): CodedError {
  const below = path.replace(/^\/api(?:\/v1)?(?=\/|$)/, '');
  const meant = nearest(firstSegment(below), segments);
  const hint = meant && meant !== firstSegment(below) ? `; did you mean /${meant}?` : '; /docs lists every address';
  return new CodedError('NOT_FOUND', `The API has no such address${hint}`);
}

/** A path that is there, asked with a method it does not take. */
export const noSuchMethod = (method: string, allowed: readonly string[]): CodedError =>
  new CodedError(
    'METHOD_NOT_ALLOWED',
    `This address takes ${listed(allowed)}, not ${/^[A-Z]{1,20}$/.test(method) ? method : 'this method'}`,
    { allowed },
  );
