import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';
import { subjectNames } from './subjectNames.ts';

export const vendors = {
  subjectNames,
  encryptedColumns: [
    { table: 'vendor_accounts', column: 'credential' },
    { table: 'vendor_accounts', column: 'webhook_secret' },
  ],
  retention: [
    // A credential that nobody approved in time is forgotten.
    {
      table: 'vendor_accounts',
      when: sql`state = 'waiting'
        and not exists (select 1 from power_changes p where p.id = waits_for and p.state = 'pending' and p.expires_at > now())`,
      sets: {
        values: sql`state = 'ended', credential = null, webhook_secret = null, ended_at = now()`,
        as: 'vendor_credentials',
      },
    },
    // A refund that comes back does so within weeks.
    {
      table: 'vendor_accounts',
      when: sql`state = 'left' and ended_at < now() - interval '180 days'`,
      sets: { values: sql`state = 'ended', webhook_secret = null`, as: 'vendor_webhook_secrets' },
    },
  ],
} as const satisfies DbArea;
