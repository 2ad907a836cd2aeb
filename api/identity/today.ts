import { sql } from 'drizzle-orm';
import { instantText, type MenuCount, SHOWN_ITEMS, type TodayPart, type TodayReader } from '../today/todayPart.ts';

interface Row extends Record<string, unknown> {
  summary: string;
  name: string | null;
  created_at: string;
  expires_at: string;
  total: string;
}

/** Changes of rights that somebody else asked for and that still may be approved. */
const forMe = ({ userId }: TodayReader) =>
  sql`c.state = 'pending' and c.expires_at > now() and c.requested_by_user is distinct from ${userId}::uuid`;

export const today: readonly TodayPart[] = [
  {
    section: 'waiting',
    permission: 'admin:users',
    more: { text: 'Changes of rights', href: '/rights' },
    async read(tx, reader) {
      const rows = await tx.execute<Row>(sql`select c.summary, u.display_name as name, c.created_at, c.expires_at,
          count(*) over () as total
        from power_changes c left join users u on u.id = c.requested_by_user where ${forMe(reader)}
        order by c.expires_at limit ${SHOWN_ITEMS}`);
      return {
        items: rows.map((row) => ({
          title: row.summary,
          subtitle: `${row.name ?? 'An operator'} asks for a second person`,
          since: instantText(row.created_at),
          due: instantText(row.expires_at),
          tone: 'info' as const,
          href: '/rights',
        })),
        total: Number(rows[0]?.total ?? 0),
      };
    },
  },
];

export const menuCounts = {
  rights: {
    permission: 'admin:users',
    one: 'change waits for you',
    many: 'changes wait for you',
    tone: 'info',
    count: (reader) => sql`select count(*) from power_changes c where ${forMe(reader)}`,
  },
} as const satisfies Record<string, MenuCount>;
