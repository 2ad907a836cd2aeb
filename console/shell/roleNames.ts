const NAMES: Record<string, string> = {
  user: 'Customer',
  reviewer: 'Reviewer',
  attorney: 'Attorney',
  admin: 'Admin',
  super_user: 'Operator',
};

/** Roles as people read them. */
export const roleNames = (roles: readonly string[]): string =>
  roles.map((role) => NAMES[role] ?? role.replaceAll('_', ' ')).join(', ');
