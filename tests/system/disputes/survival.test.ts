import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type ChildName, readRunFile } from '../../../cli/environment/runFile.ts';
import { command } from '../http.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

const pid = (name: ChildName) => readRunFile(inject('dataDirectory'))?.pids[name] ?? 0;
function kill(name: ChildName): number {
  const before = pid(name);
  process.kill(before, 'SIGKILL');
  return before;
}
const back = (name: ChildName, before: number) =>
  eventually(`${name} is back`, async () => pid(name) !== before && pid(name) > 0);
const countersign = (...args: string[]) => command(['cli/main.ts', ...args], { DATA_DIR: inject('dataDirectory') });

describe('what survives', () => {
  it('[H-12] [DR-WF-14] [DR-WF-25] a decision while every worker is down is kept with 202 and takes effect once when they return', async () => {
    const prepared = await world.prepare('down');
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    const before = kill('worker');
    const answer = await world.request(task, { decision: 'approved' });
    expect(answer).toMatchObject({ status: 202, body: { status: 'DECISION_PENDING' } });
    await back('worker', before);
    expect(await world.ended(run)).toMatchObject({ final_resolution: { outcome: 'refunded' } });
    expect(await world.refundsOf(prepared.chargeId)).toHaveLength(1);
    const status = await world.reviewer.get<{ status: string }>(String(answer.body.status_url).replace('/api/v1', ''));
    expect(status.body.status).toBe('accepted');
  });

  it('[DR-WF-01] a message waits in the queue while the engine is down and starts its case when it is back', async () => {
    const before = kill('temporal');
    const prepared = await world.prepare('engine-down');
    await world.send(JSON.stringify({ case_id: prepared.caseId, customer_id: prepared.customerId }));
    await back('temporal', before);
    expect((await world.task(prepared.caseId)).task_id).toBeTruthy();
  });

  it("Temporal's data deleted in the middle: recover drives every open case to its end, no refund twice", async () => {
    const names = ['lost-waiting', 'lost-approved', 'lost-decided'] as const;
    const cases = await Promise.all(names.map(async (name) => ({ prepared: await world.prepare(name) })));
    const runs: string[] = [];
    for (const { prepared } of cases) runs.push(await world.start(prepared));
    const tasks = await Promise.all(cases.map(({ prepared }) => world.task(prepared.caseId)));
    // One is refunded already when the data goes, its run still has billing or storing ahead of it, or has just ended.
    if (tasks[1]) await world.decide(tasks[1], { decision: 'approved' });
    const before = pid('temporal');
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(inject('dataDirectory'), `temporal.sqlite${suffix}`), { force: true });
    kill('temporal');
    await back('temporal', before);
    // Decided while its run does not exist: kept.
    const orphan = tasks[2]
      ? await eventually(
          'answer',
          async () => {
            const answer = await world.request(
              tasks[2] as never,
              { decision: 'approved' },
              world.reviewer,
              'orphan-key',
            );
            return (answer.status === 202 || answer.status === 200) && answer;
          },
          60_000,
        )
      : null;
    expect(orphan?.status).toBe(202);
    const recovered = await eventually(
      'recover',
      async () => {
        const result = await countersign('recover');
        return result.status === 0 && result;
      },
      120_000,
    );
    expect(recovered.stdout).toMatch(/\d+ open, \d+ started again, 0 put off/);
    if (tasks[0])
      expect(
        (
          await eventually('decided', async () => {
            const answer = await world.decide(tasks[0] as never, { decision: 'rejected' });
            return answer.status === 200 && answer;
          })
        ).status,
      ).toBe(200);
    const ends = await Promise.all(runs.map((run) => world.ended(run)));
    expect(ends.map((end) => end.final_resolution?.outcome)).toEqual(['rejected', 'refunded', 'refunded']);
    for (const { prepared } of cases.slice(1)) expect(await world.refundsOf(prepared.chargeId)).toHaveLength(1);
    expect(
      await world.owner`select 1 from ledger_entries group by currency having sum(amount_minor) <> 0`,
    ).toHaveLength(0);
  });

  it('[DR-SETUP-07] the API comes back after a kill and serves the same projections', async () => {
    const prepared = await world.prepare('api-killed');
    const run = await world.start(prepared);
    await world.task(prepared.caseId);
    const before = kill('api');
    await back('api', before);
    expect((await eventually('status', async () => world.status(run))).case_id).toBe(prepared.caseId);
  });
});

