import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { tenantDayStart } from '../../db/tenantDay.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { mayRead, readCounts, readNotices, readSections } from './collect.ts';
import { SECTION_NAMES } from './sections.ts';
import type { MenuCount, NoticePart, TodayPart, TodayReader } from './todayPart.ts';

/** What the areas add to Today. */
export interface TodayParts {
  parts: readonly TodayPart[];
  counts: Readonly<Record<string, MenuCount>>;
  notices: readonly NoticePart[];
}
export interface TodayDeps {
  db: Database;
  /** IANA time zone of tenants that name none: whose midnight begins the day. */
  timeZone: string;
}

const tone = z.enum(['plain', 'good', 'bad', 'warn', 'info']);
const link = z.object({ text: z.string(), href: z.string() });
const itemSchema = z
  .object({
    title: z.string(),
    subtitle: z.string(),
    amount: z.object({ minor: z.int().describe('Minor units of the currency'), currency: z.string() }).nullable(),
    since: z.string().nullable(),
    due: z.string().nullable(),
    tone,
    href: z.string().describe('Page of the desk, below /console'),
  })
  .meta({ id: 'TodayItem' });
const sectionSchema = z
  .object({
    section: z.enum(SECTION_NAMES),
    title: z.string(),
    empty: z.string().describe('What stands there while nothing does: what will appear, and how'),
    items: z.array(itemSchema),
    total: z.int().describe('How many there are; the first of them are listed'),
    more: z.array(link),
  })
  .meta({ id: 'TodaySection' });
const countSchema = z
  .object({ page: z.string(), count: z.int(), about: z.string().describe('The number in words'), tone })
  .meta({ id: 'MenuCount' });
const noticeSchema = z
  .object({ tone, title: z.string(), text: z.string(), since: z.string(), href: z.string() })
  .meta({ id: 'Notice' });

const readerOf = ({ timeZone }: TodayDeps, { userId, actor, permissions }: Principal): TodayReader => ({
  userId,
  actor,
  permissions,
  dayStart: tenantDayStart(timeZone),
});

const todayRoute = (deps: TodayDeps, { parts }: TodayParts): Route =>
  defineRoute({
    method: 'get',
    path: '/today',
    area: 'desk',
    summary:
      'What needs you now: sections by what you may see, such as what waits for you, what is stuck, money since midnight',
    access: 'user',
    responses: { 200: { description: 'Sections', schema: z.object({ sections: z.array(sectionSchema) }) } },
    errors: [],
    async handle(_context, principal) {
      const own = parts.filter((part) => mayRead(part, principal.permissions, principal.roles));
      const reader = readerOf(deps, principal);
      const sections = await deps.db.withTenant(principal.tenantId, (tx) => readSections(tx, reader, own));
      return { status: 200, body: { sections } };
    },
  });

const countsRoute = (deps: TodayDeps, { counts, notices }: TodayParts): Route =>
  defineRoute({
    method: 'get',
    path: '/today/counts',
    area: 'desk',
    summary: 'What stands on every page of the desk: numbers beside the pages you may open, and what you must know',
    access: 'user',
    responses: {
      200: {
        description: 'Numbers and notices',
        schema: z.object({ counts: z.array(countSchema), notices: z.array(noticeSchema) }),
      },
    },
    errors: [],
    async handle(_context, principal) {
      const reader = readerOf(deps, principal);
      const own = Object.entries(counts).filter(([, count]) => mayRead(count, principal.permissions, principal.roles));
      const body = await deps.db.withTenant(principal.tenantId, async (tx) => {
        const [shown, told] = await Promise.all([readCounts(tx, reader, own), readNotices(tx, reader, notices)]);
        return { counts: shown, notices: told };
      });
      return { status: 200, body };
    },
  });

/** The first page of the desk, and what stands on all of them. */
export const todayRoutes = (deps: TodayDeps, parts: TodayParts): Route[] => [
  todayRoute(deps, parts),
  countsRoute(deps, parts),
];
