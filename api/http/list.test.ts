import { integer, PgDialect, pgTable, serial, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keyset, listQuery } from './list.ts';

const things = pgTable('things', {
  id: uuid('id').notNull(),
  number: serial('number').notNull(),
  madeAt: timestamp('made_at', { withTimezone: true }).notNull(),
  name: text('name').notNull(),
  amount: integer('amount').notNull(),
});
const SORTS = { made_at: things.madeAt, name: things.name, amount: things.amount };
const ID = '7a0f6f8e-4d5f-4f4c-9f0e-1c2d3e4f5a6b';
const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
const page = (sort: string, at?: string, limit = 2) => keyset({ limit, cursor: at, sort }, SORTS, things.id);
const sqlOf = (part: Parameters<PgDialect['sqlToQuery']>[0]) => new PgDialect().sqlToQuery(part);
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ place: `p${index}`, placeId: `id${index}`, name: `n${index}` }));

describe('what a list may be asked', () => {
  const query = listQuery(['made_at', 'name'], '-made_at', { state: z.enum(['open']).optional() });
  it.each([
    [{}, { limit: 50, sort: '-made_at' }],
    [{ limit: '1' }, { limit: 1, sort: '-made_at' }],
    [
      { limit: '200', sort: 'name', state: 'open' },
      { limit: 200, sort: 'name', state: 'open' },
    ],
    [{ cursor: 'x'.repeat(500) }, { limit: 50, sort: '-made_at', cursor: 'x'.repeat(500) }],
  ])('%o is taken', (asked, taken) => expect(query.parse(asked)).toEqual(taken));

  it.each([
    { limit: '0' },
    { limit: '201' },
    { limit: '' },
    { limit: '-1' },
    { limit: '1.5' },
    { limit: '1e2' },
    { limit: ['1', '2'] },
    { cursor: 'x'.repeat(501) },
    { sort: 'id' },
    { sort: '--name' },
    { sort: ' name' },
    { state: 'closed' },
    { offset: '10' },
  ])('%o is refused', (asked) => expect(query.safeParse(asked).success).toBe(false));
});

describe('a page', () => {
  it('asks for one row more than it shows, and has a next page only where there is that one', () => {
    const list = page('name');
    expect(list.limit).toBe(3);
    expect(list.page(rows(2))).toMatchObject({ count: 2, next_cursor: null });
    expect(list.page(rows(0))).toEqual({ rows: [], count: 0, next_cursor: null });
    const full = list.page(rows(3));
    expect([full.rows.map(({ name }) => name), full.count]).toEqual([['n0', 'n1'], 2]);
    // The place of the last row that is shown, not of the one behind it.
    expect(full.next_cursor).toBe(cursor('name', 'p1', 'id1'));
  });

  it.each([
    ['name', '("things"."name", "things"."id") > ($1::text, $2::uuid)', 'asc'],
    ['-name', '("things"."name", "things"."id") < ($1::text, $2::uuid)', 'desc'],
    ['-made_at', '("things"."made_at", "things"."id") < ($1::timestamp with time zone, $2::uuid)', 'desc'],
    ['amount', '("things"."amount", "things"."id") > ($1::integer, $2::uuid)', 'asc'],
  ])('by %s goes on behind its cursor, ties by id in the same direction', (sort, where, direction) => {
    const list = page(sort, cursor(sort, "x'; drop table things; --", ID));
    const condition = sqlOf(list.where ?? expect.fail('no condition'));
    expect([condition.sql, condition.params]).toEqual([where, ["x'; drop table things; --", ID]]);
    expect(list.orderBy.map((by) => sqlOf(by).sql.split(' ').at(-1))).toEqual([direction, direction]);
  });

  it('by its id alone has one order, and a counted id is compared as a number', () => {
    const list = keyset(
      { limit: 2, sort: '-number', cursor: cursor('-number', '10', '10') },
      { number: things.number },
      things.number,
    );
    expect(list.orderBy).toHaveLength(1);
    expect(sqlOf(list.where ?? expect.fail('no condition')).sql).toContain('$1::int, $2::int');
  });

  it('without a cursor has no condition', () => expect(page('name').where).toBeUndefined());

  it('an order that the list does not have is our own mistake, not the caller’s', () => {
    for (const sort of ['id', '-', '']) expect(() => page(sort), sort).toThrow();
  });
});

describe('a cursor that no page gave', () => {
  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('name').toString('base64url')],
    ['of another order', cursor('-name', 'a', ID)],
    ['of another list', cursor('email', 'a', ID)],
    ['too short', cursor('name', 'a')],
    ['too long', cursor('name', 'a', ID, 'x')],
    ['with a number', cursor('name', 1, ID)],
    ['with null', cursor('name', null, ID)],
    ['an object', Buffer.from(JSON.stringify({ 0: 'name', 1: 'a', 2: ID })).toString('base64url')],
    ['with a place that no row has', cursor('name', 'x'.repeat(301), ID)],
    ['with an id that no row has', cursor('name', 'a', 'x'.repeat(61))],
  ])('%s is refused by name', (_name, at) => {
    expect(() => page('name', at)).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        details: { fields: [expect.objectContaining({ field: 'cursor' })] },
      }),
    );
  });

  it('the longest name that a key may have makes a cursor that the next request may send', () => {
    for (const name of ['名'.repeat(100), '"'.repeat(100), '😀'.repeat(50)]) {
      const list = keyset({ limit: 1, sort: '-name' }, SORTS, things.id);
      const { next_cursor } = list.page(Array(2).fill({ place: name, placeId: ID }));
      const again = listQuery(['name'], 'name', {}).parse({ cursor: next_cursor, sort: '-name', limit: '1' });
      expect(sqlOf(keyset(again, SORTS, things.id).where ?? expect.fail('no condition')).params).toEqual([name, ID]);
    }
  });
});
