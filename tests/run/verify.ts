import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { findTemporalCli } from '../../cli/environment/programs.ts';
import { PREPARED, prepareChromium } from './chromium.ts';
import { failed, root } from './commands.ts';
import { ALONE, type Lane, SIDE_BY_SIDE } from './lanes.ts';
import { check, counts, seconds, write } from './report.ts';
import { prepareSchemathesis } from './schemathesis.ts';
import { staticChecks } from './staticChecks.ts';
import { runLane } from './suites.ts';
import { prepareVectorPostgres } from './vectorPostgres.ts';

/**
 * What `npm test`, `npm run verify` and CI run: every check, then one line that counts. With names of areas
 * (`npm test -- disputes`) only the tests of these areas and the static checks.
 */
const areas = process.argv.slice(2);
const startedAt = Date.now();
/** Systems mostly wait for their databases and for each other, so more lanes than processors keep these at work. */
const LANES_AT_ONCE = availableParallelism() + 1;

/** Runs jobs in their order, so many at once. */
async function sideBySide(jobs: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  const waiting = [...jobs];
  const lane = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** A test file that no lane names would never run; one that two name would count twice. */
async function everyFileHasALane(): Promise<string | null> {
  const lanes = [...SIDE_BY_SIDE, ...ALONE];
  const runs = (lane: Lane, file: string) =>
    lane.projects.some((project) => file.startsWith(`tests/${project}/`)) &&
    (lane.files.length === 0 || lane.files.some((part) => file.includes(part))) &&
    !lane.without.some((pattern) => matchesGlob(file, pattern));
  const wrong = globSync('tests/{database,system,fuzzer,console,replay}/**/*.test.ts', { cwd: root })
    .map((file) => ({ file, lanes: lanes.filter((lane) => runs(lane, file)).length }))
    .filter((found) => found.lanes !== 1);
  return wrong.length === 0 ? null : wrong.map((found) => `${found.file} is in ${found.lanes} lanes`).join('\n');
}

const ofAreas: readonly Lane[] = (['unit', 'database', 'system', 'console'] as const).map((project) => ({
  name: `${project}: ${areas.join(', ')}`,
  projects: project === 'unit' ? ['unit', 'replay'] : [project],
  files: [],
  without: [],
}));

write('[verify] the Temporal CLI');
const cli = findTemporalCli(process.env.TEMPORAL_CLI_PATH, (line) => write(`[verify] ${line}`));
const vector = await prepareVectorPostgres(write);
const noFuzzer = prepareSchemathesis((line) => write(`[verify] ${line}`));
if (noFuzzer) write(`SKIPPED the schemathesis runs, because ${noFuzzer}`);
const chromium = prepareChromium((line) => write(`[verify] ${line}`));
if ('missing' in chromium) write(`SKIPPED the console tests, because ${chromium.missing}`);
const env = {
  TEMPORAL_CLI_PATH: cli.path,
  [PREPARED]: '1',
  ...(vector.url ? { VECTOR_DATABASE_URL: vector.url } : {}),
};
const lanes = (list: readonly Lane[]) => list.map((lane) => () => runLane(lane, areas, env));
const chaos = () =>
  check('chaos: 2 seeded kills of each process', () =>
    failed(process.execPath, [join(root, 'tests', 'chaos', 'chaos.ts'), '--points', '2'], env),
  );

await check('every test file is in one lane', everyFileHasALane);
if (areas.length > 0) {
  await staticChecks();
  await sideBySide(lanes(ofAreas), LANES_AT_ONCE);
} else {
  await sideBySide([...lanes(SIDE_BY_SIDE), staticChecks, chaos], LANES_AT_ONCE);
  await sideBySide(lanes(ALONE), 1);
  await check('every row that is due is named by a test', () =>
    failed(process.execPath, [join(root, 'tests', 'run', 'coverage.ts'), '--check']),
  );
}
await vector.stop();
write(`[verify] took ${seconds(startedAt)}`);
write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