describe('the command line', () => {
  it('[DR-CLI-04] prints usage and leaves with 0', async () => {
    for (const flag of ['--help', '-h'])
      expect(await countersign(flag)).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('Usage: countersign'),
      });
  });

  it('[DR-CLI-03] [DR-CLI-05] runs the example case of the docs and waits for its review; the list, costs and approval work', async () => {
    const ran = await countersign('disputes', 'run', 'CASE-001-TEST-12345', 'ACC-001-DEMO-67890');
    expect(ran.stdout + ran.stderr).toContain('awaiting review');
    const runId = /run ([0-9a-f-]{36})/.exec(ran.stdout)?.[1] ?? '';
    expect((await countersign('disputes', 'list')).stdout).toContain('CASE-001-TEST-12345');
    expect((await countersign('disputes', 'show', runId)).stdout).toMatch(/State +awaiting review/);
    expect((await countersign('costs', runId)).stdout).toMatch(/^CASE +STATE +TOTAL +MODEL/);
    const listed =
      (await countersign('reviews', 'list')).stdout.split('\n').find((line) => line.includes('CASE-001-TEST-12345')) ??
      '';
    const taskId = /\S+$/.exec(listed)?.[0] ?? '';
    const sought = await countersign('reviews', 'list', '--search', 'CASE-001-TEST-12345');
    expect(sought.stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^TASK .* ID$/),
      expect.stringMatching(new RegExp(`CASE-001-TEST-12345.*${taskId}$`)),
    ]);
    expect((await countersign('reviews', 'show', taskId)).stdout).toMatch(/State +pending/);
    const approved = await countersign('reviews', 'approve', taskId, '--amount', '10', '--reason', 'by hand');
    expect([approved.stderr, approved.stdout]).toEqual(['', expect.stringMatching(/^Approved with a change: /)]);
    expect((await world.ended(runId)).final_resolution).toMatchObject({ refund_amount_minor: 1000 });
  });

  it('[DR-CLI-01] [DR-CLI-09] [DR-TECH-05] publishes messages; each starts a dispute', async () => {
    const sent = await countersign('disputes', 'send', '--count', '3', '--queue-url', world.run.sqs.events);
    const cases = sent.stdout
      .trim()
      .split('\n')
      .flatMap((line) => /^sent (\S+)$/.exec(line)?.[1] ?? []);
    expect(new Set(cases).size).toBe(3);
    for (const caseId of cases) expect((await world.task(caseId)).subject).toBe(caseId);
  });

  it('[DR-CLI-07] [DR-SETUP-06] checks the schema; a reset in production is refused', async () => {
    expect(await countersign('db-setup', '--check')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('up to date'),
    });
  });

  it('[DR-CLI-08] [DR-VEC-02] seeds policies from .docx files', async () => {
    expect(await countersign('vector-seed')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('billing-dispute-resolution.docx'),
    });
    expect(await countersign('policies', 'ingest')).toMatchObject({ status: 0 });
  });

  it('doctor explains every part in one pass', async () => {
    const { status, stdout } = await countersign('doctor');
    expect(status, stdout).toBe(0);
    for (const part of ['node', 'configuration', 'database', 'schema', 'temporal', 'chromium', 'running'])
      expect(stdout).toContain(part);
  });

  it('replay leaves with 0 for stored histories', async () => {
    expect(await countersign('replay')).toMatchObject({ status: 0, stdout: expect.stringContaining('0 failed') });
  });

  it('a command that can not do its work says why in a plain sentence', async () => {
    expect(await countersign('disputes', 'show', 'nonsense')).toMatchObject({
      status: 5,
      stderr: expect.stringContaining('WORKFLOW_NOT_FOUND'),
    });
  });
});
