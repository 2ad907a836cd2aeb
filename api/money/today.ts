import { sql } from 'drizzle-orm';
import { peopleBehind } from '../../db/identity/people.ts';
import { instantText, type Notice, type NoticePart, SHOWN_ITEMS, type TodayPart } from '../today/todayPart.ts';

interface Sum extends Record<string, unknown> {
  currency: string;
  minor: string;
  count: number;
}
interface Unclear extends Record<string, unknown> {
  process_id: string;
  title: string;
  vendor: string;
  amount_minor: string;
  currency: string;
  since: string;
  total: string;
}

const VENDOR_NAMES: Record<string, string> = { stripe: 'Stripe', zuora: 'Zuora' };

export const today: readonly TodayPart[] = [
  {
    section: 'stuck',
    permission: 'runs:read',
    async read(tx) {
      const rows = await tx.execute<Unclear>(sql`
        select c.process_id, coalesce(p.title, p.subject) as title, c.vendor, c.amount_minor, c.currency,
          coalesce(c.first_attempt_at, c.created_at) as since, count(*) over () as total
        from money_commands c join processes p on p.id = c.process_id where c.state = 'unknown'
        order by since limit ${SHOWN_ITEMS}`);
      return {
        items: rows.map((row) => ({
          title: row.title,
          subtitle: `Sent to ${VENDOR_NAMES[row.vendor] ?? row.vendor}, and whether it arrived is not known; it is looked up before anything is sent again`,
          amount: { minor: Number(row.amount_minor), currency: row.currency },
          since: instantText(row.since),
          tone: 'bad' as const,
          href: `/runs/${row.process_id}`,
        })),
        total: Number(rows[0]?.total ?? 0),
      };
    },
  },
  {
    section: 'money',
    permission: 'runs:read',
    more: { text: 'What was approved today', href: '/reviews?state=approved&ended=today&sort=-at_risk' },
    async read(tx, { dayStart }) {
      const rows = await tx.execute<Sum>(sql`
        select currency, sum(amount_minor) as minor, count(*)::int as count from money_commands
        where leg = 'refund' and state = 'applied' and failed_later_at is null and finished_at >= ${dayStart}
        group by currency order by currency`);
      return {
        items: rows.map(({ currency, minor, count }) => ({
          title: 'Paid back',
          subtitle: `${count === 1 ? 'One refund' : `${count} refunds`} that arrived at the vendor`,
          amount: { minor: Number(minor), currency },
          tone: 'plain' as const,
          href: '/reviews?state=approved&ended=today&sort=-at_risk',
        })),
      };
    },
  },
];

interface Stop extends Record<string, unknown> {
  everybody: boolean;
  reason: string;
  started_by: string;
  started_at: string;
}

export const notices: readonly NoticePart[] = [
  {
    anyOf: ['review:decide', 'money:stop'],
    async read(tx, { permissions }): Promise<Notice[]> {
      const stops = await tx.execute<Stop>(sql`select tenant_id is null as everybody, reason, started_by, started_at
        from money_stops where ended_at is null order by started_at limit 3`);
      if (stops.length === 0) return [];
      const people = await peopleBehind(
        tx,
        stops.map((stop) => stop.started_by),
      );
      const ends = permissions.includes('money:stop')
        ? 'Two people let it move again: one asks in the settings, another approves.'
        : 'An admin lets it move again.';
      return stops.map((stop) => ({
        tone: 'bad',
        title: stop.everybody ? 'Money is stopped for everybody' : 'Money is stopped',
        text: `${people.get(stop.started_by)?.name ?? 'Somebody'} stopped it: “${stop.reason}”. Decisions are kept, and nothing is sent until it moves again. ${ends}`,
        since: new Date(stop.started_at).toISOString(),
        href: permissions.includes('money:stop') ? '/settings' : '',
      }));
    },
  },
];
