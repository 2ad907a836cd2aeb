import { sql } from 'drizzle-orm';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { KINDS, REVIEW_KINDS } from '../../domain/reviews/kinds.ts';
import { WHY_WORDS, whyOnTop } from '../../domain/reviews/priority.ts';
import { capital } from '../../domain/words.ts';
import { instantText, type MenuCount, SHOWN_ITEMS, type TodayPart, type TodayReader } from '../today/todayPart.ts';

interface Row extends Record<string, unknown> {
  id: string;
  title: string;
  subtitle: string;
  reason: string | null;
  at_risk_minor: string;
  currency: string | null;
  created_at: string;
  expires_at: string | null;
  hold_ends_at: string | null;
  worth_minor: string;
  confidence: number | null;
  escalated: boolean;
  total: string;
}

/** Open tasks that this person may decide: nobody decides about their own request, or what they handed on. */
function decidable({ permissions, actor, userId }: TodayReader) {
  const kinds = REVIEW_KINDS.filter((kind) => KINDS[kind].rights.every((right) => permissions.includes(right)));
  return sql`t.state = 'pending' and t.kind = any(${sql.param(kinds)}::text[]) and t.requested_by <> ${actor}
    and not exists (select 1 from review_escalations e where e.task_id = t.id and e.user_id = ${userId}::uuid)`;
}
const COLUMNS = sql`t.id, coalesce(t.title, t.subject) as title, coalesce(t.subtitle, '') as subtitle, t.reason, t.at_risk_minor,
  t.currency, t.created_at, t.expires_at, t.hold_ends_at, t.worth_minor, t.confidence, t.escalated_at is not null as escalated,
  count(*) over () as total`;

/** A question that others may answer is no trouble yet; one that nobody has answered for so long is. */
const LEFT_LONG = sql`(t.escalated_at is not null or t.created_at < now() - interval '1 hour')`;

const itemOf = (row: Row) => ({
  title: row.title,
  subtitle: row.subtitle,
  amount: row.currency === null ? null : { minor: Number(row.at_risk_minor), currency: row.currency },
  since: instantText(row.created_at),
  due: instantText(row.expires_at),
  href: `/reviews/${row.id}`,
});
const at = (instant: string | null) => (instant === null ? null : new Date(instant).getTime());

/** What puts a task where it stands, for people: `Why here: much money, expires soon`; null for one that waits in its turn. */
function whyHere(row: Row): string | null {
  const facts = {
    worthMinor: Number(row.worth_minor),
    confidence: row.confidence,
    expiresAtMs: at(row.expires_at),
    holdEndsAtMs: at(row.hold_ends_at),
    escalated: row.escalated,
  };
  const why = whyOnTop(facts, Date.now()).map((part) => WHY_WORDS[part]);
  return why.length === 0 ? null : `Why here: ${why.join(', ')}`;
}

const totalOf = (rows: readonly Row[]) => Number(rows[0]?.total ?? 0);

export const today: readonly TodayPart[] = [
  {
    section: 'waiting',
    permission: 'review:decide',
    first: true,
    more: { text: 'All open tasks', href: '/reviews' },
    async read(tx, reader) {
      const rows = await tx.execute<Row>(sql`select ${COLUMNS} from review_tasks t where ${decidable(reader)}
        order by t.priority desc, t.id limit ${SHOWN_ITEMS}`);
      return {
        items: rows.map((row) => ({
          ...itemOf(row),
          subtitle: [row.subtitle, row.reason && capital(reasonInWords(row.reason)), whyHere(row)]
            .filter(Boolean)
            .join(' · '),
          tone: 'info' as const,
        })),
        total: totalOf(rows),
      };
    },
  },
  {
    // What this person may decide stands in the first part already.
    section: 'stuck',
    permission: 'review:read',
    async read(tx, reader) {
      const rows = await tx.execute<Row>(sql`select ${COLUMNS} from review_tasks t
        where t.state = 'pending' and t.reason is not null and ${LEFT_LONG} and not (${decidable(reader)}) order by t.created_at limit ${SHOWN_ITEMS}`);
      return {
        items: rows.map((row) => ({
          ...itemOf(row),
          subtitle: `Waits for a person: ${reasonInWords(row.reason ?? '')}`,
          tone: 'warn' as const,
        })),
        total: totalOf(rows),
      };
    },
  },
];

export const menuCounts = {
  reviews: {
    permission: 'review:read',
    one: 'open task',
    many: 'open tasks',
    tone: 'info',
    count: () => sql`select count(*) from review_tasks where state = 'pending'`,
  },
} as const satisfies Record<string, MenuCount>;
