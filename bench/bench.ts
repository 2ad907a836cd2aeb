import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import pino from 'pino';
import postgres from 'postgres';
import { type ApiClient, apiClient } from '../cli/apiClient.ts';
import { loadConfiguration } from '../cli/configuration.ts';
import { caseRecords, prepareCase } from '../cli/demo/cases.ts';
import { sandboxClient } from '../cli/demo/sandboxClient.ts';
import { seedLearning } from '../cli/demo/seedLearning.ts';
import { openConfiguredDatabase, temporalAccess } from '../cli/environment/connect.ts';
import { installRuntime } from '../cli/environment/programs.ts';
import { readRunFile } from '../cli/environment/runFile.ts';
import { startSystem } from '../cli/supervisor.ts';
import { modelCost } from '../domain/llm/prices.ts';
import { activityInterceptors } from '../workers/activityInterceptor.ts';
import { createDataConverter } from '../workers/dataConverter.ts';
import { cpuMs, type Figure, median, percentile, pssMib, ratio, round } from './measure.ts';
import { goUpdate } from './skeleton.ts';

/** Ratios within one run, ABBA order, medians with range: npm run bench [-- --json] [--parked N]. Never a timed test. */
const asJson = process.argv.includes('--json');
const option = (name: string, fallback: number) =>
  process.argv.includes(`--${name}`) ? Number(process.argv[process.argv.indexOf(`--${name}`) + 1]) : fallback;
const REPETITIONS = 5;
const WORKFLOWS = 40;
const DECISIONS = 10;
const PARKED = option('parked', 1000);
const IDLE_MS = 30_000;

const figures: Figure[] = [];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const note = (line: string): void => void (asJson || process.stdout.write(`${line}\n`));
function publish(figure: Figure): void {
  figures.push(figure);
  const held = figure.better === 'lower' ? figure.value <= figure.limit : figure.value >= figure.limit;
  process.stdout.write(
    asJson
      ? `${JSON.stringify(figure)}\n`
      : `${held ? 'held  ' : 'MISSED'} ${figure.name}: ${figure.value} (limit ${figure.limit}, range ${figure.range.join(' to ')}${figure.baseline === null ? '' : `, baseline ${figure.baseline}`})\n`,
  );
}
const single = (name: string, value: number, limit: number): void =>
  publish({ name, value: round(value), limit, better: 'lower', range: [round(value), round(value)], baseline: null });

const directory = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const system = await startSystem(
  loadConfiguration({
    ...process.env,
    DATA_DIR: directory,
    PORT: '0',
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
    LOG_LEVEL: 'warn',
  }),
  { say: note, overrides: { LOG_LEVEL: 'warn' } },
);
const { run, configuration } = system;
const pids = () => readRunFile(directory)?.pids ?? run.pids;
const login = (role: string) => run.logins.find((entry) => entry.role === role) ?? { email: '', password: '' };
const admin = apiClient(run.api, login('admin'));
const reviewer = apiClient(run.api, login('reviewer'));
const sandbox = sandboxClient(run.sandbox);
const owner = postgres(run.databaseUrl, { max: 1, onnotice: () => undefined });
let counter = 0;

async function startCase(label: string): Promise<{ caseId: string; runId: string }> {
  counter += 1;
  const prepared = prepareCase(
    {
      name: `${label}${counter}`,
      story: 'bench',
      decision: null,
      expected: { outcome: 'refunded', refundMinor: null },
    },
    'BENCH',
  );
  const records = caseRecords(prepared);
  await sandbox.put('stripe', 'charge', [records.charge]);
  await sandbox.put('salesforce', 'Case', [records.crmCase]);
  const { body } = await admin.post<{ run_id: string }>('/disputes', {
    case_id: prepared.caseId,
    customer_id: prepared.customerId,
  });
  return { caseId: prepared.caseId, runId: body.run_id };
}

async function pendingTask(caseId: string): Promise<{ id: string; shown_hash: string }> {
  for (;;) {
    const [row] = await owner<
      { id: string; shown_hash: string }[]
    >`select t.id, s.shown_hash from review_tasks t join review_snapshots s on s.id = t.snapshot_id where t.subject = ${caseId} and t.state = 'pending'`;
    if (row) return row;
    await pause(20);
  }
}

