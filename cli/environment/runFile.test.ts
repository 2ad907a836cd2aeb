import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  endLeftovers,
  isAlive,
  type ProcessIds,
  type RunFile,
  readEnvironment,
  readPids,
  removeRunFiles,
  runningSystem,
  runState,
  writeEnvironment,
  writePids,
  writeRunFile,
} from './runFile.ts';

const NOBODY = { api: null, worker: null, intake: null, sandbox: null, database: null, temporal: null };
const pidsOf = (supervisor: number, part: Partial<ProcessIds> = {}): ProcessIds => ({ ...NOBODY, supervisor, ...part });
const runOf = (supervisor: number): RunFile => ({
  api: 'http://127.0.0.1:1',
  console: null,
  openapi: '',
  temporalAddress: '',
  temporalUi: '',
  temporalNamespace: '',
  sandbox: '',
  databaseUrl: 'postgres://u:secret@h/d',
  sqs: { endpoint: '', events: '', deadLetters: '', reviews: '' },
  pids: pidsOf(supervisor),
  logins: [],
});

let directory: string;
const started: ChildProcess[] = [];
/** A process that does nothing until it is ended; `marks` stand in its command line. */
function start(...marks: string[]): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', ...marks], { stdio: 'ignore' });
  started.push(child);
  return child.pid ?? expect.fail('not started');
}
async function end(pid: number): Promise<void> {
  const child = started.find((one) => one.pid === pid) ?? expect.fail('not ours');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'countersign-run-')), 'made', 'by', 'it');
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

describe('the files of a system', () => {
  it('say nothing where there are none', () => {
    expect([
      runState(directory),
      runningSystem(directory),
      readEnvironment(directory),
      endLeftovers(directory),
    ]).toEqual([{ kind: 'nothing' }, null, null, false]);
  });

  it('say that it starts before everything has answered, and that it runs afterwards', () => {
    writePids(directory, pidsOf(process.pid));
    expect(runState(directory)).toEqual({ kind: 'running', run: null, supervisor: process.pid });
    writeRunFile(directory, runOf(process.pid));
    writeEnvironment(directory, { PORT: '1' });
    expect(runningSystem(directory)).toEqual(runOf(process.pid));
    expect(readEnvironment(directory)).toEqual({ PORT: '1' });
    expect(endLeftovers(directory), 'a living system is left alone').toBe(false);
    removeRunFiles(directory);
    expect([runState(directory), readdirSync(directory)]).toEqual([{ kind: 'nothing' }, []]);
  });

  it('are for their owner only, because they hold passwords, and never half written', () => {
    writeRunFile(directory, runOf(process.pid));
    writePids(directory, pidsOf(process.pid));
    writeEnvironment(directory, { SECRET: 's' });
    for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).mode & 0o777, name).toBe(0o600);
    expect(readdirSync(directory).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('of a supervisor that was killed are stale: no command joins it', async () => {
    const supervisor = start();
    writePids(directory, pidsOf(supervisor));
    writeRunFile(directory, runOf(supervisor));
    writeEnvironment(directory, { PORT: '1' });
    expect(runState(directory).kind).toBe('running');
    await end(supervisor);
    expect(runState(directory)).toEqual({ kind: 'stale', supervisor });
    expect([runningSystem(directory), readEnvironment(directory)]).toEqual([null, null]);
  });

  it('do not take a later process with the same id for the supervisor', () => {
    writePids(directory, pidsOf(process.pid));
    const path = join(directory, 'pids.json');
    const { mark, ...rest } = readPids(directory) ?? expect.fail('no pids');
    expect(mark).toMatch(/^[0-9a-f-]+:\d+$/);
    writeFileSync(path, readFileSync(path, 'utf8').replace(String(mark), `${mark}1`));
    expect(runState(directory)).toEqual({ kind: 'stale', supervisor: process.pid });
    // Of an older version there is no mark: the id has to do.
    writeFileSync(path, JSON.stringify(rest));
    expect(runState(directory).kind).toBe('running');
  });
});

describe('what a killed supervisor left behind', () => {
  it('is ended where it is one of ours, and its files are removed; a stranger with such an id lives on', async () => {
    const [supervisor, ours, stranger] = [start(), start('cli/main.ts'), start('somebody')];
    writePids(directory, pidsOf(supervisor, { api: ours, worker: stranger, database: 2 ** 22 + 1 }));
    await end(supervisor);
    const gone = once(started.find(({ pid }) => pid === ours) ?? expect.fail('not ours'), 'exit');
    expect(endLeftovers(directory)).toBe(true);
    await gone;
    expect([isAlive(ours), isAlive(stranger), runState(directory)]).toEqual([false, true, { kind: 'nothing' }]);
    expect(endLeftovers(directory), 'there is nothing left').toBe(false);
  });

  it('no id is no process', () => {
    for (const pid of [null, 0, 2 ** 22 + 1]) expect(isAlive(pid), String(pid)).toBe(false);
    expect(isAlive(process.pid)).toBe(true);
  });
});
