import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { openSampleTask } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { addUsage } from './addUsage.ts';
import { keepAnswer } from './keepAnswer.ts';
import { releaseBudget, reserveBudget, settleBudget } from './modelBudget.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.owner`delete from llm_budgets`;
  await database.owner`update tenant_settings set llm_daily_budget_nano = 100 where tenant_id = ${tenantId}`;
});
const inBooks = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);

let made = 0;
async function newScope() {
  made += 1;
  const { process } = await openSampleTask(database.db, tenantId, `BUDGET-${made}`);
  return { tenantId, processId: process.id, requestId: 'r' };
}
const reserve = async (nano: number, cap = 1_000) => {
  const scope = await newScope();
  return { scope, reserved: await inBooks((tx) => reserveBudget(tx, scope, nano, cap)) };
};
const budget = async () =>
  (await database.owner`select reserved_nano::int as reserved, spent_nano::int as spent from llm_budgets`)[0];
const call = (over: { costNano?: number; purpose?: 'embedding'; cacheHit?: boolean; savedNano?: number } = {}) => ({
  purpose: 'proposal' as const,
  model: 'gpt-test',
  inputTokens: 10,
  cachedTokens: 0,
  outputTokens: 5,
  costNano: 2_000,
  mock: true,
  ...over,
});

describe('the model budget of a day', () => {
  it('is reserved before a call, never beyond what a tenant allows, also by many at once', async () => {
    const scopes = await Promise.all(Array.from({ length: 8 }, newScope));
    const all = await Promise.all(scopes.map((scope) => inBooks((tx) => reserveBudget(tx, scope, 30, 1_000))));
    expect(all.filter(({ ok }) => ok)).toHaveLength(3);
    expect(all.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'llm_budget_exhausted' });
    expect(await budget()).toEqual({ reserved: 90, spent: 0 });
  });

  it('a call that did not happen gives it back, one that did spends what it cost', async () => {
    const { reserved: unused } = await reserve(40);
    const { scope, reserved: used } = await reserve(40);
    if (!unused.ok || !used.ok) throw new Error('not reserved');
    await inBooks((tx) => releaseBudget(tx, unused.day, 40));
    await inBooks((tx) => settleBudget(tx, scope, { day: used.day, nano: 40 }, call({ costNano: 25 })));
    expect(await budget()).toEqual({ reserved: 0, spent: 25 });
    expect((await reserve(76)).reserved.ok).toBe(false);
    expect((await reserve(75)).reserved.ok).toBe(true);
  });

  it('one dispute has a cap of its own over all its calls', async () => {
    const { scope, reserved } = await reserve(10, 30);
    if (!reserved.ok) throw new Error('not reserved');
    await inBooks((tx) => settleBudget(tx, scope, { day: reserved.day, nano: 10 }, call({ costNano: 21 })));
    expect(await inBooks((tx) => reserveBudget(tx, scope, 10, 30))).toEqual({
      ok: false,
      reason: 'llm_cost_cap_exceeded',
    });
    expect(await inBooks((tx) => reserveBudget(tx, scope, 9, 30))).toMatchObject({ ok: true });
  });
});

describe('what a run has cost', () => {
  it('every call is added to the run: model, embedding, and what the cache saved', async () => {
    const scope = await newScope();
    await inBooks((tx) => addUsage(tx, scope, call()));
    await inBooks((tx) => addUsage(tx, scope, call({ purpose: 'embedding', costNano: 1_000 } as never)));
    await inBooks((tx) => addUsage(tx, scope, call({ costNano: 0, cacheHit: true, savedNano: 2_000 })));
    const [run] =
      await database.owner`select llm_cost, total_cost, cost_breakdown from workflow_states where process_id = ${scope.processId}`;
    expect(run).toMatchObject({
      llm_cost: '0.000002',
      total_cost: '0.000003',
      cost_breakdown: {
        llm: { calls: 1, cache_hits: 1, input_tokens: 20, saved: '0.000002' },
        embedding: { calls: 1, cost: '0.000001' },
      },
    });
  });

  it('an answer is kept for an hour, and a newer one of the same question takes its place', async () => {
    const keep = (amount: number) =>
      inBooks((tx) => keepAnswer(tx, { tenantId, key: 'k' }, { proposal: { amount } as never, costNano: amount }));
    await keep(1);
    await keep(2);
    const rows =
      await database.owner`select proposal, cost_nano::int as cost, expires_at between now() + interval '59 minutes' and now() + interval '61 minutes' as hour from answer_cache`;
    expect(rows).toEqual([{ proposal: { amount: 2 }, cost: 2, hour: true }]);
  });
});
