import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { temporalAccess } from '../cli/environment/connect.ts';
import { activityInterceptors } from '../workers/activityInterceptor.ts';
import { createDataConverter } from '../workers/dataConverter.ts';
import { createLogger } from '../workers/logger.ts';
import { cpuMs, median, percentile, REPETITIONS, ratio } from './measure.ts';
import { goUpdate } from './skeleton.ts';
import { type BenchWorld, pause } from './world.ts';

const WORKFLOWS = 40;
const DECISIONS = 10;

/** A worker for the skeletons: raw, or with our codec, failure converter, interceptor and metrics. */
export async function skeletonWorker({ run, configuration }: BenchWorld, kind: 'ours' | 'raw') {
  const connection = await NativeConnection.connect({ address: run.temporalAddress });
  /** When each marked instant was reached. */
  const marked = new Map<number, number>();
  const dataConverter = kind === 'ours' ? createDataConverter(configuration.codecRing) : undefined;
  const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  const bundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'skeleton.ts'),
    logger: quiet,
    ...(kind === 'ours'
      ? { failureConverterPath: join(import.meta.dirname, '..', 'workers', 'failureConverter.ts') }
      : {}),
  });
  const logger = createLogger('bench', 'silent', undefined);
  const worker = await Worker.create({
    connection,
    namespace: 'default',
    taskQueue: `bench-${kind}`,
    workflowBundle: bundle,
    activities: {
      step: async () => undefined,
      mark: async (atMs: number) => void marked.set(atMs, Date.now()),
    },
    maxConcurrentActivityTaskExecutions: 8,
    ...(dataConverter
      ? {
          dataConverter,
          interceptors: {
            activity: [
              activityInterceptors(
                logger,
                () => undefined,
                async () => undefined,
              ),
            ],
          },
        }
      : {}),
  });
  const client = new Client({
    connection: await Connection.connect({ address: run.temporalAddress }),
    ...(dataConverter ? { dataConverter } : {}),
  });
  const running = worker.run();
  return {
    client,
    taskQueue: `bench-${kind}`,
    marked,
    stop: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
export type Skeleton = Awaited<ReturnType<typeof skeletonWorker>>;

/** CPU and time of our stack against a raw one; then approvals on the same skeletons. */
export async function engineFigures(world: BenchWorld): Promise<void> {
  const { publish, pids } = world;
  const stacks = { ours: await skeletonWorker(world, 'ours'), raw: await skeletonWorker(world, 'raw') };
  const results = {
    ours: { cpu: [] as number[], p50: [] as number[] },
    raw: { cpu: [] as number[], p50: [] as number[] },
  };
  const once = async (kind: 'ours' | 'raw'): Promise<void> => {
    const { client, taskQueue } = stacks[kind];
    const before = process.cpuUsage();
    const serverBefore = cpuMs(pids().temporal ?? 0);
    const times: number[] = [];
    for (let index = 0; index < WORKFLOWS; index += 1) {
      const startedAt = performance.now();
      await client.workflow.execute('fiveSteps', {
        taskQueue,
        workflowId: `bench:${crypto.randomUUID()}`,
        args: [{ tenantId: 'x', processId: 'y', requestId: 'z' }],
      });
      times.push(performance.now() - startedAt);
    }
    const used = process.cpuUsage(before);
    results[kind].cpu.push(((used.user + used.system) / 1000 + cpuMs(pids().temporal ?? 0) - serverBefore) / WORKFLOWS);
    results[kind].p50.push(median(times));
  };
  await once('ours');
  await once('raw');
  for (const kind of ['ours', 'raw'] as const) results[kind] = { cpu: [], p50: [] };
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1)
    for (const kind of repetition % 2 ? (['raw', 'ours'] as const) : (['ours', 'raw'] as const)) await once(kind);
  publish({
    name: 'orchestration overhead: CPU per five-step workflow, ours / raw',
    limit: 1.25,
    better: 'lower',
    ...ratio(results.ours.cpu, results.raw.cpu),
  });
  publish({
    name: 'orchestration overhead: p50 of a five-step workflow, ours / raw',
    limit: 1.2,
    better: 'lower',
    ...ratio(results.ours.p50, results.raw.p50),
  });
  await approval(world, stacks.raw);
  await Promise.all([stacks.ours.stop(), stacks.raw.stop()]);
}

