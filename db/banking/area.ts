import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';
import { subjectNames } from './subjectNames.ts';

export const banking = {
  subjectNames,
  encryptedColumns: [
    { table: 'bank_connections', column: 'access_token' },
    { table: 'bank_connections', column: 'refresh_token' },
    { table: 'bank_connections', column: 'begun' },
    { table: 'bank_connections', column: 'auth_code' },
    { table: 'bank_accounts', column: 'number' },
    { table: 'bank_accounts', column: 'holder' },
    { table: 'bank_number_keys', column: 'secret' },
  ],
  retention: [
    { table: 'bank_calls', when: sql`counts_until < now() - interval '1 day'` },
    // What was read and not taken over, because its reading ended in between.
    { table: 'bank_pages', when: sql`created_at < now() - interval '7 days'` },
    // A consent that nobody finished.
    {
      table: 'bank_connections',
      when: sql`status = 'pending' and external_id is null and updated_at < now() - interval '30 days'`,
    },
    // A grant that has ended opens nothing any more; its tokens go, the row stays for its history.
    {
      table: 'bank_connections',
      when: sql`status = 'disconnected' and (access_token is not null or refresh_token is not null) and updated_at < now() - interval '1 day'`,
      sets: { values: sql`access_token = null, refresh_token = null`, as: 'bank_tokens' },
    },
  ],
  audits: [
    {
      name: 'a bank line that stands although no source tells of it',
      sql: `select t.id from bank_transactions t where t.removed_at is null and not exists (select 1 from bank_transaction_ids s
        where s.tenant_id = t.tenant_id and s.transaction_id = t.id)`,
    },
  ],
} as const satisfies DbArea;
