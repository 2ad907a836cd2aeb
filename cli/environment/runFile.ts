import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoLogin } from '../../db/seed/tenants.ts';

export type ChildName = 'api' | 'worker' | 'intake' | 'sandbox' | 'database' | 'temporal';

export type ProcessIds = Record<ChildName, number | null> & { supervisor: number };

/** What `up` and `demo` write once everything answers: the one file outsiders read. */
export interface RunFile {
  api: string;
  console: string | null;
  openapi: string;
  temporalAddress: string;
  temporalUi: string;
  temporalNamespace: string;
  sandbox: string;
  databaseUrl: string;
  sqs: { endpoint: string; events: string; deadLetters: string; reviews: string };
  pids: ProcessIds;
  logins: DemoLogin[];
}

const write = (path: string, value: unknown) => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
};
const read = <Value>(path: string): Value | null =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Value) : null;

const runPath = (directory: string) => join(directory, 'run.json');
const pidsPath = (directory: string) => join(directory, 'pids.json');
const environmentPath = (directory: string) => join(directory, 'environment.json');

export const writeRunFile = (directory: string, run: RunFile): void => write(runPath(directory), run);
export const readRunFile = (directory: string): RunFile | null => read<RunFile>(runPath(directory));

/** Process ids from the first child on, so that leftovers of a killed start can be ended. */
export const writePids = (directory: string, pids: ProcessIds): void => write(pidsPath(directory), pids);
export const readPids = (directory: string): ProcessIds | null => read<ProcessIds>(pidsPath(directory));

/** Removes every file that says a system runs here. */
export function removeRunFiles(directory: string): void {
  for (const path of [runPath(directory), pidsPath(directory), environmentPath(directory)])
    rmSync(path, { force: true });
}

/** Variables that children of a running system were started with, so that single commands join it. */
export const writeEnvironment = (directory: string, variables: Record<string, string>): void =>
  write(environmentPath(directory), variables);
export const readEnvironment = (directory: string): Record<string, string> | null =>
  read<Record<string, string>>(environmentPath(directory));

/** True when a process with this id exists. */
export function isAlive(pid: number | null): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The run file of a system whose supervisor is alive, else null. */
export function runningSystem(directory: string): RunFile | null {
  const run = readRunFile(directory);
  return run && isAlive(run.pids.supervisor) ? run : null;
}
