import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ownClock } from '../../bench/measure.ts';

export const root = join(import.meta.dirname, '..', '..');
export const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
/** A command that takes longer hangs; without the time that the host gave to others. */
const LONGEST_MS = 1_500_000;

export interface Finished {
  status: number | null;
  output: string;
}

/** Runs a command of this repository to its end and keeps what it writes. */
export async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Finished> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const startedAt = ownClock();
  const guard = setInterval(() => {
    if (ownClock() - startedAt > LONGEST_MS) child.kill();
  }, 5_000);
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message));
      resolve(null);
    });
    child.once('close', resolve);
  });
  clearInterval(guard);
  return { status, output: Buffer.concat(chunks).toString() };
}

/** What a failed command wrote last; null = it succeeded. */
export async function failed(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string | null> {
  const { status, output } = await run(command, args, env);
  return status === 0 ? null : output.slice(-6000);
}
