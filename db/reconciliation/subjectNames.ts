import { sql } from 'drizzle-orm';
import { oneLine } from '../../domain/words.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  license: {
    ids: 'uuid',
    rows: (ids) => sql`select id, name from license_keys where id in ${ids}`,
    name: ({ name }) => ({ name: `the licence key “${oneLine(String(name)) ?? ''}”`, person: null }),
  },
  'whmcs-instance': {
    ids: 'uuid',
    rows: (ids) => sql`select id, name from whmcs_instances where id in ${ids}`,
    name: ({ name }) => ({ name: `the WHMCS instance “${oneLine(String(name)) ?? ''}”`, person: null }),
  },
  'stripe-connection': {
    ids: 'uuid',
    rows: (ids) => sql`select id, account_name as name from stripe_connections where id in ${ids}`,
    name: ({ name }) => ({
      name: name === null ? 'a Stripe account' : `the Stripe account “${oneLine(String(name)) ?? ''}”`,
      person: null,
    }),
  },
  invoice: {
    ids: 'uuid',
    rows: (ids) => sql`select id, number from invoices where id in ${ids}`,
    name: ({ number }) => ({ name: `invoice ${oneLine(String(number)) ?? ''}`, person: null }),
  },
} satisfies Record<string, SubjectNames>;
