import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RETRY } from '../../temporal.config.ts';

const root = join(import.meta.dirname, '..', '..');
/** Longer than this nobody waits to hear that a worker has died. */
const LONGEST_SILENCE_MS = 30_000;

/** Whether activities with these options may run longer than that without a beat. */
function isSilent(options: string): boolean {
  const preset = /\.\.\.RETRY\.(\w+)/.exec(options)?.[1] as keyof typeof RETRY | undefined;
  const own = /startToCloseTimeout: ([\d_]+)/.exec(options)?.[1]?.replaceAll('_', '');
  const longestMs = Number(own ?? (preset && RETRY[preset].startToCloseTimeout) ?? Number.POSITIVE_INFINITY);
  const beats = options.includes('heartbeatTimeout') || (preset !== undefined && 'heartbeatTimeout' in RETRY[preset]);
  return longestMs > LONGEST_SILENCE_MS && !beats;
}

it('an activity that may take more than half a minute beats, so that the death of its worker is noticed', () => {
  const files = globSync('workflows/**/*.ts', { cwd: root });
  const found = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/proxyActivities<[^(]*>\(\{([^}]*)\}\)/g)].map((match) => ({
      file,
      options: match[1] ?? '',
    })),
  );
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter(({ options }) => isSilent(options)).map(({ file }) => file)).toEqual([]);
  // Planted bug: what the matching had, and a kill of its worker waited fifteen minutes for.
  expect(isSilent('taskQueue: TASK_QUEUES.core, ...RETRY.books, startToCloseTimeout: 900_000')).toBe(true);
  expect(isSilent('taskQueue: TASK_QUEUES.core, ...RETRY.read, startToCloseTimeout: 900_000')).toBe(false);
});
