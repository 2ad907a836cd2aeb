import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../cli/apiClient.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { openWorld, type World } from '../world.ts';

interface Range {
  from: string;
  to: string;
  time_zone: string;
  charts: {
    name: string;
    by: string;
    series: { name: string }[];
    rows: { at: string | null; series: string; currency: string | null; value: number }[];
  }[];
}

let world: World;
let desk: Bookings;
let neighbour: Bookings;
beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world, 1);
  neighbour = await openBookings(world, 0);
});
afterAll(() => world.close());

const read = async (by: ApiClient, query = '') => {
  const answer = await by.get<Range>(`/admin/reports${query}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const sum = (report: Range, chart: string, series: string, currency: string | null = null) =>
  (report.charts.find(({ name }) => name === chart)?.rows ?? [])
    .filter((row) => row.series === series && row.currency === currency && row.at !== null)
    .reduce((total, row) => total + row.value, 0);

describe('[BK-ALERT-07] the report of many days', () => {
  it("counts a confirmed booking on the tenant's day, with its money and its person, and no other tenant sees it", async () => {
    const before = await read(desk.admin);
    const beforeNext = await read(neighbour.admin);
    const farm = await desk.property('Range Farm', 777);
    const booking = await desk.book(farm);
    await desk.claim(booking.booking_id, { amount: 777 });
    await desk.confirm(booking.booking_id);
    await desk.until(booking.booking_id, 'Confirmed');
    const after = await read(desk.admin);
    expect(sum(after, 'bookings_ended', 'person')).toBe(sum(before, 'bookings_ended', 'person') + 1);
    expect(sum(after, 'money_moved', 'in', 'PKR')).toBe(sum(before, 'money_moved', 'in', 'PKR') + 77_700);
    const deciders = after.charts.find(({ name }) => name === 'deciders')?.rows ?? [];
    expect(deciders.length).toBeGreaterThan(0);
    expect(JSON.stringify(deciders)).not.toMatch(/(user|key):/);
    const wait = after.charts.find(({ name }) => name === 'time_to_decision')?.rows ?? [];
    expect(wait.filter((row) => row.at === null).map((row) => row.series)).toEqual(['median', 'ninth']);
    expect(after.charts.every(({ rows }) => rows.every((row) => row.at === null || row.value > 0))).toBe(true);
    const afterNext = await read(neighbour.admin);
    for (const [chart, series, currency] of [
      ['bookings_ended', 'person', null],
      ['money_moved', 'in', 'PKR'],
    ] as const)
      expect(sum(afterNext, chart, series, currency)).toBe(sum(beforeNext, chart, series, currency));
  });

  it('has the days that are asked for, in the zone of the tenant, and at most 92', async () => {
    const month = await read(desk.admin);
    expect(Date.parse(month.to) - Date.parse(month.from)).toBe(29 * 86_400_000);
    expect(month.time_zone).toMatch(/^[A-Z]/);
    expect(await read(desk.admin, '?from=2026-01-01&to=2026-03-31')).toMatchObject({
      from: '2026-01-01',
      to: '2026-03-31',
    });
    const future = await read(desk.admin, '?days=7&to=2999-01-01');
    expect(future.to).toBe(month.to);
    for (const wrong of [
      '?from=2026-01-01',
      '?from=2026-01-01&to=2026-04-03',
      '?from=2026-02-01&to=2026-01-01',
      '?from=2999-01-01&to=2999-01-02',
      '?days=93',
      '?days=0',
      '?from=yesterday&to=2026-01-01',
      '?since=2026-01-01',
    ])
      expect((await desk.admin.get(`/admin/reports${wrong}`)).status, wrong).toBe(422);
  });

  it('is for those who look after the system', async () => {
    for (const by of [desk.reviewer, desk.customer]) expect((await by.get('/admin/reports')).status).toBe(403);
    expect((await fetch(`${world.run.api}/api/v1/admin/reports`)).status).toBe(401);
  });

  it('what models cost by dispute has names, and only those of the tenant', async () => {
    const { disputes, count } = (
      await desk.reviewer.get<{ disputes: { title: string; process_id: string }[]; count: number }>(
        '/costs/disputes?days=90',
      )
    ).body;
    expect(count).toBeGreaterThanOrEqual(disputes.length);
    const ids = disputes.map(({ process_id }) => process_id);
    const foreign =
      await world.owner`select id from processes where id = any(${ids}) and tenant_id <> ${desk.tenantId}`;
    expect(foreign).toHaveLength(0);
    const costs = await desk.reviewer.get<{ budget_nano: number }>('/costs?days=7');
    expect(costs.body.budget_nano).toBeGreaterThan(0);
  });
});
