import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';
import { figureQuery, figures } from './figures.ts';
import { subjectNames } from './subjectNames.ts';

export const notifications = {
  subjectNames,
  retention: [{ table: 'notifications', when: sql`created_at < now() - interval '1 year' and status <> 'queued'` }],
  figures,
  figureQuery,
} as const satisfies DbArea;
