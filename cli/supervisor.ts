import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbeddedDatabase } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { keepPrivate, privateDirectory } from '../db/ownFiles.ts';
import { seedTenants } from '../db/seed/seedTenants.ts';
import { DEFAULT_TENANT_ID, DEMO_LOGINS } from '../db/seed/tenants.ts';
import { DEV_SERVER_ARGUMENTS } from '../temporal.config.ts';
import { type Configuration, loadConfiguration } from './configuration.ts';
import { ALLOCATOR } from './environment/allocator.ts';
import { type Children, createChildren } from './environment/children.ts';
import { builtConsole } from './environment/console.ts';
import { freePorts, refuseTaken } from './environment/ports.ts';
import { findTemporalCli } from './environment/programs.ts';
import { httpAnswers, pause, portAnswers, until } from './environment/ready.ts';
import {
  type ChildName,
  endLeftovers,
  type ProcessIds,
  type RunFile,
  removeRunFiles,
  writeEnvironment,
  writePids,
  writeRunFile,
} from './environment/runFile.ts';
import { exitCodeOf, onStopSignal } from './environment/signals.ts';

const root = join(import.meta.dirname, '..');
/** Young generation of a process: small, except where requests make much garbage. */
const YOUNG_MEGABYTES: Partial<Record<ChildName, number>> = { api: 16 };

export interface System {
  /** As it was when everything first answered; run.json has the process ids of now. */
  run: RunFile;
  configuration: Configuration;
  /** Ends our own processes so that they start again from today's sources, with these variables besides the old ones. */
  restart(names: readonly ChildName[], variables?: Record<string, string>): void;
  /** Ends every process this supervisor started. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  say(line: string): void;
  /** Extra variables for the children, e.g. shorter waits in tests. */
  overrides?: Record<string, string>;
}

type Ports = Record<
  'api' | 'database' | 'temporal' | 'temporalUi' | 'sandbox' | 'sqs' | 'smtp' | 'workerMetrics',
  number
>;

/** What one start goes by. */
interface Start {
  base: Configuration;
  directory: string;
  say(line: string): void;
  children: Children;
  ports: Ports;
}

/** The API's port as it was asked for, or an error; of the others any, with a line that says so. */
async function choosePorts(base: Configuration, say: (line: string) => void): Promise<Ports> {
  await refuseTaken(base.env.PORT, base.env.HOST);
  // PORT=0 asks for free ports everywhere, so that copies side by side never fight for a usual one.
  const usual = (port: number) => (base.env.PORT === 0 ? 0 : port);
  const wanted: Ports = {
    api: base.env.PORT,
    database: usual(15_432),
    temporal: usual(7233),
    temporalUi: usual(8233),
    sandbox: usual(8004),
    sqs: usual(8005),
    smtp: usual(8006),
    workerMetrics: usual(8007),
  };
  const found = await freePorts(wanted);
  for (const name of Object.keys(wanted) as (keyof Ports)[])
    if (wanted[name] !== 0 && found[name] !== wanted[name])
      say(`port ${wanted[name]} is taken by another program: ${name} listens on ${found[name]} instead`);
  return found;
}

/** Starts the embedded database where none is configured; the address of its owner. */
async function startDatabase({ base, directory, say, children, ports }: Start): Promise<string> {
  if (base.ownerUrl) return base.ownerUrl;
  say('starting the embedded PostgreSQL 18');
  await children.start(
    'database',
    async (spawned) => (await startEmbeddedDatabase(directory, ports.database, '127.0.0.1', spawned)).process,
  );
  const password = readFileSync(join(directory, 'postgres-password'), 'utf8');
  return `postgres://countersign:${password}@127.0.0.1:${ports.database}/postgres`;
}

/** Starts the Temporal dev server where none is configured; its address. */
async function startEngine({ base, directory, say, children, ports }: Start): Promise<string> {
  if (base.env.TEMPORAL_ADDRESS) return base.env.TEMPORAL_ADDRESS;
  const cli = findTemporalCli(base.env.TEMPORAL_CLI_PATH, say);
  say(`starting the Temporal dev server (CLI from ${cli.from})`);
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1'],
    ...['--port', String(ports.temporal), '--ui-port', String(ports.temporalUi)],
    ...['--db-filename', join(directory, 'temporal.sqlite')],
    ...DEV_SERVER_ARGUMENTS,
  ];
  await children.start('temporal', async () =>
    spawn(cli.path, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true }),
  );
  await Promise.race([until('the Temporal server', portAnswers(ports.temporal)), children.broken]);
  return `127.0.0.1:${ports.temporal}`;
}

