import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from '../cli/configuration.ts';
import { seedLearning } from '../cli/demo/seedLearning.ts';
import { openConfiguredDatabase } from '../cli/environment/connect.ts';
import { installRuntime } from '../cli/environment/programs.ts';
import { startSystem } from '../cli/supervisor.ts';
import { apiFigures } from './api.ts';
import { bankingFigures } from './banking.ts';
import { bookingFigures } from './bookings.ts';
import { engineFigures, skeletonWorker, stepsPerDispute } from './engine.ts';
import { mailboxFigures } from './mailbox.ts';
import { matchingFigures } from './matching.ts';
import { reconciliationSteps } from './reconciliationSteps.ts';
import { memory, parkedReviews, tokenCost } from './resources.ts';
import { openBenchWorld, pause } from './world.ts';

/**
 * Ratios within one run, ABBA order, medians with range; never a timed test:
 * npm run bench [-- --json] [--only resources,api,engine,bookings,mailbox,banking,parked] [--parked N]
 */
const has = (name: string) => process.argv.includes(`--${name}`);
const value = (name: string) => process.argv[process.argv.indexOf(`--${name}`) + 1] ?? '';
const only = has('only')
  ? value('only').split(',')
  : ['resources', 'api', 'engine', 'bookings', 'mailbox', 'banking', 'parked'];
const parked = has('parked') ? Number(value('parked')) : 1000;

const system = await startSystem(
  loadConfiguration({
    ...process.env,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'countersign-bench-')),
    PORT: '0',
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
    LOG_LEVEL: 'warn',
  }),
  {
    say: (line) => void (has('json') || process.stdout.write(`${line}\n`)),
    overrides: { LOG_LEVEL: 'warn', GMAIL_UNITS_PER_MINUTE: '600000' },
  },
);
const world = openBenchWorld(system, has('json'));
try {
  await installRuntime();
  const db = openConfiguredDatabase(system.configuration, 2);
  await seedLearning(world.admin, system.configuration, db);
  await db.end();
  await pause(15_000);
  if (only.includes('resources')) await memory(world);
  if (only.includes('api')) await apiFigures(world);
  if (only.includes('engine')) {
    await stepsPerDispute(world);
    await engineFigures(world);
    await tokenCost(world);
  }
  if (only.includes('bookings')) {
    const raw = await skeletonWorker(world, 'raw');
    await bookingFigures(world, raw);
    await raw.stop();
  }
  if (only.includes('mailbox')) {
    const raw = await skeletonWorker(world, 'raw');
    await mailboxFigures(world, raw);
    await raw.stop();
  }
  if (only.includes('banking')) await bankingFigures(world);
  if (only.includes('matching')) {
    await reconciliationSteps(world);
    matchingFigures(world);
  }
  if (only.includes('parked') && parked > 0) await parkedReviews(world, parked);
} finally {
  await world.owner.end();
  await system.stop();
}
world.note(world.summary());
process.exit(0);
