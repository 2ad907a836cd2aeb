import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '../../../cli/apiClient.ts';
import { eventually, openWorld, type World } from '../world.ts';

interface Problem {
  error?: { code: string; details?: { fields?: { field: string }[] } };
}

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

const codeOf = (answer: { body: unknown }) => (answer.body as Problem).error?.code;
const get = async <Body>(by: ApiClient, path: string) => {
  const answer = await by.get<Body>(path);
  expect(answer.status, path).toBe(200);
  return answer.body;
};

describe('[PY-ADM-09] [DR-WF-26] what operators see and turn', () => {
  it('[DR-WF-26] a run has its steps with attempts and codes over its whole chain, and never their contents', async () => {
    const prepared = await world.prepare('timeline', {
      faults: [{ vendor: 'salesforce', fault: 'unavailable', times: 7, account: '{caseId}' }],
    });
    const run = await world.start(prepared);
    const status = await world.pending(run);
    interface Step {
      name: string;
      kind: string;
      status: string;
      attempts: number;
      code: string | null;
    }
    const detail = await eventually('the wait for a person', async () => {
      const found = await get<{ timeline: Step[]; key: string }>(world.reviewer, `/runs/${status.process_id}`);
      return found.timeline.at(-1)?.kind === 'timer' && found;
    });
    expect(detail.key).toBe(`${prepared.caseId}/1`);
    const crm = detail.timeline.find((step) => step.name === 'fetchCrmCase');
    expect(crm).toMatchObject({ kind: 'activity', status: 'done' });
    // More failures than the client itself tries again: the step took a second attempt, and the code of the first is kept.
    expect(crm?.attempts).toBeGreaterThan(1);
    expect(crm?.code).toBe('CRM_UNAVAILABLE');
    expect(detail.timeline.map((step) => step.name)).toEqual(
      expect.arrayContaining([
        'fetchBilling',
        'fetchPayments',
        'validateDispute',
        'generateResolution',
        'sendForReview',
      ]),
    );
    expect(detail.timeline.at(-1)).toMatchObject({ kind: 'timer', status: 'running' });
    expect(JSON.stringify(detail)).not.toContain(prepared.chargeId);
    expect((await world.stranger.get(`/runs/${status.process_id}`)).status).toBe(404);
    const listed = await get<{ runs: { key: string }[] }>(
      world.reviewer,
      `/runs?kind=dispute&search=${prepared.caseId}`,
    );
    expect(listed.runs.map((row) => row.key)).toEqual([`${prepared.caseId}/1`]);
  });

  it('[DR-WF-27] costs per day and model add up to what the runs say, and a super user sees every tenant', async () => {
    // Runs of other tests may still spend while this reads.
    await vi.waitFor(async () => {
      const { costs } = await get<{ costs: { cost_nano: number; model: string; calls: number }[] }>(
        world.reviewer,
        '/costs?days=7',
      );
      const [row] =
        await world.owner`select sum(cost_nano) as total, count(*)::int as calls from llm_usage where tenant_id = ${world.run.logins[0]?.tenantId ?? ''}`;
      expect(costs.reduce((sum, day) => sum + day.cost_nano, 0)).toBe(Number(row?.total ?? 0));
      expect(costs.reduce((sum, day) => sum + day.calls, 0)).toBe(Number(row?.calls));
      const sums = await get<{ tenants: { tenant_id: string; cost_nano: number }[] }>(
        world.superUser,
        '/admin/costs?days=7',
      );
      const tenants = await world.owner`select t.id, coalesce(sum(u.cost_nano), 0)::bigint as total from tenants t
      left join llm_usage u on u.tenant_id = t.id group by t.id`;
      expect(new Map(sums.tenants.map((one) => [one.tenant_id, one.cost_nano]))).toEqual(
        new Map(tenants.map((one) => [String(one.id), Number(one.total)])),
      );
    }, 20_000);
    expect((await world.reviewer.get('/costs?days=0')).status).toBe(422);
    expect((await world.admin.get('/admin/costs')).status).toBe(403);
  });

  it('a message that was given up is listed, tried again on request, arrives, and both are events', async () => {
    const prepared = await world.prepare('dead-letter');
    await world.start(prepared);
    await world.task(prepared.caseId);
    const letter = await eventually('a sent message', async () => {
      const [row] =
        await world.owner`update notifications set status = 'undeliverable', last_error = 'SMTP_REFUSED', attempts = 5
        where id = (select id from notifications where status = 'sent' and channel = 'email' order by created_at desc limit 1) returning id`;
      return row ? String(row.id) : null;
    });
    const before = await get<{ letters: { letter_id: string; source: string; code: string; attempts: number }[] }>(
      world.admin,
      '/dead-letters',
    );
    expect(before.letters.find((row) => row.letter_id === letter)).toMatchObject({
      source: 'notification',
      code: 'SMTP_REFUSED',
      attempts: 5,
    });
    expect((await world.stranger.post(`/dead-letters/${letter}/replay`, {})).status).toBeGreaterThanOrEqual(403);
    const replayed = await world.admin.post(`/dead-letters/${letter}/replay`, {});
    expect(replayed.status).toBe(202);
    await eventually('the message to arrive', async () => {
      const [row] = await world.owner`select status from notifications where id = ${letter}`;
      return row?.status === 'sent';
    });
    expect((await world.admin.post(`/dead-letters/${letter}/replay`, {})).status).toBe(404);
    const { events } = await get<{ events: { type: string }[] }>(world.admin, `/admin/events?subject=letter:${letter}`);
    expect(events.map((event) => event.type)).toEqual(['dead_letter_replayed']);
  });

  it('[CARD-08] schedules are listed, paused, resumed and run now; each is an event; a foreign or unknown one is 404', async () => {
    const list = () =>
      get<{
        schedules: { schedule_id: string; paused: boolean; next_run_at: string | null; last_run_at: string | null }[];
      }>(world.admin, '/admin/schedules');
    const find = async () => (await list()).schedules.find((row) => row.schedule_id === 'event-anchor');
    expect(await find()).toMatchObject({ paused: false, next_run_at: expect.any(String) });
    expect((await world.admin.post('/admin/schedules/event-anchor/pause', {})).status).toBe(204);
    expect(await find()).toMatchObject({ paused: true });
    expect((await world.admin.post('/admin/schedules/event-anchor/resume', {})).status).toBe(204);
    expect((await world.admin.post('/admin/schedules/event-anchor/run', {})).status).toBe(204);
    await eventually('the run', async () => (await find())?.last_run_at);
    for (const id of [
      'no-such-schedule',
      'event-anchor:x',
      encodeURIComponent(`event-anchor:${world.run.logins[0]?.tenantId}`),
    ])
      expect((await world.admin.post(`/admin/schedules/${id}/pause`, {})).status, id).toBe(404);
    const { events } = await get<{ events: unknown[] }>(world.admin, '/admin/events?subject=schedule:event-anchor');
    expect(events.length).toBe(3);
  });

  it('vendors tell how the last calls went: failing while a fault holds, well again afterwards', async () => {
    const vendor = async () =>
      (
        await get<{ vendors: { vendor: string; status: string; failures: number; last_code: string | null }[] }>(
          world.admin,
          '/vendors',
        )
      ).vendors.find((row) => row.vendor === 'zuora');
    const prepared = await world.prepare('vendor-health', {
      faults: [{ vendor: 'zuora', fault: 'unavailable', times: 4, account: '{customerId}' }],
    });
    await world.start(prepared);
    const failing = await eventually('failing', async () => {
      const row = await vendor();
      return row?.status === 'failing' && row;
    });
    expect(failing.last_code).toMatch(/_UNAVAILABLE$/);
    await world.task(prepared.caseId);
    await eventually('well again', async () => (await vendor())?.status === 'ok');
  });

  it('a task is taken and let go; colleagues see by whom; the list finds mine and nobody’s', async () => {
    const prepared = await world.prepare('owner');
    await world.start(prepared);
    const task = await world.task(prepared.caseId);
    expect((await world.reviewer.call('PUT', `/reviews/${task.task_id}/owner`, { owner: 'me' })).status).toBe(200);
    interface List {
      reviews: { task_id: string; owner_name: string | null }[];
    }
    const of = async (by: ApiClient, owner: string) =>
      (await get<List>(by, `/reviews?owner=${owner}&search=${prepared.caseId}`)).reviews;
    expect(await of(world.reviewer, 'me')).toMatchObject([{ task_id: task.task_id, owner_name: expect.any(String) }]);
    expect(await of(world.reviewer2, 'me')).toEqual([]);
    expect(await of(world.reviewer2, 'nobody')).toEqual([]);
    await world.reviewer2.call('PUT', `/reviews/${task.task_id}/owner`, { owner: 'nobody' });
    expect(await of(world.reviewer2, 'nobody')).toHaveLength(1);
    expect((await world.stranger.call('PUT', `/reviews/${task.task_id}/owner`, { owner: 'me' })).status).toBe(404);
    await world.decide(task, { decision: 'rejected' });
    const late = await world.reviewer.call('PUT', `/reviews/${task.task_id}/owner`, { owner: 'me' });
    expect([late.status, codeOf(late)]).toEqual([409, 'REVIEW_ALREADY_DECIDED']);
  });

  it('the inbox orders by worth, by money and by age, page by page, without gaps or repeats', async () => {
    const walk = async (sort: string) => {
      const seen: { task_id: string; priority: number; at_risk_minor: number; waiting_since: string }[] = [];
      for (let cursor = ''; ; ) {
        const page = await get<{ reviews: typeof seen; next_cursor: string | null }>(
          world.reviewer,
          `/reviews?sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        );
        seen.push(...page.reviews);
        if (!page.next_cursor) return seen;
        cursor = page.next_cursor;
      }
    };
    const prepared = await Promise.all(
      [3_000, 1_000, 2_000].map((disputedMinor, index) => world.prepare(`order-${index}`, { disputedMinor })),
    );
    for (const each of prepared) await world.start(each);
    await Promise.all(prepared.map((each) => world.task(each.caseId)));
    const byWorth = await walk('-priority');
    expect(byWorth.length).toBeGreaterThan(2);
    expect(new Set(byWorth.map((task) => task.task_id)).size).toBe(byWorth.length);
    const falling = (values: number[]) =>
      values.every((value, index) => index === 0 || value <= (values[index - 1] ?? value));
    expect(falling(byWorth.map((task) => task.priority))).toBe(true);
    expect(falling((await walk('-at_risk')).map((task) => task.at_risk_minor))).toBe(true);
    expect(falling((await walk('-waiting_since')).map((task) => Date.parse(task.waiting_since)))).toBe(true);
  });

  it('a saved view is one person’s own, is replaced under its name, and is refused when it is no query', async () => {
    const save = (by: ApiClient, name: string, query: string) =>
      by.post<{ view_id: string }>('/saved-views', { page: 'reviews', name, query });
    const first = await save(world.reviewer, 'Large', 'sort=-at_risk');
    expect(first.status).toBe(201);
    expect((await save(world.reviewer, 'Large', 'minimum_minor=100')).body.view_id).toBe(first.body.view_id);
    const own = async (by: ApiClient) =>
      (await get<{ views: { name: string; query: string }[] }>(by, '/saved-views')).views;
    expect(await own(world.reviewer)).toMatchObject([{ name: 'Large', query: 'minimum_minor=100' }]);
    expect(await own(world.reviewer2)).toEqual([]);
    expect((await world.reviewer2.call('DELETE', `/saved-views/${first.body.view_id}`)).status).toBe(404);
    for (const query of ['<script>', 'a b', 'x?y', '#z'])
      expect((await save(world.reviewer, 'Bad', query)).status, query).toBe(422);
    expect((await world.reviewer.call('DELETE', `/saved-views/${first.body.view_id}`)).status).toBe(204);
  });
});
