import { type SQL, sql } from 'drizzle-orm';
import type { FigureEntry, Within } from '../slice.ts';

export const figures = {
  inbox_cycles: { kind: 'count', metric: { name: 'inbox_checks', help: 'Readings of the payment inboxes' } },
  inbox_cycles_failed: { kind: 'count' },
  inbox_seconds: {
    kind: 'mean',
    metric: { name: 'inbox_check_seconds', help: 'Mean time of one reading of the payment inboxes' },
  },
  mails_read: { kind: 'count', metric: { name: 'inbox_mails_read', help: 'Mails fetched by those readings' } },
} as const satisfies Record<string, FigureEntry>;

export const figureQuery = (within: Within): SQL => sql`
  select count(*) as inbox_cycles, count(*) filter (where not ok) as inbox_cycles_failed,
      avg(duration_ms / 1000.0) as inbox_seconds, coalesce(sum((counts->>'fetched')::int), 0) as mails_read
    from job_runs where job = 'payment-inbox' and ${within('started_at')}`;
