import { defineConfig } from 'vitest/config';
import { ownTime } from './tests/run/limits.ts';

const setupFiles = ['tests/run/ownTime.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{domain,activities,workers,api,cli,db,providers}/**/*.test.ts', 'tests/model/**/*.test.ts'],
          setupFiles,
          testTimeout: ownTime(60_000),
        },
      },
      {
        test: {
          name: 'database',
          include: ['tests/database/**/*.test.ts'],
          globalSetup: 'tests/database/globalSetup.ts',
          setupFiles,
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
          testTimeout: ownTime(120_000),
        },
      },
      {
        test: {
          name: 'console',
          include: ['tests/console/**/*.test.ts'],
          globalSetup: 'tests/console/globalSetup.ts',
          setupFiles,
          testTimeout: ownTime(120_000),
          hookTimeout: 240_000,
          fileParallelism: false,
          // A browser on a busy machine: a test that needs its second try is printed as FLAKY, never passed over.
          retry: 1,
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/system/**/*.test.ts'],
          globalSetup: 'tests/system/globalSetup.ts',
          setupFiles,
          testTimeout: ownTime(180_000),
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
