import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakePage, json, openFakePage, refusal } from '../../tests/console/fakePage.ts';
import { type TaskFilters, type TaskWindow, useTaskWindow } from './taskPages.ts';

const FILTERS: TaskFilters = { sort: '-priority', state: 'pending' };

let page: FakePage;
let queries: QueryClient;
/** The list as the server has it. */
let rows: string[];
let used: { now(): TaskWindow; again(hook: () => TaskWindow): Promise<void> };

/** Reads a hundred rows behind the cursor, which is the name of the last row of the page before. */
function serve(path: string) {
  const query = new URL(path, 'http://desk.example').searchParams;
  const cursor = query.get('cursor');
  const from = cursor === null ? 0 : rows.indexOf(cursor) + 1;
  const shown = rows.slice(from, from + Number(query.get('limit')));
  return json({
    reviews: shown.map((task_id) => ({ task_id })),
    count: shown.length,
    next_cursor: from + shown.length < rows.length ? shown.at(-1) : null,
  });
}
const cursors = () =>
  page.asked.map(({ path }) => new URL(path, 'http://desk.example').searchParams.get('cursor') ?? 'top');
/** Until nothing is read any more, and what was read has been told and has asked for nothing else. */
const settle = async () => {
  for (let quiet = 0; quiet < 3; quiet = queries.isFetching() > 0 ? 0 : quiet + 1)
    await page.act(() => new Promise((resolve) => setTimeout(resolve, 0)));
};
const look = async (first: number, last: number, filters = FILTERS) => {
  await used.again(() => useTaskWindow(filters, first, last));
  await settle();
};
const open = async (filters = FILTERS) => {
  used = await page.use(
    () => useTaskWindow(filters, 0, 20),
    (children) => createElement(QueryClientProvider, { client: queries }, children),
  );
  await settle();
};
const seen = (from: number, to: number) =>
  Array.from({ length: to - from }, (_value, index) => used.now().at(from + index)?.task_id);
const named = (count: number, prefix = 'T') => Array.from({ length: count }, (_value, index) => `${prefix}${index}`);

beforeEach(() => {
  page = openFakePage();
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  page.answer(({ path }) => serve(path));
  rows = named(250);
});
afterEach(async () => {
  queries.clear();
  await page.close();
});

describe('the part of the inbox that somebody looks at', () => {
  it('reads the page that is seen and the next, not the whole list', async () => {
    await open();
    expect(cursors()).toEqual(['top', 'T99']);
    expect([used.now().count, used.now().complete, used.now().status]).toEqual([200, false, 'ready']);
    expect(seen(0, 3)).toEqual(['T0', 'T1', 'T2']);
  });

  it('has every row once, in order, once somebody has scrolled down', async () => {
    await open();
    await look(90, 110);
    await look(190, 210);
    expect(used.now().count).toBe(250);
    expect(seen(100, 250)).toEqual(rows.slice(100));
    expect(used.now().at(250)).toBeUndefined();
  });

  it.each([
    [0, 0],
    [1, 1],
    [100, 100],
    [101, 101],
  ])('a list of %i rows counts %i and asks no further than its end', async (length, count) => {
    rows = named(length);
    await open();
    expect([used.now().count, used.now().status, used.now().complete]).toEqual([count, 'ready', true]);
    expect(cursors()).toHaveLength(Math.max(1, Math.ceil(length / 100)));
    expect(seen(0, count)).toEqual(rows);
  });

  it('another filter begins at the top, and shows no count of the list before', async () => {
    await open();
    await look(190, 210);
    rows = named(3, 'other');
    await look(0, 20, { ...FILTERS, state: 'approved' });
    expect([used.now().count, seen(0, 3)]).toEqual([3, rows]);
    expect(page.asked.at(-1)?.path).toContain('state=approved');
    expect(cursors().at(-1)).toBe('top');
  });

  it('rows that went while it was open: the pages behind move up, none is shown twice or left out', async () => {
    await open();
    await look(90, 110);
    rows = rows.filter((name) => name !== 'T50');
    await page.act(() => used.now().refetch());
    await settle();
    await look(90, 110);
    expect(seen(0, 249).filter(Boolean)).toEqual(expect.arrayContaining(rows.slice(100, 199)));
    expect(new Set(seen(0, 249).filter(Boolean)).size).toBe(seen(0, 249).filter(Boolean).length);
    expect(seen(99, 101)).toEqual(['T100', 'T101']);
  });

  it('a list that became short forgets the pages behind its end', async () => {
    await open();
    await look(90, 110);
    rows = named(30);
    await look(0, 20);
    await page.act(() => used.now().refetch());
    await settle();
    expect([used.now().count, used.now().at(30)]).toEqual([30, undefined]);
  });
});

describe('a list that can’t be read', () => {
  it('is failed with its problem, and ready again after another try', async () => {
    page.answer(() => refusal(503, 'DATABASE_UNAVAILABLE'));
    await open();
    expect([used.now().status, used.now().error]).toMatchObject(['failed', { code: 'DATABASE_UNAVAILABLE' }]);
    page.answer(({ path }) => serve(path));
    await page.act(() => used.now().refetch());
    await settle();
    expect([used.now().status, used.now().count]).toEqual(['ready', 200]);
  });

  it('stays as it is known while a part of it fails', async () => {
    await open();
    page.answer(() => refusal(503, 'DATABASE_UNAVAILABLE'));
    await page.act(() => used.now().refetch());
    await settle();
    expect([used.now().status, seen(0, 2)]).toEqual(['ready', ['T0', 'T1']]);
  });
});
