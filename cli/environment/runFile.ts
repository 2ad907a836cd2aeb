import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoLogin } from '../../db/seed/tenants.ts';

export type ChildName = 'api' | 'worker' | 'intake' | 'sandbox' | 'database' | 'temporal';

export type ProcessIds = Record<ChildName, number | null> & { supervisor: number };
/** `mark` tells the supervisor from a later process that got its id. */
type MarkedIds = ProcessIds & { mark?: string | null };

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
/** null where there is no file, and where it was cut: a machine that lost its power may keep a name without its content. */
function read<Value>(path: string): Value | null {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Value;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const runPath = (directory: string) => join(directory, 'run.json');
const pidsPath = (directory: string) => join(directory, 'pids.json');
const environmentPath = (directory: string) => join(directory, 'environment.json');

export const writeRunFile = (directory: string, run: RunFile): void => write(runPath(directory), run);
export const readRunFile = (directory: string): RunFile | null => read<RunFile>(runPath(directory));

/** Process ids from the first child on, so that leftovers of a killed start can be ended. */
export const writePids = (directory: string, pids: ProcessIds): void =>
  write(pidsPath(directory), { ...pids, mark: markOf(pids.supervisor) });
export const readPids = (directory: string): MarkedIds | null => read<MarkedIds>(pidsPath(directory));

/** Removes every file that says a system runs here. */
export function removeRunFiles(directory: string): void {
  for (const path of [runPath(directory), pidsPath(directory), environmentPath(directory)])
    rmSync(path, { force: true });
}

/** Variables that children of a running system were started with, so that single commands join it. */
export const writeEnvironment = (directory: string, variables: Record<string, string>): void =>
  write(environmentPath(directory), variables);

/** True when a process with this id exists. Numbers that mean a group or everybody are no process. */
export function isAlive(pid: number | null): boolean {
  if (!Number.isSafeInteger(pid) || pid === null || pid < 1) return false;
  try {
    process.kill(pid, 0);
    // One that has ended stays in the list until its parent asks for it, which in a container may be never.
    return statOf(pid)?.[0] !== 'Z';
  } catch (error) {
    // It exists and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** What Linux says of a process, behind its name, which may have spaces and brackets in it; null where there is no /proc. */
function statOf(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? null;
  } catch {
    return null;
  }
}

/** What only this process of this id has: when it began, and in which boot of the machine. */
function markOf(pid: number): string | null {
  const began = statOf(pid)?.[19];
  return began ? `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${began}` : null;
}

export type RunState =
  | { kind: 'nothing' }
  /** The supervisor lives; `run` is null until everything has answered. */
  | { kind: 'running'; run: RunFile | null; supervisor: number }
  /** The files of a system whose supervisor ended without removing them: killed, or the machine lost its power. */
  | { kind: 'stale'; supervisor: number };

/** What the files below `directory` say, checked against the processes of this machine. */
export function runState(directory: string): RunState {
  const run = readRunFile(directory);
  const pids = readPids(directory);
  const supervisor = pids?.supervisor ?? run?.pids.supervisor;
  if (!supervisor) return { kind: 'nothing' };
  const mark = pids?.mark ?? null;
  const alive = isAlive(supervisor) && (mark === null || markOf(supervisor) === mark);
  return alive ? { kind: 'running', run, supervisor } : { kind: 'stale', supervisor };
}

/** One sentence on files that nobody stands behind any more. */
export const staleText = (directory: string, supervisor: number): string =>
  `nothing runs here: the files in ${directory} are of a system that ended without removing them (supervisor ${supervisor}); \`countersign down\` removes them, and \`countersign up\` starts anew`;

/** The run file of a system whose supervisor is alive, else null. */
export function runningSystem(directory: string): RunFile | null {
  const state = runState(directory);
  return state.kind === 'running' ? state.run : null;
}

/** The variables of the system that runs on `directory`; null when none does, whatever its files say. */
export function readEnvironment(directory: string): Record<string, string> | null {
  return runState(directory).kind === 'running' ? read<Record<string, string>>(environmentPath(directory)) : null;
}

/** Ends what a supervisor that was killed left behind: only processes that its file names and that look like ours. */
export function endLeftovers(directory: string): boolean {
  if (runState(directory).kind !== 'stale') return false;
  for (const pid of Object.values(readPids(directory) ?? {})) {
    if (typeof pid !== 'number' || !isAlive(pid)) continue;
    const path = `/proc/${pid}/cmdline`;
    const line = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (/cli\/main\.ts|start-dev|bin\/postgres/.test(line)) process.kill(pid, 'SIGKILL');
  }
  removeRunFiles(directory);
  return true;
}