/** The variables that the processes of this system share. */
function variablesOf(
  { base, directory, ports }: Start,
  ownerUrl: string,
  temporalAddress: string,
  consoleDirectory: string | null,
): Record<string, string> {
  const { env } = base;
  const sqsEndpoint = `http://127.0.0.1:${ports.sqs}`;
  const queue = (name: string) => `${sqsEndpoint}/000000000000/${name}`;
  return {
    DATA_DIR: directory,
    PORT: String(ports.api),
    DATABASE_URL: ownerUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_UI_URL: env.TEMPORAL_UI_URL ?? `http://127.0.0.1:${ports.temporalUi}`,
    SANDBOX_URL: env.SANDBOX_URL ?? `http://127.0.0.1:${ports.sandbox}`,
    WORKER_METRICS_PORT: String(ports.workerMetrics),
    AWS_REGION: env.AWS_REGION,
    AWS_ENDPOINT_URL_SQS: env.AWS_ENDPOINT_URL_SQS ?? sqsEndpoint,
    AWS_ACCESS_KEY_ID: env.AWS_ACCESS_KEY_ID ?? 'sandbox',
    AWS_SECRET_ACCESS_KEY: env.AWS_SECRET_ACCESS_KEY ?? 'sandbox',
    DISPUTE_EVENTS_QUEUE_URL: env.DISPUTE_EVENTS_QUEUE_URL ?? queue('dispute-events'),
    DISPUTE_EVENTS_TENANT: env.DISPUTE_EVENTS_TENANT ?? DEFAULT_TENANT_ID,
    HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL: env.HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL ?? queue('human-review'),
    SMTP_URL: base.smtpUrl ?? `smtp://127.0.0.1:${ports.smtp}`,
    APPROVER_EMAIL: env.APPROVER_EMAIL.join(',') || 'approver@countersign.example',
    ...(consoleDirectory ? { CONSOLE_DIRECTORY: consoleDirectory } : {}),
  };
}

/** Starts our own processes and waits until each answers. */
async function startProcesses(start: Start, variables: Record<string, string>): Promise<void> {
  const { children, say, ports } = start;
  // The processes get the database's address without its owner, who only sets up.
  const database = Object.assign(new URL(variables.DATABASE_URL ?? ''), { username: '', password: '' }).toString();
  // Read at each start: a restart may have changed them.
  const shared = () => ({ ...process.env, ...variables, DATABASE_URL: database, ...ALLOCATOR, NODE_NO_WARNINGS: '1' });
  const node = (name: ChildName, heapMegabytes: number, extra: Record<string, string> = {}) =>
    children.start(name, async () =>
      spawn(
        process.execPath,
        [
          `--max-old-space-size=${heapMegabytes}`,
          `--max-semi-space-size=${YOUNG_MEGABYTES[name] ?? 4}`,
          join(root, 'cli', 'main.ts'),
          name,
        ],
        // A group of its own: Ctrl-C goes to the supervisor, which ends its processes in order. The channel closes when
        // the supervisor is gone (environment/endWithSupervisor.ts).
        { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...shared(), ...extra }, detached: true },
      ),
    );
  const answering = (what: string, check: () => Promise<boolean>) =>
    Promise.race([until(what, check), children.broken]);

  say('starting the sandbox');
  await node('sandbox', 256, { SANDBOX_PORTS: `${ports.sandbox},${ports.sqs},${ports.smtp}` });
  await answering('the sandbox', httpAnswers(`http://127.0.0.1:${ports.sandbox}/_sandbox/health`));
  await answering('the queue', portAnswers(ports.sqs));
  say('starting worker, API and intake');
  await Promise.all([node('worker', 512), node('api', 256), node('intake', 128)]);
  const health = `http://127.0.0.1:${ports.api}/health`;
  await answering('the API', async () => ((await (await fetch(health)).json()) as { status: string }).status === 'ok');
  await answering('the worker', httpAnswers(`http://127.0.0.1:${ports.workerMetrics}/`));
}

