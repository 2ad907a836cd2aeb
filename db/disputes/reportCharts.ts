import { sql } from 'drizzle-orm';
import type { ReportChartEntry } from '../../domain/operations/reports.ts';
import type { ReportSeries } from '../slice.ts';

export const reportCharts = {
  disputes_worked: {
    title: 'Disputes begun and ended',
    about: 'How many came in, and how many were closed or stopped with an error.',
    unit: 'count',
    by: 'day',
    form: 'bars',
    adds: true,
    order: 40,
    empty: 'No dispute began or ended in this time. One begins with a message of the queue or with POST /disputes.',
  },
} as const satisfies Record<string, ReportChartEntry>;

export const reportSeries = {
  disputes_worked: {
    series: { begun: 'Begun', completed: 'Ended', failed: 'Stopped with an error' },
    query: ({ within, day }) => sql`
      select ${day('created_at')}, 'begun', null, count(*) from workflow_states where ${within('created_at')} group by 1
      union all
      select ${day('completed_at')}, status, null, count(*) from workflow_states
      where status in ('completed', 'failed') and ${within('completed_at')} group by 1, 2`,
  },
} as const satisfies Record<string, ReportSeries>;
