import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { apiClient } from '../../cli/apiClient.ts';
import { loadConfiguration } from '../../cli/configuration.ts';
import { playAttacks } from '../../cli/demo/attacks.ts';
import { sandboxClient } from '../../cli/demo/sandboxClient.ts';
import { DEMO_CASES } from '../../cli/disputes/cases.ts';
import { playCases } from '../../cli/disputes/play.ts';
import { judge } from '../../cli/disputes/verdict.ts';
import { openConfiguredDatabase } from '../../cli/environment/connect.ts';
import { type ChildName, readRunFile } from '../../cli/environment/runFile.ts';
import { startSystem } from '../../cli/supervisor.ts';
import { AUDITS } from '../../db/audits.ts';
import { pendingSteps } from './pendingSteps.ts';
import { receiptsStory } from './receiptsStory.ts';

/**
 * kill -9 of each process at seeded moments while disputes run, or while payments are matched and recorded; then every case must
 * end as expected, with no refund or payment twice, none without approval, and a ledger of 0:
 * npm run chaos -- --points 20 --seed 1 [--only sandbox,api] [--story reconciliation]
 */
const option = (name: string, fallback: number) =>
  Number(process.argv[process.argv.indexOf(`--${name}`) + 1] ?? fallback) || fallback;
const has = (name: string) => process.argv.includes(`--${name}`);
const POINTS = has('points') ? option('points', 20) : 20;
const SEED = has('seed') ? option('seed', 1) : 1;
const ALL: ChildName[] = ['worker', 'api', 'intake', 'sandbox', 'database', 'temporal'];
const only = has('only') ? process.argv[process.argv.indexOf('--only') + 1]?.split(',') : undefined;
const TARGETS = ALL.filter((name) => only?.includes(name) ?? true);
const STORIES = ['disputes', 'reconciliation'] as const;
const named = has('story') ? process.argv[process.argv.indexOf('--story') + 1] : 'disputes';
const story = STORIES.find((name) => name === named);
if (!story) throw new Error(`there is no story ${named}; there are ${STORIES.join(', ')}`);
const CASES = DEMO_CASES.filter((demo) => ['approved', 'modified', 'rejected', 'sent-twice'].includes(demo.name));
const KILL_WINDOW_MS = 2_500;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Small seeded generator (mulberry32), so that a failing run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const directory = mkdtempSync(join(tmpdir(), 'countersign-chaos-'));
const base = loadConfiguration({
  ...process.env,
  DATA_DIR: directory,
  PORT: '0',
  DATABASE_URL: '',
  TEMPORAL_ADDRESS: '',
});
const system = await startSystem(base, { say: () => undefined });
const db = openConfiguredDatabase(system.configuration, 4);
const sandbox = sandboxClient(system.run.sandbox);
const reviewerLogin = system.run.logins.find((login) => login.role === 'reviewer') ?? { email: '', password: '' };
const random = seeded(SEED);
let trials = 0;
let failures = 0;

/** Kills the process after a while and waits until its supervisor has another one. */
async function killAfter(target: ChildName, ms: number): Promise<void> {
  await pause(ms);
  const before = readRunFile(directory)?.pids[target];
  if (!before) throw new Error(`${target} is not there to be killed`);
  process.kill(before, 'SIGKILL');
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    const now = readRunFile(directory)?.pids[target];
    if (now && now !== before) return;
  }
  throw new Error(`${target} did not come back within 60 s`);
}

/** Waits until every process answers again, so that the next kill meets a whole system. */
async function healthy(): Promise<void> {
  const answers = (url: string) =>
    fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    if (
      (await answers(`${system.run.api}/health`)) &&
      (await answers(`${system.run.sandbox}/_sandbox/health`)) &&
      (await answers(`${system.run.sqs.endpoint}/health`))
    )
      return;
  }
  throw new Error('the system did not become healthy within 60 s');
}

/** What must never be true of the books, whatever was killed. */
async function brokenBooks(): Promise<string[]> {
  const owner = postgres(system.run.databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const problems: string[] = [];
    for (const { name, sql } of AUDITS) {
      const rows = await owner.unsafe(sql);
      if (rows.length > 0) problems.push(`${name} (${rows.length})`);
    }
    return problems;
  } finally {
    await owner.end();
  }
}

/** Disputes from their events to their ends; what is not as expected. */
async function playDisputes(label: string, begins: () => void, over: () => Promise<void>): Promise<string[]> {
  const views = await playCases(CASES, label, {
    run: system.run,
    reviewer: apiClient(system.run.api, reviewerLogin),
    db,
    timeoutMs: 150_000,
    onChange: begins,
  });
  await over();
  const refunds = new Map(
    (await sandbox.records('stripe', 'refund')).map((refund) => [String(refund.id), String(refund.charge)]),
  );
  return judge(views, await sandbox.effects('stripe'), (id) => refunds.get(id))
    .filter((verdict) => !verdict.ok)
    .map((verdict) => `${verdict.name}: expected ${verdict.expected}; seen ${verdict.seen}`);
}

try {
  const play = story === 'reconciliation' ? await receiptsStory(system.run) : playDisputes;
  // The audits below are about bookings and rights too, so there are attacks on both in the books they read.
  if (!(await playAttacks(system.run, directory, say))) failures += 1;
  for (const problem of await brokenBooks()) {
    failures += 1;
    say(`FAIL after the attacks: ${problem}`);
  }
  for (const target of TARGETS) {
    for (let point = 0; point < POINTS; point += 1) {
      const killAfterMs = Math.round(random() * KILL_WINDOW_MS);
      let killed: Promise<void> | null = null;
      const startedAt = Date.now();
      const begins = () => {
        killed ??= killAfter(target, killAfterMs);
      };
      const wrong = await play(`${target.toUpperCase()}${point}`, begins, async () => {
        await killed;
        await healthy();
      });
      const problems = [...wrong, ...(await brokenBooks())];
      trials += 1;
      failures += problems.length > 0 ? 1 : 0;
      say(
        `${problems.length > 0 ? 'FAIL' : 'ok  '} kill -9 ${target.padEnd(9)} after ${String(killAfterMs).padStart(4)} ms: all ended in ${((Date.now() - startedAt) / 1000).toFixed(1)} s${problems.map((problem) => `\n     ${problem}`).join('')}`,
      );
      if (wrong.length > 0)
        for (const line of await pendingSteps(system.run.temporalAddress, system.run.temporalNamespace))
          say(`     the engine waits for ${line}`);
    }
  }
} finally {
  await db.end();
  await system.stop();
}
say(
  `${trials} kills, ${failures} failures (0 in ${trials} means below ${(3 / Math.max(1, trials)).toFixed(3)} per kill at 95 %), seed ${SEED}`,
);
process.exitCode = failures > 0 ? 1 : 0;
