import { sql } from 'drizzle-orm';
import { figurePart } from '../../domain/operations/reports.ts';
import type { DbArea } from '../slice.ts';
import { figureQuery, figures } from './figures.ts';
import { subjectNames } from './subjectNames.ts';

const REPORT_LINES = [
  ['mails_read', 'Mails fetched', 'count'],
  ['inbox_cycles', 'Readings of the payment inboxes', 'count'],
  ['inbox_cycles_failed', 'Readings that failed', 'count'],
  ['inbox_seconds', 'Length of one reading, on average', 'duration'],
] as const;

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
  reportParts: ({ figures: counted }: { figures: Readonly<Record<string, number | null>> }) => [
    figurePart('Payment inboxes', REPORT_LINES, counted),
  ],
} as const satisfies DbArea;
