import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownClock } from '../../bench/measure.ts';
import { findTemporalCli } from '../../cli/environment/programs.ts';
import { prepareChromium } from './chromium.ts';
import { prepareSchemathesis } from './schemathesis.ts';
import { prepareVectorPostgres } from './vectorPostgres.ts';

/** What `npm test`, `npm run verify` and CI run: every check, one after the other, then one line that counts. */
const root = join(import.meta.dirname, '..', '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const FUZZING = 'tests/system/schemathesis.test.ts';
/** One part that takes longer hangs; for suites without the time that the host gave to others. */
const LONGEST_MS = 1_500_000;
const counts = { passed: 0, failed: 0, skipped: 0 };
const write = (line: string): void => void process.stdout.write(`${line}\n`);

function run(command: string, args: string[], options: { quiet?: boolean; env?: Record<string, string> } = {}) {
  return spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: options.quiet ? 'pipe' : 'inherit',
    env: { ...process.env, ...options.env },
    maxBuffer: 64_000_000,
    timeout: LONGEST_MS,
  });
}

function check(name: string, work: () => string | null): void {
  const startedAt = Date.now();
  const problem = work();
  counts[problem === null ? 'passed' : 'failed'] += 1;
  write(
    `${problem === null ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)${problem ? `\n${problem}` : ''}`,
  );
}

const failedRun = (result: ReturnType<typeof run>): string | null =>
  result.status === 0 ? null : `${result.stdout ?? ''}${result.stderr ?? ''}`.slice(-6000);

const ROOMS = ['workflows', 'activities', 'providers', 'domain', 'db', 'api', 'workers', 'sandbox', 'cli', 'console'];

/** dependency-cruiser exits 0 when it can't read TypeScript, so what it saw is counted and a planted violation must be found. */
function doors(): string | null {
  const cruise = () =>
    run(
      bin('depcruise'),
      [...ROOMS, 'temporal.config.ts', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
      { quiet: true },
    );
  const result = cruise();
  const seen = JSON.parse(result.stdout) as {
    summary: { error: number; violations: { rule: { name: string }; from: string; to: string }[] };
    modules: { source: string }[];
  };
  const files = globSync(`{${ROOMS.join(',')}}/**/*.{ts,tsx}`, { cwd: root }).length;
  const modules = seen.modules.filter((module) => ROOMS.some((room) => module.source.startsWith(`${room}/`))).length;
  if (modules < files) return `saw ${modules} of ${files} files`;
  if (seen.summary.error > 0)
    return seen.summary.violations
      .map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`)
      .join('\n');
  const planted = join(root, 'workflows', 'planted-violation.ts');
  writeFileSync(
    planted,
    "import { sql } from 'drizzle-orm';\nimport { openDatabase } from '../db/database.ts';\nexport const planted = [sql, openDatabase];\n",
  );
  try {
    const found = JSON.parse(cruise().stdout) as typeof seen;
    return found.summary.error >= 2 ? null : 'a planted import of the database into a workflow was not found';
  } finally {
    rmSync(planted);
  }
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    message?: string;
    status: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** Runs suites in a process of their own; `args` chooses files. Several may run side by side. */
async function tests(projects: string[], env: Record<string, string> = {}, args: string[] = []): Promise<void> {
  const report = join(mkdtempSync(join(tmpdir(), 'countersign-report-')), 'report.json');
  const startedAt = Date.now();
  const child = spawn(
    bin('vitest'),
    [
      'run',
      ...args,
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: root, stdio: 'ignore', env: { ...process.env, ...env } },
  );
  const ownAt = ownClock();
  const guard = setInterval(() => {
    if (ownClock() - ownAt > LONGEST_MS) child.kill();
  }, 5_000);
  await once(child, 'exit');
  clearInterval(guard);
  let result: VitestReport;
  try {
    result = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  } catch {
    counts.failed += 1;
    write(`FAIL ${projects.join(', ')}: vitest wrote no report`);
    return;
  }
  counts.passed += result.numPassedTests;
  counts.failed += result.numFailedTests;
  counts.skipped += result.numPendingTests + result.numTodoTests;
  for (const file of result.testResults) {
    if (file.status === 'failed' && file.assertionResults.every((assertion) => assertion.status !== 'failed')) {
      counts.failed += 1;
      write(`FAIL ${file.name}: ${file.message ?? 'the file did not run'}`);
    }
    for (const assertion of file.assertionResults) {
      const messages = assertion.failureMessages.join('\n').slice(0, 1500);
      if (assertion.status === 'failed') write(`FAIL ${assertion.fullName}\n${messages}`);
      // Failed before and passed when tried again: said, so that somebody looks for the reason.
      else if (messages) write(`FLAKY ${assertion.fullName}\n${messages}`);
    }
  }
  write(
    `${result.numFailedTests === 0 ? 'ok  ' : 'FAIL'} tests of ${projects.join(', ')}: ${result.numPassedTests} passed, ${result.numFailedTests} failed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
}

write('[verify] the Temporal CLI');
const cli = findTemporalCli(process.env.TEMPORAL_CLI_PATH, (line) => write(`[verify] ${line}`));
check('format and lint (Biome)', () =>
  failedRun(run(bin('biome'), ['ci', '--reporter=summary', '.'], { quiet: true })),
);
check('types (TypeScript 7)', () =>
  failedRun(
    run(process.execPath, [join(root, 'node_modules', 'typescript-7', 'bin', 'tsc'), '--noEmit'], { quiet: true }),
  ),
);
check('types of the console', () =>
  failedRun(
    run(process.execPath, [join(root, 'node_modules', 'typescript-7', 'bin', 'tsc'), '--noEmit', '-p', 'console'], {
      quiet: true,
    }),
  ),
);
check("the console's client is generated from today's routes", () =>
  failedRun(run(process.execPath, [join(root, 'scripts', 'generateClient.ts'), '--check'], { quiet: true })),
);
check('doors between rooms (dependency-cruiser, with a planted violation)', doors);
check('dead code (knip)', () => failedRun(run(bin('knip'), ['--no-progress'], { quiet: true })));
const vector = await prepareVectorPostgres(write);
const noFuzzer = prepareSchemathesis((line) => write(`[verify] ${line}`));
if (noFuzzer) write(`SKIPPED the schemathesis runs, because ${noFuzzer}`);
const engine = { TEMPORAL_CLI_PATH: cli.path };
// The fuzzer leaves one core to others and measures no time; what does runs alone afterwards.
await Promise.all([
  tests(['system'], engine, [FUZZING]),
  (async () => {
    await tests(['unit', 'replay'], engine);
    await tests(['database'], { ...engine, ...(vector.url ? { VECTOR_DATABASE_URL: vector.url } : {}) });
  })(),
]);
await vector.stop();
await tests(['system'], engine, ['--exclude', FUZZING]);
const chromium = prepareChromium((line) => write(`[verify] ${line}`));
if ('missing' in chromium) write(`SKIPPED the console tests, because ${chromium.missing}`);
await tests(['console'], engine);
check('chaos: 2 seeded kills of each process', () =>
  failedRun(run(process.execPath, [join(root, 'tests', 'chaos', 'chaos.ts'), '--points', '2'], { quiet: true })),
);
check('every row that is due is named by a test', () =>
  failedRun(run(process.execPath, [join(root, 'tests', 'run', 'coverage.ts'), '--check'], { quiet: true })),
);
write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