/**
 * Approval to effect. The gate: the decision is sent until its new status is readable by GET, against a raw Update whose
 * handler takes the same one durable step. Beside it, without a gate of its own: until the whole run has ended, with its
 * vendor calls and transactions, against a raw Update with the same four steps that do nothing.
 */
async function approval(world: BenchWorld, raw: Skeleton): Promise<void> {
  const { publish, reviewer, startCase, pendingTask, untilEnded } = world;
  const decideOurs = async (until: (status: string) => boolean): Promise<number> => {
    const { caseId, runId } = await startCase('A');
    const task = await pendingTask(caseId);
    await pause(300);
    const startedAt = performance.now();
    await reviewer.post(`/reviews/${task.id}/decision`, { decision: 'approved', shown_hash: task.shown_hash });
    while (!until((await reviewer.get<{ status: string }>(`/workflow/${runId}/status`)).body.status)) await pause(2);
    const elapsed = performance.now() - startedAt;
    await untilEnded(reviewer, runId);
    return elapsed;
  };
  const decideRaw = async (steps: number): Promise<number> => {
    const handle = await raw.client.workflow.start('decideThenSteps', {
      taskQueue: raw.taskQueue,
      workflowId: `bench:${crypto.randomUUID()}`,
      args: [steps],
    });
    await pause(300);
    const startedAt = performance.now();
    await handle.executeUpdate(goUpdate, { args: ['x'] });
    if (steps > 1) await handle.result();
    return performance.now() - startedAt;
  };
  const compare = async (name: string, ours: () => Promise<number>, baseline: () => Promise<number>) => {
    const values = { ours: [] as number[][], baseline: [] as number[][] };
    await ours();
    await baseline();
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      const order = repetition % 2 ? (['baseline', 'ours'] as const) : (['ours', 'baseline'] as const);
      for (const kind of order) {
        const series: number[] = [];
        for (let index = 0; index < DECISIONS; index += 1) series.push(await (kind === 'ours' ? ours() : baseline()));
        values[kind].push(series);
      }
    }
    const p95 = (series: number[]) => percentile(series, 0.95);
    publish({
      name: `${name}: p50`,
      limit: 1.5,
      better: 'lower',
      ...ratio(values.ours.map(median), values.baseline.map(median)),
    });
    publish({
      name: `${name}: p95`,
      limit: 1.5,
      better: 'lower',
      ...ratio(values.ours.map(p95), values.baseline.map(p95)),
    });
  };
  await compare(
    'approval to its new status readable, ours / raw Update with one step',
    () => decideOurs((status) => status !== 'pending'),
    () => decideRaw(1),
  );
  await compare(
    'approval to the end of the run with its vendor calls, ours / raw Update with four empty steps',
    () => decideOurs((status) => status === 'completed'),
    () => decideRaw(4),
  );
}

/** Durable steps and history events of one approved dispute, its notifications included. */
export async function stepsPerDispute(world: BenchWorld): Promise<void> {
  const { configuration, owner, reviewer, single, startCase, pendingTask, untilEnded } = world;
  const { caseId, runId } = await startCase('S');
  const task = await pendingTask(caseId);
  await reviewer.post(`/reviews/${task.id}/decision`, { decision: 'approved', shown_hash: task.shown_hash });
  await untilEnded(reviewer, runId);
  await pause(3_000);
  const { client } = temporalAccess(configuration);
  const [row] = await owner`select id, workflow_id from processes where run_id = ${runId}`;
  const batches =
    await owner`select distinct p.workflow_id from notifications n join processes p on p.subject = n.batch_id::text where n.variables->>'processId' = ${row?.id ?? ''} or n.variables->>'subject' = ${`case ${caseId}`}`;
  let activities = 0;
  let events = 0;
  const ids = [
    { workflowId: String(row?.workflow_id), runId },
    { workflowId: String(row?.workflow_id), runId: undefined },
    ...batches.map((batch) => ({ workflowId: String(batch.workflow_id), runId: undefined })),
  ];
  for (const id of ids) {
    const history = await client.workflow.getHandle(id.workflowId, id.runId).fetchHistory();
    events += history.events?.length ?? 0;
    activities += history.events?.filter((event) => event.activityTaskScheduledEventAttributes).length ?? 0;
  }
  await client.connection.close();
  single('durable steps per dispute (activities that are not local, children included)', activities, 12);
  single('history events per dispute (children included)', events, 120);
}
