/** The one permission table: which role may do what. Routes name a permission, never a role. */
const ROLE_PERMISSIONS = {
  user: [],
  reviewer: ['review:read', 'review:decide', 'disputes:read', 'costs:read'],
  admin: [
    'review:read',
    'review:decide',
    'disputes:read',
    'disputes:start',
    'costs:read',
    'policies:manage',
    'money:stop',
    'ledger:read',
    'codec:token',
    'ops:read',
  ],
  super_user: ['money:stop', 'money:stop-all', 'codec:token', 'ops:read', 'ledger:read'],
  service: ['disputes:start', 'disputes:read'],
} as const;

type Role = keyof typeof ROLE_PERMISSIONS;
export type Permission = (typeof ROLE_PERMISSIONS)[Role][number];

export function hasPermission(roles: readonly string[], permission: Permission): boolean {
  return roles.some(
    (role) => role in ROLE_PERMISSIONS && (ROLE_PERMISSIONS[role as Role] as readonly string[]).includes(permission),
  );
}
