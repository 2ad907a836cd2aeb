import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';
import { type Permission, POWER_PERMISSIONS, permissionsOf } from './permissions.ts';

const TABLE = mergeNamed(AREAS, 'powerKinds');
export type PowerChangeKind = keyof typeof TABLE;
/** What a change that widens power may be about, and what whoever asks must still be allowed when somebody approves it. */
export const POWER_KINDS: Readonly<Record<PowerChangeKind, Permission>> = TABLE;
// Object.keys loses the literal type; the keys are exactly the table's.
export const POWER_CHANGE_KINDS = Object.keys(TABLE) as [PowerChangeKind, ...PowerChangeKind[]];
/** Somebody at the machine itself, in events and requests. */
export const OPERATOR = 'operator';
/** What stands there, or will: plain JSON of the kind's own shape. */
export type PowerChangeBody = Record<string, unknown>;

export const powerAmong = (permissions: readonly string[]): string[] =>
  POWER_PERMISSIONS.filter((permission) => permissions.includes(permission));

/** A person as far as their power over money goes. */
export interface PersonPower {
  roles: readonly string[];
  active: boolean;
  /** null = no bound of their own. */
  reviewLimitMinor: number | null;
}

interface Account {
  roles: readonly string[];
  disabledAt: Date | null;
  reviewLimitMinor: number | null;
}
export const powerOf = ({ roles, disabledAt, reviewLimitMinor }: Account): PersonPower => ({
  roles,
  active: disabledAt === null,
  reviewLimitMinor,
});

const bound = (limit: number | null): number => limit ?? Number.POSITIVE_INFINITY;

/** Whether somebody could do more with money afterwards. `before` is null for a person who is not there yet. */
export function widensPerson(before: PersonPower | null, after: PersonPower): boolean {
  const had = before?.active ? powerAmong(permissionsOf(before.roles)) : [];
  const gains = after.active && powerAmong(permissionsOf(after.roles)).some((permission) => !had.includes(permission));
  // Also of somebody who is disabled: a limit that was lifted meanwhile would come back with them.
  const lifts = before !== null && bound(after.reviewLimitMinor) > bound(before.reviewLimitMinor);
  const gathers =
    !after.active && powerAmong(permissionsOf(after.roles)).some((p) => !powerOfRoles(before).includes(p));
  return gains || lifts || gathers;
}
const powerOfRoles = (person: PersonPower | null) => powerAmong(permissionsOf(person?.roles ?? []));

/** Why this person may not be the second one, or null. The request is never judged by whoever made it or gains by it. */
export function secondPersonProblem(
  change: { requestedByUser: string | null; subjectUserId: string | null },
  decider: { userId: string; isPerson: boolean; since: Date },
  requestedAt: Date,
): string | null {
  if (!decider.isPerson) return 'A key never approves what widens power over money';
  if (decider.userId === change.requestedByUser) return 'Whoever asked for a change does not approve it';
  if (decider.userId === change.subjectUserId) return 'Nobody approves what widens their own power';
  // An account that came after the request could have been made for it.
  if (decider.since.getTime() >= requestedAt.getTime()) return 'This account is younger than the request';
  return null;
}
