import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { Permission } from '../../domain/identity/permissions.ts';
import { SECTION_NAMES, SECTIONS, type TodaySectionName } from './sections.ts';
import type { MenuCount, NoticePart, TodayItem, TodayPart, TodayReader } from './todayPart.ts';

/** Lines of a section at most, whatever its parts give. */
const SHOWN_IN_SECTION = 8;

interface Guarded {
  permission: Permission | null;
  role?: 'user';
}
export const mayRead = (part: Guarded, permissions: readonly string[], roles: readonly string[]): boolean =>
  (part.permission === null || permissions.includes(part.permission)) &&
  (part.role === undefined || roles.includes(part.role));

interface TodaySection {
  section: TodaySectionName;
  title: string;
  empty: string;
  items: Required<TodayItem>[];
  total: number;
  more: { text: string; href: string }[];
}

const whole = (item: TodayItem): Required<TodayItem> => ({ amount: null, since: null, due: null, ...item });
/** What is stuck longest stands first; elsewhere the parts have their own order. */
const inOrder = (name: TodaySectionName, items: TodayItem[]): TodayItem[] =>
  name === 'stuck' ? items.toSorted((left, right) => String(left.since).localeCompare(String(right.since))) : items;

/** The sections of these parts, in one transaction; their queries are sent together. */
export async function readSections(
  tx: Transaction,
  reader: TodayReader,
  parts: readonly TodayPart[],
): Promise<TodaySection[]> {
  const found = await Promise.all(parts.map(async (part) => ({ part, found: await part.read(tx, reader) })));
  return SECTION_NAMES.flatMap((name) => {
    const own = found
      .filter(({ part }) => part.section === name)
      .toSorted((left, right) => Number(right.part.first ?? false) - Number(left.part.first ?? false));
    if (own.length === 0) return [];
    const items = own.flatMap((one) => one.found.items);
    return [
      {
        section: name,
        ...SECTIONS[name],
        items: inOrder(name, items).slice(0, SHOWN_IN_SECTION).map(whole),
        total: own.reduce((sum, one) => sum + (one.found.total ?? one.found.items.length), 0),
        more: own.flatMap(({ part }) => (part.more ? [part.more] : [])),
      },
    ];
  });
}

/** All numbers of the menu in one query. */
export async function readCounts(
  tx: Transaction,
  reader: TodayReader,
  counts: readonly (readonly [page: string, count: MenuCount])[],
) {
  if (counts.length === 0) return [];
  const columns: SQL[] = counts.map(([page, { count }]) => sql`(${count(reader)})::int as ${sql.identifier(page)}`);
  const [row = {}] = await tx.execute(sql`select ${sql.join(columns, sql`, `)}`);
  return counts.map(([page, { one, many, tone }]) => {
    const count = Number(row[page] ?? 0);
    return { page, count, about: `${count.toLocaleString('en')} ${count === 1 ? one : many}`, tone };
  });
}

export async function readNotices(tx: Transaction, reader: TodayReader, notices: readonly NoticePart[]) {
  const own = notices.filter(({ anyOf }) => anyOf.some((right) => reader.permissions.includes(right)));
  return (await Promise.all(own.map(({ read }) => read(tx, reader)))).flat();
}
