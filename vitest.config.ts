import { defineConfig } from 'vitest/config';
import { ownTime } from './tests/run/limits.ts';

const setupFiles = ['tests/run/ownTime.ts'];
// `isolate: false`: files of a project share their loaded modules. Importing the vendors' libraries is most of a small file's time.

export default defineConfig({
  test: {
    // The driver does not look at an answer that is lost with a connection (cli/environment/boot.ts); tests kill databases.
    onUnhandledError: (error) =>
      !('code' in error && error.code === 'CONNECTION_DESTROYED' && String(error.query).includes('pg_catalog.pg_type')),
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{domain,activities,workers,api,cli,console,db,providers,sandbox}/**/*.test.ts',
            'tests/model/**/*.test.ts',
          ],
          setupFiles,
          isolate: false,
          testTimeout: ownTime(60_000),
        },
      },
      {
        test: {
          name: 'database',
          include: ['tests/database/**/*.test.ts', 'books/**/*.test.ts'],
          globalSetup: 'tests/database/globalSetup.ts',
          setupFiles,
          isolate: false,
          testTimeout: ownTime(120_000),
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'replay',
          include: ['tests/replay/**/*.test.ts'],
          setupFiles,
          isolate: false,
          testTimeout: ownTime(120_000),
        },
      },
      {
        test: {
          name: 'console',
          include: ['tests/console/**/*.test.ts'],
          globalSetup: 'tests/console/globalSetup.ts',
          setupFiles,
          isolate: false,
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
          setupFiles,
          isolate: false,
          testTimeout: ownTime(180_000),
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts'],
          globalSetup: 'tests/system/globalSetup.ts',
          setupFiles,
          isolate: false,
          testTimeout: ownTime(400_000),
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
