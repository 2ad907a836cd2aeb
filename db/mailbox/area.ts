import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';
import { figureQuery, figures } from './figures.ts';
import { subjectNames } from './subjectNames.ts';

export const mailbox = {
  subjectNames,
  encryptedColumns: [
    { table: 'gmail_connections', column: 'address' },
    { table: 'gmail_connections', column: 'aliases' },
    { table: 'gmail_connections', column: 'refresh_token' },
    { table: 'gmail_connections', column: 'access_token' },
    { table: 'gmail_connections', column: 'code_verifier' },
    { table: 'gmail_connections', column: 'auth_code' },
  ],
  retention: [{ table: 'oauth_states', when: sql`expires_at < now()` }],
  figures,
  figureQuery,
} as const satisfies DbArea;