function runFileOf(
  start: Start,
  variables: Record<string, string>,
  ownerUrl: string,
  consoleDirectory: string | null,
): Omit<RunFile, 'pids'> {
  const { base, ports } = start;
  const api = `http://127.0.0.1:${ports.api}`;
  const sqsEndpoint = `http://127.0.0.1:${ports.sqs}`;
  return {
    api,
    console: consoleDirectory ? `${api}/console/` : null,
    openapi: `${api}/docs`,
    temporalAddress: variables.TEMPORAL_ADDRESS ?? '',
    temporalUi: variables.TEMPORAL_UI_URL ?? '',
    temporalNamespace: base.env.TEMPORAL_NAMESPACE,
    sandbox: variables.SANDBOX_URL ?? '',
    databaseUrl: ownerUrl,
    sqs: {
      endpoint: sqsEndpoint,
      events: variables.DISPUTE_EVENTS_QUEUE_URL ?? '',
      deadLetters: `${sqsEndpoint}/000000000000/dispute-events-dead`,
      reviews: variables.HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL ?? '',
    },
    logins: base.demoLogins ? DEMO_LOGINS : [],
  };
}

/** Ends the system once, whoever asks, and at the latest when this process ends: no file may say that it still runs. */
function createStop(directory: string, children: Children): () => Promise<void> {
  let stopped: Promise<void> | null = null;
  let done = false;
  const stop = () => {
    stopped ??= children.stop().then(() => {
      done = true;
      removeRunFiles(directory);
    });
    return stopped;
  };
  const atOnce = () => {
    if (done) return;
    children.kill();
    removeRunFiles(directory);
  };
  process.once('exit', atOnce);
  onStopSignal(
    // Who stays up until it is told to end has set its exit code; anything else was interrupted.
    (signal) => void stop().then(() => process.exit(process.exitCode ?? exitCodeOf(signal))),
    () => process.exit(1),
  );
  return stop;
}

/** Starts everything as child processes, restarts what dies, and keeps run.json true. */
export async function startSystem(base: Configuration, options: SupervisorOptions): Promise<System> {
  const directory = resolve(base.dataDirectory);
  keepPrivate();
  if (!existsSync(join(directory, 'postgres'))) privateDirectory(directory);
  mkdirSync(join(directory, 'logs'), { recursive: true });
  // A server killed a moment ago still holds its ports.
  if (endLeftovers(directory)) await pause(500);
  let run: Omit<RunFile, 'pids'> | null = null;
  const publish = () => {
    const pids = { supervisor: process.pid } as ProcessIds;
    for (const name of ['api', 'worker', 'intake', 'sandbox', 'database', 'temporal'] as const)
      pids[name] = children.pid(name);
    writePids(directory, pids);
    if (run) writeRunFile(directory, { ...run, pids });
    return pids;
  };
  const children = createChildren({ directory, say: options.say, onChange: publish });
  const stop = createStop(directory, children);
  try {
    const start: Start = { base, directory, say: options.say, children, ports: await choosePorts(base, options.say) };
    const ownerUrl = await startDatabase(start);
    options.say('migrating and seeding the books');
    await migrateDatabase(ownerUrl, base.logins(ownerUrl), options.say);
    await seedTenants(ownerUrl, {
      dailyBudgetNano: Math.round(base.env.LLM_DAILY_BUDGET * 1e9),
      demoLogins: base.demoLogins,
    });
    const temporalAddress = await startEngine(start);
    const consoleDirectory = base.env.CONSOLE_DIRECTORY ?? builtConsole(options.say);
    const variables = { ...variablesOf(start, ownerUrl, temporalAddress, consoleDirectory), ...options.overrides };
    writeEnvironment(directory, variables);
    await startProcesses(start, variables);
    children.settled();
    run = runFileOf(start, variables, ownerUrl, consoleDirectory);
    const pids = publish();
    const restart: System['restart'] = (names, changed = {}) => {
      Object.assign(variables, changed);
      for (const name of names) children.end(name);
    };
    return { run: { ...run, pids }, configuration: loadConfiguration({ ...process.env, ...variables }), restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
