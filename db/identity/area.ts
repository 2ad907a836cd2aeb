import { sql } from 'drizzle-orm';
import { boolean } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { DbArea } from '../slice.ts';
import { RIGHTS_AUDITS } from './audits.ts';
import { subjectNames } from './subjectNames.ts';

export const identity = {
  subjectNames,
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
  settings: {
    second_factor_required: { column: 'secondFactorRequired', value: z.boolean() },
  },
  settingColumns: {
    /** Whoever decides or moves money must have a second factor (TOTP). */
    secondFactorRequired: boolean('second_factor_required').notNull().default(false),
  },
} as const satisfies DbArea;
