import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { loadConfiguration } from '../../cli/configuration.ts';
import { startSystem } from '../../cli/supervisor.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dataDirectory: string;
  }
}

/** The whole system, started as `npm run up` starts it, on free ports with data of its own. */
export default (project: TestProject): Promise<() => Promise<void>> => startForTests(project);

export async function startForTests(
  project: TestProject,
  overrides: Record<string, string> = {},
): Promise<() => Promise<void>> {
  // `npm run test:file` sets it where a system runs already: nothing is started, and nothing is ended.
  const attached = process.env.ATTACH_DATA_DIR;
  if (attached) {
    project.provide('dataDirectory', attached);
    return async () => undefined;
  }
  const directory = mkdtempSync(join(tmpdir(), 'countersign-system-'));
  const lines: string[] = [];
  const configuration = loadConfiguration({
    ...process.env,
    DATA_DIR: directory,
    PORT: '0',
    DATABASE_URL: process.env.TEST_DATABASE_URL ?? '',
    TEMPORAL_ADDRESS: '',
  });
  try {
    const system = await startSystem(configuration, {
      say: (line) => lines.push(line),
      // Gmail's minute is a hundred times as long as it is, for the sandbox and for whoever asks it.
      overrides: { LOG_LEVEL: 'info', GMAIL_UNITS_PER_MINUTE: '600000', ...overrides },
    });
    project.provide('dataDirectory', directory);
    return () => system.stop();
  } catch (error) {
    process.stderr.write(`${lines.join('\n')}\n`);
    throw error;
  }
}
