import { sql } from 'drizzle-orm';
import type { ReportChartEntry } from '../../domain/operations/reports.ts';
import type { ReportSeries } from '../slice.ts';

export const reportCharts = {
  decisions_made: {
    title: 'Decisions',
    about: 'What people decided, and tasks that expired before anybody did.',
    unit: 'count',
    by: 'day',
    form: 'stack',
    adds: true,
    order: 10,
    empty: 'Nothing was decided in this time. Decide a task of the inbox, and it stands here.',
  },
  time_to_decision: {
    title: 'Time to decision',
    about: 'From the moment a task opened until somebody decided it: the middle one, and nine of ten.',
    unit: 'duration',
    by: 'day',
    form: 'lines',
    adds: false,
    order: 50,
    empty: 'Nothing was decided in this time. The wait of each task stands here on the day of its decision.',
  },
  waiting_age: {
    title: 'What waited at the end of each day',
    about: 'Open tasks by their age; of today, as of now.',
    unit: 'count',
    by: 'day',
    form: 'stack',
    adds: false,
    order: 60,
    empty: 'No task was left open at the end of a day. A task that waits overnight stands here.',
  },
  deciders: {
    title: 'Who decided',
    about: 'Most decisions first.',
    unit: 'count',
    by: 'person',
    form: 'stack',
    adds: true,
    order: 70,
    empty: 'Nobody decided anything in this time. Whoever decides a task of the inbox stands here with their count.',
  },
} as const satisfies Record<string, ReportChartEntry>;

/** What an action of a decision counts as. */
const OUTCOME = sql.raw(`case decision when 'approved' then 'approved' when 'modified' then 'modified'
  when 'rejected' then 'rejected' else 'other' end`);

export const reportSeries = {
  decisions_made: {
    series: {
      approved: 'Approved as proposed',
      modified: 'Approved with a change',
      rejected: 'Rejected',
      other: 'Settled otherwise',
      expired: 'Expired undecided',
    },
    query: ({ within, day }) => sql`
      select ${day('decided_at')}, ${OUTCOME}, null, count(*) from review_decisions where ${within('decided_at')} group by 1, 2
      union all
      select ${day('closed_at')}, 'expired', null, count(*) from review_tasks where state = 'expired' and ${within('closed_at')} group by 1`,
  },
  time_to_decision: {
    series: { median: 'Median', ninth: 'Nine of ten within' },
    query: ({ within, day }) => sql`
      select wait.day, line.series, null, line.seconds
      from (select ${day('d.decided_at')} as day,
          percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from d.decided_at - t.created_at)) as seconds
        from review_decisions d join review_tasks t on t.id = d.task_id where ${within('d.decided_at')}
        group by grouping sets ((1), ())) wait,
        lateral (values ('median', wait.seconds[1]), ('ninth', wait.seconds[2])) line (series, seconds)
      where line.seconds is not null`,
  },
  waiting_age: {
    series: { day: 'Less than a day', three: '1 to 3 days', week: '3 to 7 days', longer: 'More than 7 days' },
    query: ({ day, first, last, since, before, endOf }) => sql`
      select to_char(open.day, 'YYYY-MM-DD'), case when open.age < interval '1 day' then 'day'
        when open.age < interval '3 days' then 'three' when open.age < interval '7 days' then 'week' else 'longer' end, null, count(*)
      from (select d.day, least(${endOf('d.day::date')}, now()) - t.created_at as age
        from review_tasks t, lateral generate_series(greatest(${day('t.created_at')}::date, ${first})::timestamp,
          coalesce(${day('t.closed_at')}::date - 1, ${last})::timestamp, interval '1 day') d (day)
        where t.created_at < ${before} and (t.closed_at is null or t.closed_at >= ${since}) and d.day <= ${last}) open
      group by 1, 2`,
  },
  deciders: {
    series: { approved: 'Approved', modified: 'Changed', rejected: 'Rejected', other: 'Settled otherwise' },
    query: ({ within }) => sql`
      select actor, ${OUTCOME}, null, count(*) from review_decisions where ${within('decided_at')} group by 1, 2
      order by count(*) over (partition by actor) desc, actor limit 400`,
  },
} as const satisfies Record<string, ReportSeries>;
