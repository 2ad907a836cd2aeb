import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';
import { RIGHTS_AUDITS } from './audits.ts';

export const identity = {
  encryptedColumns: [
    { table: 'users', column: 'second_factor_secret' },
    { table: 'users', column: 'date_of_birth' },
  ],
  retention: [
    { table: 'token_revocations', when: sql`expires_at < now()` },
    { table: 'user_sessions', when: sql`coalesce(revoked_at, expires_at) < now() - interval '90 days'` },
    { table: 'password_resets', when: sql`expires_at < now() - interval '1 day'` },
  ],
  audits: RIGHTS_AUDITS,
} satisfies DbArea;
