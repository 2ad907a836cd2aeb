import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';
import { figureQuery, figures, rates } from './figures.ts';
import { subjectNames } from './subjectNames.ts';

export const operations = {
  subjectNames,
  retention: [
    { table: 'idempotency_keys', when: sql`created_at < now() - interval '24 hours'` },
    { table: 'counter_minutes', when: sql`minute < now() - interval '2 days'` },
    { table: 'alert_hours', when: sql`hour < now() - interval '8 days'` },
    { table: 'job_runs', when: sql`started_at < now() - interval '90 days'` },
    // Buckets that nobody has spent from.
    { table: 'rate_limits', when: sql`updated_at < now() - interval '2 days'`, platform: true },
  ],
  figures,
  figureQuery,
  rates,
} as const satisfies DbArea;
