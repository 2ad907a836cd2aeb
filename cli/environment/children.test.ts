import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Children, createChildren } from './children.ts';
import { isAlive } from './runFile.ts';

let directory: string;
let children: Children;
let said: string[];
let ended: string[];
const program = (code: string) => async (spawned: (child: ChildProcess) => void) => {
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'pipe'] });
  spawned(child);
  return child;
};
const LIVES = 'process.stdout.write("up\\n"); setInterval(() => {}, 1000)';
/** A program that writes down its end. */
const lives = (name: string) => async (spawned: (child: ChildProcess) => void) => {
  const child = await program(LIVES)(spawned);
  // Of this test: it may end after the test has.
  const own = ended;
  child.once('exit', (_code, signal) => own.push(`${name} ${signal}`));
  await once(child.stdout ?? expect.fail('no output'), 'data');
  return child;
};
const again = (line: RegExp) => vi.waitFor(() => expect(said.join('\n')).toMatch(line), 10_000);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'countersign-children-'));
  mkdirSync(join(directory, 'logs'));
  [said, ended] = [[], []];
  children = createChildren({ directory, say: (line) => said.push(line), onChange: () => undefined });
});
afterEach(() => {
  children.kill();
  rmSync(directory, { recursive: true, force: true });
});

describe('processes of a system', () => {
  it('one that ends while the system starts stops the start, with its last words', async () => {
    await children.start('api', program('console.error("the port is taken"); process.exit(3)'));
    await expect(children.broken).rejects.toThrow(/^api ended \(exit code 3\): the port is taken$/);
    expect(said).toEqual([]);
  });

  it('one that can’t be started at all stops the start with its own error', async () => {
    const failing = children.start('api', async () => {
      throw new Error('no such program');
    });
    await expect(failing).rejects.toThrow('no such program');
  });

  it('one that ends later is started again, as another process', async () => {
    await children.start('worker', lives('worker'));
    children.settled();
    const before = children.pid('worker');
    children.end('worker');
    await again(/^worker ended \(SIGTERM\); starting it again$/);
    await vi.waitFor(() => expect(children.pid('worker')).not.toBeNull(), 10_000);
    expect(children.pid('worker')).not.toBe(before);
    expect(isAlive(children.pid('worker'))).toBe(true);
  });

  it('are told to end in order: who takes work first, the database last and by its own signal; none comes back', async () => {
    for (const name of ['database', 'sandbox', 'worker', 'api'] as const) await children.start(name, lives(name));
    children.settled();
    await children.stop();
    expect(ended).toEqual(['api SIGTERM', 'worker SIGTERM', 'sandbox SIGTERM', 'database SIGINT']);
    expect(said).toEqual([]);
    await children.start('api', lives('api'));
    expect(ended).toHaveLength(4);
    expect(isAlive(children.pid('api'))).toBe(false);
  });

  it('write all they say into their logs', async () => {
    await children.start('api', program('console.log("one"); console.error("two"); setInterval(() => {}, 1000)'));
    children.settled();
    const log = () => readFileSync(join(directory, 'logs', 'api.log'), 'utf8');
    await vi.waitFor(() => expect(log()).toMatch(/one\n[\s\S]*two\n|two\n[\s\S]*one\n/), 10_000);
  });

  it('that were never started have no id, and ending them ends nothing', async () => {
    expect(children.pid('intake')).toBeNull();
    children.end('intake');
    await children.stop();
    expect(ended).toEqual([]);
  });
});
