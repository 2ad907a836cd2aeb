import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';
import { type PermissionEntry, ROLES, type Role } from './roles.ts';

/**
 * The one permission table: which role may do what, as the areas declare it. Routes name a permission, never a role; the
 * authorization matrix of the tests is the other half (decision 0007).
 */
const PERMISSION_TABLE = mergeNamed(AREAS, 'permissions');
export type Permission = keyof typeof PERMISSION_TABLE;
export { ROLES, type Role };

// Object.keys loses the literal type; the keys are exactly the table's.
export const PERMISSIONS = Object.keys(PERMISSION_TABLE) as [Permission, ...Permission[]];

const entryOf = (permission: Permission): PermissionEntry => PERMISSION_TABLE[permission];

const isPermission = (name: string): name is Permission => Object.hasOwn(PERMISSION_TABLE, name);
/** What a permission lets do, to stand behind “may”: `decide reviews`. */
export const permissionName = (permission: string): string =>
  isPermission(permission) ? entryOf(permission).name : permission;
/** Several permissions in one clause: `decide reviews, see disputes and see runs`. */
export function permissionNames(permissions: readonly string[]): string {
  const names = permissions.map(permissionName);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Rights that decide or move money: where a tenant demands it, they need a second factor. */
const MONEY_PERMISSIONS = PERMISSIONS.filter((permission) => entryOf(permission).money);

/** Rights that decide about money, open the way for it, or hand such rights out: gaining one takes a second person. */
export const POWER_PERMISSIONS: readonly Permission[] = PERMISSIONS.filter((permission) => entryOf(permission).power);

/** The roles that have a permission. */
export const rolesWith = (permission: Permission): readonly Role[] => entryOf(permission).roles;

/** Everything these roles may do, without repeats; unknown roles grant nothing. */
export function permissionsOf(roles: readonly string[]): Permission[] {
  return PERMISSIONS.filter((permission) => entryOf(permission).roles.some((role) => roles.includes(role)));
}

export function hasPermission(roles: readonly string[], permission: Permission): boolean {
  return permissionsOf(roles).includes(permission);
}

export function handlesMoney(roles: readonly string[]): boolean {
  return permissionsOf(roles).some((permission) => MONEY_PERMISSIONS.includes(permission));
}
