import { bigint, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { keyset } from '../../../api/http/list.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const things = pgTable('paged_things', {
  id: uuid('id').notNull(),
  madeAt: timestamp('made_at', { withTimezone: true }).notNull(),
  amount: bigint('amount', { mode: 'number' }).notNull(),
  name: text('name').notNull(),
});
const SORTS = { made_at: things.madeAt, amount: things.amount, name: things.name };
const ORDERS = Object.keys(SORTS).flatMap((name) => [name, `-${name}`]);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  await database.owner`create table paged_things (id uuid primary key default gen_random_uuid(),
    made_at timestamptz not null, amount bigint not null, name text not null)`;
});
afterAll(() => database.end());

/** Rows with many ties, and instants that differ only in microseconds, which a Date would lose. */
const insert = (from: number, count: number) => database.owner`
  insert into paged_things (made_at, amount, name)
  select timestamptz '2026-01-01' + (n / 4) * interval '1 microsecond', n / 7, (array['a', 'B', 'ä', '']) [1 + abs(n) % 4]
  from generate_series(${from}::int, ${from + count - 1}::int) as n`;
const ids = async () => (await database.owner<{ id: string }[]>`select id from paged_things`).map(({ id }) => id);

async function onePage(sort: string, cursor: string | null, limit = 7) {
  const list = keyset({ limit, cursor: cursor ?? undefined, sort }, SORTS, things.id);
  const found = await drizzle(database.owner)
    .select({ id: things.id, amount: things.amount, ...list.columns })
    .from(things)
    .where(list.where)
    .orderBy(...list.orderBy)
    .limit(list.limit);
  return list.page(found);
}
/** Ids of all pages in their order; `between` happens after each page. */
async function allPages(sort: string, between: (page: number) => Promise<unknown> = async () => undefined) {
  const seen: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 100; page += 1) {
    const { rows, next_cursor } = await onePage(sort, cursor);
    seen.push(...rows.map(({ id }) => id));
    if (next_cursor === null) return seen;
    cursor = next_cursor;
    await between(page);
  }
  throw new Error('the pages have no end');
}

beforeEach(async () => {
  await database.owner`truncate paged_things`;
  await insert(0, 60);
});

describe('the pages of a list', () => {
  it.each(ORDERS)(
    'by %s have every row exactly once, among ties too, and backwards is the other way round',
    async (sort) => {
      const seen = await allPages(sort);
      expect(seen.toSorted()).toEqual((await ids()).toSorted());
      const back = sort.startsWith('-') ? sort.slice(1) : `-${sort}`;
      expect(await allPages(back)).toEqual(seen.toReversed());
    },
  );

  it('the twin: a page that goes on behind the value alone loses the rest of the ties', async () => {
    const { rows, next_cursor } = await onePage('amount', null, 4);
    expect(next_cursor).not.toBeNull();
    const last = rows.at(-1)?.amount ?? 0;
    const [{ count: left } = { count: 0 }] = await database.owner<{ count: number }[]>`
      select count(*)::int as count from paged_things where amount > ${last}`;
    expect(left, 'three rows with the same amount are on no page').toBe(60 - 7);
    expect((await allPages('amount')).length).toBe(60);
  });

  it.each(ORDERS)('by %s neither skip nor repeat a row that stays, while others come and go', async (sort) => {
    const staying = new Set(await ids());
    const seen = await allPages(sort, async (page) => {
      await insert(page % 2 === 0 ? -10 * (page + 1) : 1_000 * (page + 1), 2);
      const [gone] = staying;
      if (page > 2 || !gone) return;
      staying.delete(gone);
      await database.owner`delete from paged_things where id = ${gone}`;
    });
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of staying) expect(seen).toContain(id);
  });
  it('go on where the row of the cursor is deleted meanwhile', async () => {
    const whole = await allPages('-made_at');
    const { rows, next_cursor } = await onePage('-made_at', null);
    await database.owner`delete from paged_things where id = ${rows.at(-1)?.id ?? ''}`;
    expect((await onePage('-made_at', next_cursor)).rows.map(({ id }) => id)).toEqual(whole.slice(7, 14));
  });

  it('a row that moves to the front while somebody reads is not shown again, and moves no other', async () => {
    const first = await onePage('amount', null);
    const moved = first.rows[0]?.id ?? '';
    await database.owner`update paged_things set amount = -5 where id = ${moved}`;
    const rest = await onePage('amount', first.next_cursor, 100);
    expect(rest.rows.map(({ id }) => id)).not.toContain(moved);
    expect(rest.count).toBe(53);
  });

  it('of a list that is exactly as long as a page have no empty page behind it', async () => {
    await database.owner`truncate paged_things`;
    await insert(0, 7);
    expect(await onePage('name', null)).toMatchObject({ count: 7, next_cursor: null });
  });
});