async function untilEnded(api: ApiClient, runId: string): Promise<void> {
  while ((await api.get<{ status: string }>(`/workflow/${runId}/status`)).body.status !== 'completed') await pause(2);
}

/** A worker for the skeletons: raw, or with our codec, failure converter, interceptor and metrics. */
async function skeletonWorker(kind: 'ours' | 'raw') {
  const connection = await NativeConnection.connect({ address: run.temporalAddress });
  const dataConverter = kind === 'ours' ? createDataConverter(configuration.codecRing) : undefined;
  const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  const bundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'skeleton.ts'),
    logger: quiet,
    ...(kind === 'ours'
      ? { failureConverterPath: join(import.meta.dirname, '..', 'workers', 'failureConverter.ts') }
      : {}),
  });
  const logger = pino({ level: 'info' }, pino.destination('/dev/null'));
  const worker = await Worker.create({
    connection,
    namespace: 'default',
    taskQueue: `bench-${kind}`,
    workflowBundle: bundle,
    activities: { step: async () => undefined },
    maxConcurrentActivityTaskExecutions: 8,
    ...(dataConverter ? { dataConverter, interceptors: { activity: [activityInterceptors(logger)] } } : {}),
  });
  const client = new Client({
    connection: await Connection.connect({ address: run.temporalAddress }),
    ...(dataConverter ? { dataConverter } : {}),
  });
  const running = worker.run();
  return {
    client,
    taskQueue: `bench-${kind}`,
    stop: async () => {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
type Skeleton = Awaited<ReturnType<typeof skeletonWorker>>;

async function overhead(): Promise<void> {
  const stacks = { ours: await skeletonWorker('ours'), raw: await skeletonWorker('raw') };
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
  await approval(stacks.raw);
  await Promise.all([stacks.ours.stop(), stacks.raw.stop()]);
}

/**
 * Approval to effect. The gate: the decision is sent until its new status is readable by GET, against a raw Update whose
 * handler takes the same one durable step. Beside it, without a gate of its own: until the whole run has ended, with its
 * vendor calls and transactions, against a raw Update with the same four steps that do nothing.
 */
async function approval(raw: Skeleton): Promise<void> {
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
async function stepsPerDispute(): Promise<void> {
  const { caseId, runId } = await startCase('S');
  const task = await pendingTask(caseId);
  await reviewer.post(`/reviews/${task.id}/decision`, { decision: 'approved', shown_hash: task.shown_hash });
  await untilEnded(reviewer, runId);
  await pause(3_000);
  const { client } = temporalAccess(configuration);
  const [row] = await owner`select id, workflow_id from processes where run_id = ${runId}`;
  const batches =
    await owner`select distinct p.workflow_id from notifications n join processes p on p.key = n.batch_id::text where n.variables->>'processId' = ${row?.id ?? ''} or n.variables->>'subject' = ${`case ${caseId}`}`;
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

async function tokenCost(): Promise<void> {
  const rows = await owner<
    { nano: string }[]
  >`select sum(cost_nano)::text as nano from llm_usage where purpose = 'proposal' and not cache_hit group by process_id`;
  single(
    'token cost per dispute, typical, US dollars x 1,000,000',
    median(rows.map((row) => Number(row.nano))) / 1000,
    300,
  );
  single(
    'token cost of the worst call that may be sent, US dollars x 1,000,000',
    modelCost(configuration.env.OPENAI_MODEL, {
      inputTokens: configuration.env.LLM_MAX_INPUT_TOKENS,
      cachedTokens: 0,
      outputTokens: configuration.env.LLM_MAX_OUTPUT_TOKENS,
    }).totalNano / 1000,
    1000,
  );
}

const familyOf = (pid: number): number[] => [
  pid,
  ...execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .map(Number)
    .filter(Boolean),
];

/** Backends come and go with the pools, so the database is counted by the pids that stay for both readings. */
async function memory(): Promise<void> {
  const parts = Object.entries(pids()).filter(
    (entry): entry is [string, number] => Boolean(entry[1]) && entry[0] !== 'supervisor',
  );
  const sizes = new Map(
    parts.map(([name, pid]) => [
      name,
      (name === 'database' ? familyOf(pid) : [pid]).reduce((sum, member) => {
        try {
          return sum + pssMib(member);
        } catch {
          return sum;
        }
      }, 0),
    ]),
  );
  // The supervisor's process also runs this benchmark, so its figure is an upper bound.
  sizes.set('supervisor', pssMib(run.pids.supervisor));
  note(`memory at rest, MiB PSS: ${[...sizes].map(([name, size]) => `${name} ${round(size, 0)}`).join(', ')}`);
  const total = [...sizes].reduce((sum, [, size]) => sum + size, 0);
  single('memory of `up` at rest, all processes, MiB', total, 1126);
  single('memory of API and worker at rest, MiB', (sizes.get('api') ?? 0) + (sizes.get('worker') ?? 0), 450);
}

/** CPU of API, worker and database while nothing is asked of them, and the database's transactions in that time. */
async function idle(): Promise<{ cpu: number; transactions: number }> {
  const members = () => [...new Set([pids().api ?? 0, pids().worker ?? 0, ...familyOf(pids().database ?? 0)])];
  const read = (list: number[]) =>
    new Map(
      list.flatMap((pid) => {
        try {
          return [[pid, cpuMs(pid)] as const];
        } catch {
          return [];
        }
      }),
    );
  const commits = async () =>
    Number(
      (
        await owner`select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()`
      )[0]?.count ?? 0,
    );
  const before = read(members());
  const commitsBefore = await commits();
  await pause(IDLE_MS);
  const transactions = (await commits()) - commitsBefore;
  const after = read(members());
  return { cpu: [...after].reduce((sum, [pid, value]) => sum + value - (before.get(pid) ?? value), 0), transactions };
}

async function parked(): Promise<void> {
  for (let warm = 0; warm < 2; warm += 1) await startCase('W');
  await pause(20_000);
  const none = [await idle(), await idle(), await idle()];
  note(`parking ${PARKED} reviews`);
  for (let index = 0; index < PARKED; index += 10)
    await Promise.all(Array.from({ length: Math.min(10, PARKED - index) }, () => startCase('P')));
  for (const deadline = Date.now() + 900_000; Date.now() < deadline; await pause(1_000)) {
    const [row] = await owner`select count(*)::int as open from workflow_states where status = 'running'`;
    if (row?.open === 0) break;
  }
  await pause(30_000);
  const many = [await idle(), await idle(), await idle()];
  publish({
    name: `CPU at rest of API, worker and database with ${PARKED} parked reviews / with none`,
    limit: 1.05,
    better: 'lower',
    ...ratio(
      many.map((sample) => sample.cpu),
      none.map((sample) => sample.cpu),
    ),
  });
  const extra = median(many.map((sample) => sample.transactions)) - median(none.map((sample) => sample.transactions));
  publish({
    name: `database transactions in ${IDLE_MS / 1000} s caused by ${PARKED} waiting reviews`,
    value: Math.max(0, extra),
    limit: 2,
    better: 'lower',
    range: [
      Math.min(...many.map((sample) => sample.transactions)),
      Math.max(...many.map((sample) => sample.transactions)),
    ],
    baseline: median(none.map((sample) => sample.transactions)),
  });
}

try {
  installRuntime();
  const db = openConfiguredDatabase(configuration, 2);
  await seedLearning(admin, configuration, db);
  await db.end();
  await pause(15_000);
  await memory();
  await stepsPerDispute();
  await overhead();
  await tokenCost();
  if (PARKED > 0) await parked();
} finally {
  await owner.end();
  await system.stop();
}
const missed = figures.filter((figure) =>
  figure.better === 'lower' ? figure.value > figure.limit : figure.value < figure.limit,
).length;
note(`${figures.length - missed} of ${figures.length} figures held`);
process.exit(0);
