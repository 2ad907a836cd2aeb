/** Roles a person may have (decision 0007). Operators of the platform are `super_user`: payloads of workflows are of all tenants. */
export const ROLES = ['user', 'reviewer', 'attorney', 'admin', 'super_user'] as const;
export type Role = (typeof ROLES)[number];

export interface PermissionEntry {
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
