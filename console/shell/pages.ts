/** Pages of the navigation and the palette: where, what for, and the permission that opens them. */
export interface Page {
  path: string;
  title: string;
  group: 'Yours' | 'Work' | 'Operate' | 'Administer';
  permission: string | null;
  /** Only for people of this role: what is their own. */
  role?: 'user';
}

/** The pages a person may open, in order. */
export const pagesFor = (may: (permission: string) => boolean, roles: readonly string[]): Page[] =>
  PAGES.filter(
    (page) =>
      (page.permission === null || may(page.permission)) && (page.role === undefined || roles.includes(page.role)),
  );

const PAGES: readonly Page[] = [
  { path: '/my-bookings', title: 'My bookings', group: 'Yours', permission: null, role: 'user' },
  { path: '/my-disputes', title: 'My disputes', group: 'Yours', permission: null, role: 'user' },
  { path: '/my-messages', title: 'My messages', group: 'Yours', permission: null, role: 'user' },
  { path: '/reviews', title: 'Review inbox', group: 'Work', permission: 'review:read' },
  { path: '/bulk', title: 'Bulk decisions', group: 'Work', permission: 'review:decide' },
  { path: '/bookings', title: 'Bookings', group: 'Work', permission: 'bookings:read' },
  { path: '/unmatched-payments', title: 'Unmatched payments', group: 'Work', permission: 'bookings:verify' },
  { path: '/mailboxes', title: 'Mailboxes', group: 'Operate', permission: 'integrations:manage' },
  { path: '/runs', title: 'Runs', group: 'Operate', permission: 'runs:read' },
  { path: '/costs', title: 'Costs', group: 'Operate', permission: 'costs:read' },
  { path: '/events', title: 'Audit events', group: 'Operate', permission: 'audit:read' },
  { path: '/alerts', title: 'Alerts', group: 'Operate', permission: 'ops:read' },
  { path: '/daily-report', title: 'Daily report', group: 'Operate', permission: 'ops:read' },
  { path: '/schedules', title: 'Schedules', group: 'Operate', permission: 'ops:read' },
  { path: '/dead-letters', title: 'Dead letters', group: 'Operate', permission: 'ops:read' },
  { path: '/vendors', title: 'Vendors', group: 'Operate', permission: 'ops:read' },
  { path: '/tenant-costs', title: 'Costs by tenant', group: 'Operate', permission: 'admin:tenants' },
  { path: '/users', title: 'Users', group: 'Administer', permission: 'admin:users' },
  { path: '/rights', title: 'Changes of rights', group: 'Administer', permission: 'admin:users' },
  { path: '/api-keys', title: 'API keys', group: 'Administer', permission: 'admin:api-keys' },
  { path: '/tenants', title: 'Tenants', group: 'Administer', permission: 'admin:tenants' },
  { path: '/settings', title: 'Settings', group: 'Administer', permission: 'admin:config' },
];
