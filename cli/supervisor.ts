import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbeddedDatabase } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { seedTenants } from '../db/seed/seedTenants.ts';
import { DEFAULT_TENANT_ID, DEMO_LOGINS } from '../db/seed/tenants.ts';
import { DEV_SERVER_ARGUMENTS } from '../temporal.config.ts';
import { type Configuration, loadConfiguration } from './configuration.ts';
import { ALLOCATOR } from './environment/allocator.ts';
import { builtConsole } from './environment/console.ts';
import { freePorts } from './environment/ports.ts';
import { findTemporalCli } from './environment/programs.ts';
import { httpAnswers, pause, portAnswers, until } from './environment/ready.ts';
import {
  type ChildName,
  isAlive,
  type RunFile,
  readPids,
  removeRunFiles,
  writeEnvironment,
  writePids,
  writeRunFile,
} from './environment/runFile.ts';

const root = join(import.meta.dirname, '..');
const RESTART_MS = 300;
/** Young generation of a process: small, except where requests make much garbage. */
const YOUNG_MEGABYTES: Partial<Record<ChildName, number>> = { api: 16 };
const STOP_TIMEOUT_MS = 35_000;

export interface System {
  /** As it was when everything first answered; run.json has the process ids of now. */
  run: RunFile;
  configuration: Configuration;
  /** Ends every process this supervisor started. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  say(line: string): void;
  /** Extra variables for the children, e.g. shorter waits in tests. */
  overrides?: Record<string, string>;
}

/** Ends leftovers of a supervisor that was killed: only processes that its file of ids names and that look like ours. */
async function endLeftovers(directory: string): Promise<void> {
  const pids = readPids(directory);
  if (!pids || isAlive(pids.supervisor)) return;
  for (const pid of Object.values(pids)) {
    if (!pid || !isAlive(pid)) continue;
    const path = `/proc/${pid}/cmdline`;
    const line = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (/cli\/main\.ts|start-dev|bin\/postgres/.test(line)) process.kill(pid, 'SIGKILL');
  }
  removeRunFiles(directory);
  await pause(500);
}

