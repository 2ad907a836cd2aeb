import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const VERSION = '4.32.5';
const directory = join(import.meta.dirname, '..', '..', '.cache', `schemathesis-${VERSION}`);
export const SCHEMATHESIS = join(directory, 'bin', 'schemathesis');

/** Installs schemathesis into the project's cache where Python is present. Returns why it can't be used, or null. */
export function prepareSchemathesis(say: (line: string) => void): string | null {
  if (existsSync(SCHEMATHESIS)) return null;
  const run = (command: string, args: string[]) => spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
  if (run('python3', ['--version']).status !== 0) return 'there is no python3 here';
  say(`installing schemathesis ${VERSION} into .cache (once)`);
  const made = run('python3', ['-m', 'venv', directory]);
  if (made.status !== 0) return `python3 -m venv failed: ${made.stderr.trim().split('\n').at(-1)}`;
  const installed = run(join(directory, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
  return installed.status === 0 && existsSync(SCHEMATHESIS)
    ? null
    : `pip could not install it: ${installed.stderr.trim().split('\n').at(-1)}`;
}
