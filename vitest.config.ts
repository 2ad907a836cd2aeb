import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { ownTime } from './tests/run/limits.ts';

const common = {
  setupFiles: ['tests/run/ownTime.ts'],
  // Files of a project share their loaded modules. Importing the vendors' libraries is most of a small file's time.
  isolate: false,
  // As our own processes do it.
  execArgv: ['--import', join(import.meta.dirname, 'cli', 'environment', 'fastImports.ts')],
  // expect.poll waits for what comes, however busy the machine is; a test's own time ends it.
  expect: { poll: { timeout: 60_000 } },
};

/** Node strips the types of these tests itself, as it does for the product: Vite would turn a thousand files around again. */
const asNodeRuns = { ...common, experimental: { viteModuleRunner: false } };

export default defineConfig({
  test: {
    // What one lane of a run has turned into JavaScript the others read (tests/run/lanes.ts), and so does the next run.
    fsModuleCache: true,
    fsModuleCachePath: join(import.meta.dirname, '.cache', 'vitest'),
    // The driver does not look at an answer that is lost with a connection (cli/environment/boot.ts); tests kill databases.
    onUnhandledError: (error) =>
      !(
        'code' in error &&
        /^(CONNECTION|ECONN|EPIPE)/.test(String(error.code)) &&
        String(error.query).includes('pg_catalog.pg_type')
      ),
    // What is wrong stands in the message: [ Array(1) ] helps nobody.
    chaiConfig: { truncateThreshold: 1_000 },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{domain,activities,workers,api,cli,console,db,providers,sandbox}/**/*.test.ts',
            'tests/model/**/*.test.ts',
          ],
          ...common,
          testTimeout: ownTime(60_000),
        },
      },
      {
        test: {
          name: 'database',
          include: ['tests/database/**/*.test.ts', 'books/**/*.test.ts'],
          globalSetup: 'tests/database/globalSetup.ts',
          ...asNodeRuns,
          testTimeout: ownTime(120_000),
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'replay',
          include: ['tests/replay/**/*.test.ts'],
          ...common,
          testTimeout: ownTime(120_000),
        },
      },
      {
        test: {
          name: 'console',
          include: ['tests/console/**/*.test.ts'],
          globalSetup: 'tests/console/globalSetup.ts',
          ...asNodeRuns,
          testTimeout: ownTime(120_000),
          hookTimeout: 240_000,
          fileParallelism: false,
          // A browser on a busy machine: a test that needs its second try is printed as FLAKY, never passed over.
          retry: 1,
        },
      },
      {
        // Starts a system of its own: fuzzing stops money, disables users and fills tables.
        test: {
          name: 'fuzzer',
          include: ['tests/fuzzer/**/*.test.ts'],
          ...asNodeRuns,
          testTimeout: ownTime(180_000),
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts'],
          globalSetup: 'tests/system/globalSetup.ts',
          ...asNodeRuns,
          testTimeout: ownTime(400_000),
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
