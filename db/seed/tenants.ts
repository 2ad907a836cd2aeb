/** The two tenants of a rehearsal; `default` serves single-tenant use. Fixed ids, so that links and queues stay valid. */
export const DEFAULT_TENANT_ID = '00000000-0000-4000-8000-000000000001';
export const SECOND_TENANT_ID = '00000000-0000-4000-8000-000000000002';

export interface DemoLogin {
  email: string;
  password: string;
  role: string;
  tenantId: string;
}

/** Demo logins exist in the sandboxed profile only; never in production. */
export const DEMO_LOGINS: DemoLogin[] = [
  { email: 'reviewer@countersign.example', password: 'demo-reviewer-1', role: 'reviewer', tenantId: DEFAULT_TENANT_ID },
  {
    email: 'reviewer2@countersign.example',
    password: 'demo-reviewer-2',
    role: 'reviewer',
    tenantId: DEFAULT_TENANT_ID,
  },
  { email: 'admin@countersign.example', password: 'demo-admin-1', role: 'admin', tenantId: DEFAULT_TENANT_ID },
  { email: 'super@countersign.example', password: 'demo-super-1', role: 'super_user', tenantId: DEFAULT_TENANT_ID },
  /** A customer: books and pays, and reads nothing of others. */
  { email: 'customer@countersign.example', password: 'demo-customer-1', role: 'user', tenantId: DEFAULT_TENANT_ID },
  { email: 'reviewer@second.example', password: 'demo-second-1', role: 'reviewer', tenantId: SECOND_TENANT_ID },
  { email: 'admin@second.example', password: 'demo-second-admin-1', role: 'admin', tenantId: SECOND_TENANT_ID },
  { email: 'customer@second.example', password: 'demo-second-customer-1', role: 'user', tenantId: SECOND_TENANT_ID },
];
