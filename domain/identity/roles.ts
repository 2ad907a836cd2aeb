/** Roles a person may have (decision 0007). Operators of the platform are `super_user`: payloads of workflows are of all tenants. */
export const ROLES = ['user', 'reviewer', 'attorney', 'admin', 'super_user'] as const;
export type Role = (typeof ROLES)[number];

/** What each role is called and what whoever has it does. */
export const ROLE_WORDS: Record<Role, { name: string; about: string }> = {
  user: { name: 'user', about: 'sees what is their own: bookings, disputes, messages' },
  reviewer: { name: 'reviewer', about: 'decides reviews up to a limit' },
  attorney: { name: 'attorney', about: 'has no rights yet' },
  admin: { name: 'admin', about: 'decides reviews, and changes users, settings and keys of the tenant' },
  super_user: { name: 'super user', about: 'looks after the platform and all tenants' },
};

const isRole = (role: string): role is Role => Object.hasOwn(ROLE_WORDS, role);
const roleName = (role: string): string => (isRole(role) ? ROLE_WORDS[role].name : role);

/** Roles in words, e.g. `reviewer and admin`. */
export function roleNames(roles: readonly string[]): string {
  const names = roles.map(roleName);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export interface PermissionEntry {
  /** What whoever has it may do, to stand behind “may”. */
  name: string;
  /** Who has it. */
  roles: readonly Role[];
  /** It decides or moves money: where a tenant demands it, it needs a second factor. */
  money?: true;
  /**
   * Whoever gains it gains power over money, which takes a second person. The database knows the same list
   * (`power_permissions`); a test compares them.
   */
  power?: true;
}
