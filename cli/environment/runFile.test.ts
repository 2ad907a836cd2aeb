import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endLeftovers, isAlive, runningSystem, runState, writePids } from './runFile.ts';

const fresh = () => mkdtempSync(join(tmpdir(), 'countersign-run-file-'));
const write = (directory: string, name: string, text: string) => writeFileSync(join(directory, name), text);

describe('what says that a system runs', () => {
  it.each(['', '{', '{"supervisor": 9', 'null'])('files that were cut to %j say nothing', (text) => {
    const directory = fresh();
    for (const name of ['run.json', 'pids.json', 'environment.json']) write(directory, name, text);
    expect([runState(directory), runningSystem(directory)]).toEqual([{ kind: 'nothing' }, null]);
    expect(endLeftovers(directory)).toBe(false);
  });

  it('this process runs, one that ended does not, and its files go', () => {
    const directory = fresh();
    const none = { api: null, worker: null, intake: null, sandbox: null, database: null, temporal: null };
    writePids(directory, { ...none, supervisor: process.pid });
    expect(runState(directory)).toMatchObject({ kind: 'running', supervisor: process.pid });
    write(directory, 'pids.json', JSON.stringify({ ...none, supervisor: process.pid, mark: 'of another boot:1' }));
    expect(runState(directory).kind).toBe('stale');
    expect([endLeftovers(directory), existsSync(join(directory, 'pids.json'))]).toEqual([true, false]);
  });

  // A signal to one of these reaches everybody.
  it.each([-1, 0, -7, 1.5, Number.NaN, null])('%s is no process of ours', (pid) => {
    expect(isAlive(pid)).toBe(false);
    const directory = fresh();
    write(directory, 'pids.json', JSON.stringify({ supervisor: pid }));
    expect(runState(directory).kind).not.toBe('running');
  });
});
