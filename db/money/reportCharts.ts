import { sql } from 'drizzle-orm';
import type { ReportChartEntry } from '../../domain/operations/reports.ts';
import type { ReportSeries } from '../slice.ts';

export const reportCharts = {
  money_moved: {
    title: 'Money in and out',
    about: 'What customers paid and what was paid back, one picture for each currency.',
    unit: 'money',
    by: 'day',
    form: 'bars',
    adds: true,
    order: 30,
    empty:
      'No money moved in this time. A payment stands here when its booking is confirmed, a refund when it is paid.',
  },
} as const satisfies Record<string, ReportChartEntry>;

export const reportSeries = {
  money_moved: {
    series: { out: 'Out: refunds paid' },
    query: ({ within, day }) => sql`
      select ${day('finished_at')}, 'out', currency, sum(amount_minor)
      from money_commands where leg = 'refund' and state = 'applied' and failed_later_at is null and ${within('finished_at')}
      group by 1, 3`,
  },
} as const satisfies Record<string, ReportSeries>;
