import { sql } from 'drizzle-orm';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { instantText, SHOWN_ITEMS, type TodayPart } from '../today/todayPart.ts';
import { readMyDisputes } from './myDisputes.ts';

interface Row extends Record<string, unknown> {
  id: string;
  title: string;
  code: string | null;
  times: number | null;
  since: string;
  total: string;
}

const problemWords = ({ code, times }: Row) => {
  const why = reasonInWords(code ?? 'no reason is known');
  if (times === null) return `Failed: ${why}`;
  return `Tried ${times === 1 ? 'once' : `${times} times`}, ${why}. It is tried again by itself`;
};

export const today: readonly TodayPart[] = [
  {
    section: 'stuck',
    permission: 'runs:read',
    more: { text: 'Runs that are open', href: '/runs?status=open&kind=dispute' },
    /** Runs whose step with money fails just now, and those that failed since midnight. */
    async read(tx, { dayStart }) {
      const rows = await tx.execute<Row>(sql`
        select p.id, coalesce(p.title, p.subject) as title, coalesce(w.money_problem ->> 'code', w.final_resolution ->> 'error_code') as code,
          case when w.completed_at is null then (w.money_problem ->> 'times')::int end as times,
          coalesce(w.completed_at, w.updated_at) as since, count(*) over () as total
        from workflow_states w join processes p on p.id = w.process_id
        where (w.completed_at is null and w.money_problem is not null)
          or (w.status = 'failed' and w.current_step = 'failed' and w.completed_at >= ${dayStart})
        order by since limit ${SHOWN_ITEMS}`);
      return {
        items: rows.map((row) => ({
          title: row.title,
          subtitle: problemWords(row),
          since: instantText(row.since),
          tone: 'bad' as const,
          href: `/runs/${row.id}`,
        })),
        total: Number(rows[0]?.total ?? 0),
      };
    },
  },
  {
    section: 'own',
    permission: null,
    role: 'user',
    more: { text: 'My disputes', href: '/my-disputes' },
    async read(tx, { userId }) {
      const disputes = await readMyDisputes(tx, userId, sql`workflow_states.completed_at is null`, SHOWN_ITEMS);
      return {
        items: disputes.map((dispute) => ({
          title: dispute.title,
          subtitle: `${dispute.text}. ${dispute.next}`,
          amount: { minor: dispute.disputed_minor, currency: dispute.currency },
          since: dispute.created_at,
          tone: dispute.tone,
          href: '/my-disputes',
        })),
      };
    },
  },
];
