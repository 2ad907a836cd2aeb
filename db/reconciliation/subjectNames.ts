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
  match: {
    ids: 'uuid',
    rows: (ids) => sql`select m.id, min(i.number) as number, count(*) as invoices from invoice_matches m
      join invoice_match_parts p on p.tenant_id = m.tenant_id and p.match_id = m.id
      join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id where m.id in ${ids} group by m.id`,
    name: ({ number, invoices }) => ({
      name: `the payment of invoice ${oneLine(String(number)) ?? ''}${Number(invoices) > 1 ? ` and ${Number(invoices) - 1} more` : ''}`,
      person: null,
    }),
  },
  'matching-rules': { says: () => ({ name: 'the rules of matching', person: null }) },
} satisfies Record<string, SubjectNames>;
