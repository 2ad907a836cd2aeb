/**
 * The one permission table: which role may do what. Routes name a permission, never a role; the authorization-matrix
 * test is generated from this table and the routes (decision 0007).
 */
const ROLE_PERMISSIONS = {
  user: [],
  reviewer: ['review:read', 'review:decide', 'disputes:read', 'bookings:read', 'runs:read', 'costs:read'],
  /** Permissions of attorneys come with the claims area. */
  attorney: [],
  admin: [
    'review:read',
    'review:decide',
    'disputes:read',
    'disputes:start',
    'bookings:read',
    'bookings:verify',
    'bookings:manage',
    'integrations:manage',
    'runs:read',
    'costs:read',
    'policies:manage',
    'money:stop',
    'ledger:read',
    'ops:read',
    'ops:manage',
    'admin:users',
    'admin:config',
    'admin:api-keys',
    'audit:read',
  ],
  /** Operators of the platform. Payloads of workflows are of all tenants, so only they read and write them. */
  super_user: [
    'money:stop',
    'money:stop-all',
    'codec:token',
    'ops:read',
    'ops:manage',
    'ledger:read',
    'admin:users',
    'admin:config',
    'admin:tenants',
    'admin:keys',
    'audit:read',
  ],
} as const;

export type Role = keyof typeof ROLE_PERMISSIONS;
export type Permission = (typeof ROLE_PERMISSIONS)[Role][number];

// Object.keys loses the literal type; the keys are exactly those written above.
export const ROLES = Object.keys(ROLE_PERMISSIONS) as [Role, ...Role[]];
// Every role has at least one permission of its own or another's, so the list is not empty.
export const PERMISSIONS = [...new Set(Object.values(ROLE_PERMISSIONS).flat())] as [Permission, ...Permission[]];

/** Rights that decide or move money: where a tenant demands it, they need a second factor. */
const MONEY_PERMISSIONS: readonly Permission[] = ['review:decide', 'money:stop', 'money:stop-all'];

const isRole = (name: string): name is Role => Object.hasOwn(ROLE_PERMISSIONS, name);

/** Everything these roles may do, without repeats; unknown roles grant nothing. */
export function permissionsOf(roles: readonly string[]): Permission[] {
  return [...new Set(roles.flatMap((role): readonly Permission[] => (isRole(role) ? ROLE_PERMISSIONS[role] : [])))];
}

export function hasPermission(roles: readonly string[], permission: Permission): boolean {
  return permissionsOf(roles).includes(permission);
}

export function handlesMoney(roles: readonly string[]): boolean {
  return permissionsOf(roles).some((permission) => MONEY_PERMISSIONS.includes(permission));
}
