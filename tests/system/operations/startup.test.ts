import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { isAlive, readPids, readRunFile } from '../../../cli/environment/runFile.ts';
import { command } from '../http.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const START_MS = 150_000;
const FILES = ['run.json', 'pids.json', 'environment.json'];

/** `demo` as somebody types it: in a process group of its own, as a terminal makes it, behind the bootstrap. */
async function startDemo(directory: string, until: RegExp) {
  const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'cli/main.ts', 'demo'], {
    env: { ...process.env, DATA_DIR: directory, PORT: '0', DATABASE_URL: '', TEMPORAL_ADDRESS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'exit').then(() => child.exitCode);
  const deadline = Date.now() + START_MS;
  while (!until.test(output) && child.exitCode === null && Date.now() < deadline) await pause(100);
  expect(output).toMatch(until);
  const pids = Object.values(readPids(directory) ?? {}).filter((pid): pid is number => typeof pid === 'number');
  return { child, ended, pids, output: () => output };
}

/** Our own processes that were started on a data folder, also those that no file names. */
const startedOn = (directory: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        return (
          environment.includes(`DATA_DIR=${directory}`) &&
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.ts')
        );
      } catch {
        // It has ended meanwhile.
        return false;
      }
    })
    .filter(isAlive);

const cli = (directory: string, ...args: string[]) =>
  command(['cli/main.ts', ...args], { DATA_DIR: directory, DATABASE_URL: '', TEMPORAL_ADDRESS: '' });

describe('a demo that is interrupted', () => {
  it('by Ctrl-C while it plays leaves no process and no file that says it runs', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-demo-'));
    const { child, ended, pids, output } = await startDemo(directory, /playing \d+ disputes/);
    expect(pids.length).toBeGreaterThanOrEqual(6);
    expect(readRunFile(directory)).not.toBeNull();
    // A terminal tells every process of the group; the bootstrap passes it on once more.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended, output()).toBe(130);
    expect(FILES.filter((name) => existsSync(join(directory, name)))).toEqual([]);
    expect(pids.filter(isAlive)).toEqual([]);
    const doctor = await cli(directory, 'doctor');
    expect(doctor.stdout).toMatch(/ok +running +nothing; start with npm run up or npm run demo/);
    expect(doctor.stdout).not.toContain('does not answer');
  });

  it('by kill -9 takes its own processes with it, whatever was written down of them', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-demo-'));
    const { child } = await startDemo(directory, /starting the sandbox/);
    const supervisor = readPids(directory)?.supervisor ?? 0;
    const begun = () => startedOn(directory).filter((pid) => ![supervisor, child.pid].includes(pid));
    while (begun().length === 0 && child.exitCode === null) await pause(20);
    process.kill(supervisor, 'SIGKILL');
    child.kill('SIGKILL');
    const deadline = Date.now() + 30_000;
    while (startedOn(directory).length > 0 && Date.now() < deadline) await pause(100);
    expect(startedOn(directory)).toEqual([]);
    await cli(directory, 'down');
  });

  it('by kill -9 leaves files that every command knows to be stale; down removes them and what still ran', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-demo-'));
    const { child, pids } = await startDemo(directory, /starting worker, API and intake/);
    const supervisor = readPids(directory)?.supervisor ?? 0;
    process.kill(supervisor, 'SIGKILL');
    child.kill('SIGKILL');
    while (isAlive(supervisor)) await pause(50);
    const doctor = await cli(directory, 'doctor');
    expect(doctor.stdout).toMatch(
      /warn +running +nothing runs here: the files in .* are of a system that ended without removing them/,
    );
    expect(doctor.stdout).not.toContain('does not answer');
    const reviews = await cli(directory, 'reviews', 'list');
    expect(reviews).toMatchObject({ status: 3, stderr: expect.stringContaining('are of a system that ended') });
    const down = await cli(directory, 'down');
    expect(down.stdout).toContain('are of a system that ended without removing them');
    expect(down.stdout).toContain('removed');
    await pause(1_000);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(FILES.filter((name) => existsSync(join(directory, name)))).toEqual([]);
    expect((await cli(directory, 'down')).stdout).toContain('nothing is running here');
  });
});

describe('a system that runs', () => {
  it('keeps databases, logs, addresses and keys to its own user', () => {
    const open: string[] = [];
    const look = (path: string) => {
      const stats = statSync(path);
      if ((stats.mode & 0o077) !== 0) open.push(path);
      if (stats.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
    };
    look(inject('dataDirectory'));
    expect(open).toEqual([]);
  });

  it('lets nobody in but from this machine: sandbox, queue and mail listen on 127.0.0.1 alone', async () => {
    const run = readRunFile(inject('dataDirectory'));
    const answers = (port: number, host: string) =>
      new Promise<boolean>((resolve) => {
        const socket = createConnection(port, host, () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => resolve(false));
      });
    for (const address of [run?.sandbox, run?.sqs.endpoint, run?.api]) {
      const port = Number(new URL(address ?? '').port);
      // A server that listens on every address answers on this one, too.
      expect([await answers(port, '127.0.0.1'), await answers(port, '127.0.0.2')], address).toEqual([true, false]);
    }
  });
});