/** Starts everything as child processes, restarts what dies, and keeps run.json true. */
export async function startSystem(base: Configuration, options: SupervisorOptions): Promise<System> {
  const directory = resolve(base.dataDirectory);
  mkdirSync(join(directory, 'logs'), { recursive: true });
  await endLeftovers(directory);
  const { say } = options;
  const children = new Map<ChildName, ChildProcess>();
  const starters = new Map<ChildName, () => Promise<ChildProcess>>();
  let stopping = false;
  let run: RunFile | null = null;

  const pid = (name: ChildName) => children.get(name)?.pid ?? null;
  const publish = () => {
    const pids = {
      supervisor: process.pid,
      api: pid('api'),
      worker: pid('worker'),
      intake: pid('intake'),
      sandbox: pid('sandbox'),
      database: pid('database'),
      temporal: pid('temporal'),
    };
    writePids(directory, pids);
    if (run) writeRunFile(directory, { ...run, pids });
  };
  const logTo = (name: string) => createWriteStream(join(directory, 'logs', `${name}.log`), { flags: 'a' });

  async function launch(name: ChildName): Promise<void> {
    const start = starters.get(name);
    if (!start || stopping) return;
    try {
      const child = await start();
      children.set(name, child);
      if (stopping) child.kill('SIGKILL');
      child.once('exit', () => {
        if (stopping) return;
        children.delete(name);
        say(`${name} ended (${child.signalCode ?? child.exitCode}); starting it again`);
        setTimeout(() => void launch(name), RESTART_MS);
      });
      if (child.exitCode !== null || child.signalCode !== null) child.emit('exit', child.exitCode, child.signalCode);
      publish();
    } catch (error) {
      say(`${name} did not start: ${error instanceof Error ? error.message : 'unknown'}; trying again`);
      setTimeout(() => void launch(name), RESTART_MS * 4);
    }
  }

  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    for (const group of [['intake', 'api'], ['worker'], ['sandbox', 'temporal'], ['database']] as ChildName[][]) {
      await Promise.all(group.map((name) => endChild(children.get(name), name === 'database' ? 'SIGINT' : 'SIGTERM')));
    }
    removeRunFiles(directory);
  }

  // A signal during the start must not leave children behind.
  const interrupted = () => void stop().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    // PORT=0 asks for free ports everywhere, so that copies side by side never fight for a usual one.
    const usual = (port: number) => (base.env.PORT === 0 ? 0 : port);
    const ports = await freePorts({
      api: base.env.PORT,
      database: usual(15_432),
      temporal: usual(7233),
      temporalUi: usual(8233),
      sandbox: usual(8004),
      sqs: usual(8005),
      smtp: usual(8006),
      workerMetrics: usual(8007),
    });

    let ownerUrl = base.ownerUrl;
    if (!ownerUrl) {
      say('starting the embedded PostgreSQL 18');
      const passwordFile = join(directory, 'postgres-password');
      starters.set('database', async () => {
        const database = await startEmbeddedDatabase(directory, ports.database);
        database.process.stderr?.pipe(logTo('database'));
        return database.process;
      });
      await launch('database');
      ownerUrl = `postgres://countersign:${readFileSync(passwordFile, 'utf8')}@127.0.0.1:${ports.database}/postgres`;
    }
    say('migrating and seeding the books');
    await migrateDatabase(ownerUrl, base.logins(ownerUrl), say);
    await seedTenants(ownerUrl, {
      dailyBudgetNano: Math.round(base.env.LLM_DAILY_BUDGET * 1e9),
      demoLogins: !base.production,
    });

    let temporalAddress = base.env.TEMPORAL_ADDRESS;
    if (!temporalAddress) {
      const cli = findTemporalCli(base.env.TEMPORAL_CLI_PATH, say);
      say(`starting the Temporal dev server (CLI from ${cli.from})`);
      temporalAddress = `127.0.0.1:${ports.temporal}`;
      const args = [
        'server',
        'start-dev',
        '--ip',
        '127.0.0.1',
        '--port',
        String(ports.temporal),
        '--ui-port',
        String(ports.temporalUi),
        '--db-filename',
        join(directory, 'temporal.sqlite'),
        ...DEV_SERVER_ARGUMENTS,
      ];
      starters.set('temporal', async () => {
        const child = spawn(cli.path, args, { stdio: ['ignore', 'pipe', 'pipe'] });
        const log = logTo('temporal');
        child.stdout.pipe(log);
        child.stderr.pipe(log);
        return child;
      });
      await launch('temporal');
      await until('the Temporal server', portAnswers(ports.temporal));
    }

    const consoleDirectory = base.env.CONSOLE_DIRECTORY ?? builtConsole(say);
    const sqsEndpoint = `http://127.0.0.1:${ports.sqs}`;
    const queue = (name: string) => `${sqsEndpoint}/000000000000/${name}`;
    const variables: Record<string, string> = {
      DATA_DIR: directory,
      PORT: String(ports.api),
      DATABASE_URL: ownerUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_UI_URL: base.env.TEMPORAL_UI_URL ?? `http://127.0.0.1:${ports.temporalUi}`,
      SANDBOX_URL: base.env.SANDBOX_URL ?? `http://127.0.0.1:${ports.sandbox}`,
      WORKER_METRICS_PORT: String(ports.workerMetrics),
      AWS_REGION: base.env.AWS_REGION,
      AWS_ENDPOINT_URL_SQS: base.env.AWS_ENDPOINT_URL_SQS ?? sqsEndpoint,
      AWS_ACCESS_KEY_ID: base.env.AWS_ACCESS_KEY_ID ?? 'sandbox',
      AWS_SECRET_ACCESS_KEY: base.env.AWS_SECRET_ACCESS_KEY ?? 'sandbox',
      DISPUTE_EVENTS_QUEUE_URL: base.env.DISPUTE_EVENTS_QUEUE_URL ?? queue('dispute-events'),
      DISPUTE_EVENTS_TENANT: base.env.DISPUTE_EVENTS_TENANT ?? DEFAULT_TENANT_ID,
      HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL: base.env.HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL ?? queue('human-review'),
      SMTP_URL: base.smtpUrl ?? `smtp://127.0.0.1:${ports.smtp}`,
      APPROVER_EMAIL: base.env.APPROVER_EMAIL.join(',') || 'approver@countersign.example',
      ...(consoleDirectory ? { CONSOLE_DIRECTORY: consoleDirectory } : {}),
      ...options.overrides,
    };
    writeEnvironment(directory, variables);
    const childVariables = { ...process.env, ...variables, ...ALLOCATOR, NODE_NO_WARNINGS: '1' };
    const node = (name: ChildName, heapMegabytes: number, extra: Record<string, string> = {}) => {
      starters.set(name, async () => {
        const child = spawn(
          process.execPath,
          [
            `--max-old-space-size=${heapMegabytes}`,
            `--max-semi-space-size=${YOUNG_MEGABYTES[name] ?? 4}`,
            join(root, 'cli', 'main.ts'),
            name,
          ],
          { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...childVariables, ...extra } },
        );
        const log = logTo(name);
        child.stdout.pipe(log);
        child.stderr.pipe(log);
        return child;
      });
      return launch(name);
    };

    say('starting the sandbox');
    await node('sandbox', 256, { SANDBOX_PORTS: `${ports.sandbox},${ports.sqs},${ports.smtp}` });
    await until('the sandbox', httpAnswers(`${variables.SANDBOX_URL}/_sandbox/health`));
    await until('the queue', portAnswers(ports.sqs));
    say('starting worker, API and intake');
    await Promise.all([node('worker', 512), node('api', 256), node('intake', 128)]);
    const api = `http://127.0.0.1:${variables.PORT}`;
    await until(
      'the API',
      async () => ((await (await fetch(`${api}/health`)).json()) as { status: string }).status === 'ok',
    );
    await until('the worker', httpAnswers(`http://127.0.0.1:${ports.workerMetrics}/`));

    const ready: RunFile = {
      api,
      console: consoleDirectory ? `${api}/console/` : null,
      openapi: `${api}/docs`,
      temporalAddress,
      temporalUi: variables.TEMPORAL_UI_URL ?? '',
      temporalNamespace: base.env.TEMPORAL_NAMESPACE,
      sandbox: variables.SANDBOX_URL ?? '',
      databaseUrl: ownerUrl,
      sqs: {
        endpoint: sqsEndpoint,
        events: variables.DISPUTE_EVENTS_QUEUE_URL ?? '',
        deadLetters: queue('dispute-events-dead'),
        reviews: variables.HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL ?? '',
      },
      pids: {
        supervisor: process.pid,
        api: null,
        worker: null,
        intake: null,
        sandbox: null,
        database: null,
        temporal: null,
      },
      logins: base.production ? [] : DEMO_LOGINS,
    };
    run = ready;
    publish();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    const configuration = loadConfiguration({ ...process.env, ...variables });
    return { run: ready, configuration, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function endChild(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
