import { type SQL, sql } from 'drizzle-orm';
import { ALERT_RULES, type AlertRule } from '../../domain/operations/alertRules.ts';
import { failureWords } from '../../domain/operations/failureWords.ts';
import { stepTitle } from '../../domain/operations/stepNames.ts';
import { instantText, type MenuCount, SHOWN_ITEMS, type TodayPart } from '../today/todayPart.ts';
import { DEAD } from './deadLetterRoutes.ts';

interface Alert extends Record<string, unknown> {
  rule: AlertRule;
  created_at: string;
  total: string;
}
interface Waiting extends Record<string, unknown> {
  id: string;
  title: string;
  created_at: string;
  total: string;
}
interface Tried extends Record<string, unknown> {
  id: string;
  title: string;
  problem: { step: string; code: string; times: number };
  since: string;
  total: string;
}
interface Letters extends Record<string, unknown> {
  count: number;
  since: string | null;
}

/** A start leaves at once; what is not taken by then is not just late. */
const NOT_TAKEN: SQL = sql`p.status = 'open' and p.run_id is null and p.created_at < now() - interval '1 minute'`;

export const today: readonly TodayPart[] = [
  {
    section: 'stuck',
    permission: 'runs:read',
    async read(tx) {
      const rows = await tx.execute<Waiting>(sql`select p.id, coalesce(p.title, p.subject) as title, p.created_at,
        count(*) over () as total from processes p where ${NOT_TAKEN} order by p.created_at limit ${SHOWN_ITEMS}`);
      return {
        items: rows.map((row) => ({
          title: row.title,
          subtitle: 'Not begun: the workflow engine has not taken it yet. It is offered again by itself',
          since: instantText(row.created_at),
          tone: 'warn' as const,
          href: `/runs/${row.id}`,
        })),
        total: Number(rows[0]?.total ?? 0),
      };
    },
  },
  {
    section: 'stuck',
    permission: 'runs:read',
    /** Runs whose vendor fails just now. Those with money that fails are told by their area. */
    async read(tx) {
      const rows =
        await tx.execute<Tried>(sql`select p.id, coalesce(p.title, p.subject) as title, p.step_problem as problem,
        p.step_problem ->> 'since' as since, count(*) over () as total from processes p
        where p.status = 'open' and p.step_problem is not null
          and not exists (select 1 from workflow_states w where w.process_id = p.id and w.money_problem is not null)
        order by since limit ${SHOWN_ITEMS}`);
      return {
        items: rows.map(({ id, title, problem, since }) => ({
          title,
          subtitle: `${stepTitle(problem.step)}: tried ${problem.times} times, ${failureWords(problem.code).text}. It is tried again by itself`,
          since: instantText(since),
          tone: 'warn' as const,
          href: `/runs/${id}`,
        })),
        total: Number(rows[0]?.total ?? 0),
      };
    },
  },
  {
    section: 'stuck',
    permission: 'ops:read',
    async read(tx) {
      const [row] = await tx.execute<Letters>(
        sql`select count(*)::int as count, min(created_at) as since from (${DEAD}) l`,
      );
      if (!row || row.count === 0) return { items: [] };
      const subtitle = 'Messages given up, starts that were not taken, or events that can’t be read';
      return {
        items: [
          {
            title: row.count === 1 ? 'One dead letter' : `${row.count.toLocaleString('en')} dead letters`,
            subtitle,
            since: instantText(row.since),
            tone: 'warn',
            href: '/dead-letters',
          },
        ],
      };
    },
  },
  {
    section: 'alerts',
    permission: 'ops:read',
    more: { text: 'Alerts and their rules', href: '/alerts' },
    async read(tx) {
      const rows = await tx.execute<Alert>(sql`select rule, created_at, count(*) over () as total from alerts
        where closed_at is null order by created_at desc limit ${SHOWN_ITEMS}`);
      return {
        items: rows.map((row) => ({
          title: ALERT_RULES[row.rule].about,
          subtitle: ALERT_RULES[row.rule].severity === 'critical' ? 'Critical' : 'Warning',
          since: instantText(row.created_at),
          tone: ALERT_RULES[row.rule].severity === 'critical' ? ('bad' as const) : ('warn' as const),
          href: '/alerts?state=open',
        })),
        total: Number(rows[0]?.total ?? 0),
      };
    },
  },
];

export const menuCounts = {
  runs: {
    permission: 'runs:read',
    one: 'run is stuck',
    many: 'runs are stuck',
    tone: 'warn',
    count: () => sql`select count(*) from (select p.id from processes p where ${NOT_TAKEN}
      union select w.process_id from workflow_states w where w.status in ('running', 'pending') and w.money_problem is not null
      union select p.id from processes p where p.status = 'open' and p.step_problem is not null
      union select c.process_id from money_commands c where c.state = 'unknown') s`,
  },
  alerts: {
    permission: 'ops:read',
    one: 'alert fires',
    many: 'alerts fire',
    tone: 'bad',
    count: () => sql`select count(*) from alerts where closed_at is null`,
  },
  'dead-letters': {
    permission: 'ops:read',
    one: 'dead letter',
    many: 'dead letters',
    tone: 'warn',
    count: () => sql`select count(*) from (${DEAD}) l`,
  },
} as const satisfies Record<string, MenuCount>;
