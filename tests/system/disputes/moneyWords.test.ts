import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

interface Shown {
  money: { state: string; tone: string; label: string; text: string; next: string | null; next_task_id: string | null };
  process_id: string;
}
const moneyOf = async (taskId: string) => (await world.reviewer.get<Shown>(`/reviews/${taskId}`)).body.money;

/** The same words wherever they stand: card, list of closed tasks, list of runs, run, command line. */
async function everywhere(taskId: string, caseId: string) {
  const card = await world.reviewer.get<Shown>(`/reviews/${taskId}`);
  const list = await world.reviewer.get<{ reviews: (Shown & { task_id: string })[] }>(
    `/reviews?state=approved&search=${caseId}`,
  );
  const runs = await world.reviewer.get<{ runs: Shown[] }>(`/runs?search=${caseId}`);
  const run = await world.reviewer.get<Shown>(`/runs/${card.body.process_id}`);
  const { stdout } = await promisify(execFile)(
    'node',
    ['cli/main.ts', 'reviews', 'list', '--state', 'approved', '--search', caseId],
    { env: { ...process.env, DATA_DIR: inject('dataDirectory') } },
  );
  return {
    card: card.body.money,
    list: list.body.reviews.find((row) => row.task_id === taskId)?.money,
    runs: runs.body.runs.find((row) => row.process_id === card.body.process_id)?.money,
    run: run.body.money,
    cli: stdout,
  };
}

async function approved(name: string) {
  const prepared = await world.prepare(name);
  const run = await world.start(prepared);
  const task = await world.task(prepared.caseId);
  expect(await moneyOf(task.task_id)).toBeNull();
  return { prepared, run, task };
}

describe('what is said of money is what it is', () => {
  it('approved while the vendor does not answer: failing, with how often and why; sent, with its reference, when it is', async () => {
    const { prepared, run, task } = await approved('words-failing');
    await world.sandbox.fault({
      vendor: 'stripe',
      route: 'GET /v1/charges',
      account: prepared.chargeId,
      fault: 'unavailable',
    });
    expect((await world.decide(task, { decision: 'approved' })).status).toBe(200);
    const failing = await eventually('three failed tries', async () => {
      const money = await moneyOf(task.task_id);
      return /tried ([3-9]|\d\d) times/.test(money.text) && money;
    });
    expect(failing).toMatchObject({ state: 'waiting', tone: 'bad', label: 'Failing' });
    expect(failing.text).toContain('Stripe does not answer');
    const { body } = await world.reviewer.get<{ reviews: (Shown & { task_id: string })[] }>(
      `/reviews?state=approved&search=${prepared.caseId}`,
    );
    expect(body.reviews[0]?.money).toMatchObject({ tone: 'bad', label: 'Failing' });
    await world.sandbox.clearFaults();
    await world.ended(run);
    const [refund] = await world.refundsOf(prepared.chargeId);
    const said = await everywhere(task.task_id, prepared.caseId);
    const sent = {
      state: 'sent',
      tone: 'good',
      label: 'Sent',
      text: `Sent; Stripe calls it ${refund?.id}`,
      next: null,
    };
    for (const money of [said.card, said.list, said.runs, said.run]) expect(money).toMatchObject(sent);
    expect(said.cli).toContain(`Sent: Sent; Stripe calls it ${refund?.id}`);
  });

  it('refused by the vendor: failed, with the reason and what can be done', async () => {
    const { prepared, run, task } = await approved('words-refused');
    await world.sandbox.fault({ vendor: 'stripe', account: prepared.chargeId, fault: 'refuse' });
    expect((await world.decide(task, { decision: 'approved' })).status).toBe(200);
    await world.ended(run);
    await world.sandbox.clearFaults();
    expect(await moneyOf(task.task_id)).toMatchObject({
      state: 'failed',
      tone: 'bad',
      next: 'Start the case again',
    });
  });

  it('decided without money: plain, never green', async () => {
    const { run, task } = await approved('words-none');
    expect((await world.decide(task, { decision: 'rejected', comments: 'not ours' })).status).toBe(200);
    await world.ended(run);
    expect(await moneyOf(task.task_id)).toMatchObject({ state: 'none', tone: 'plain', label: 'Rejected' });
  });
});
