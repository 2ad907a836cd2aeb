import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { type KeyRing, parseKeyRing } from '../../db/encryption/keyRing.ts';
import { workflowBundle } from '../../workers/bundle.ts';
import { createDataConverter } from '../../workers/dataConverter.ts';
import { installRuntime } from '../environment/programs.ts';
import { Failure } from '../terminal/failure.ts';
import { progress } from '../terminal/progress.ts';

const root = join(import.meta.dirname, '..', '..');

/** Histories under tests/ are recorded with this key, which guards nothing. */
export const TEST_KEY_RING: KeyRing = parseKeyRing(`replay:${Buffer.alloc(32, 7).toString('base64url')}`);

export interface ReplayResult {
  file: string;
  /** null when it replayed; else what went wrong. */
  problem: string | null;
}

/** Replays one history file against today's workflow code. */
export async function replayHistory(file: string, ring: KeyRing): Promise<ReplayResult> {
  const { code } = await workflowBundle();
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as {
      workflowId?: string;
      history?: unknown;
      events?: unknown;
    };
    // Ours carry the workflow id beside the history; the Temporal CLI and UI export the history alone.
    const history = historyFromJSON(stored.events ? stored : stored.history);
    const options = { workflowBundle: { code }, dataConverter: createDataConverter(ring), replayName: basename(file) };
    await Worker.runReplayHistory(options, history, stored.workflowId);
    return { file, problem: null };
  } catch (error) {
    return { file, problem: error instanceof Error ? (error.message.split('\n')[0] ?? 'failed') : 'failed' };
  }
}

/** Replays files, or all stored ones; the exit code is not 0 when one does not replay. */
export async function replay(files: string[], ring: KeyRing | null): Promise<void> {
  await installRuntime();
  const all =
    files.length > 0
      ? files
      : globSync('tests/histories/*.json', { cwd: root })
          .toSorted()
          .map((file) => join(root, file));
  if (all.length === 0) throw new Failure('missing', 'no stored history is there');
  const step = progress('replaying', all.length);
  // Stored histories are sealed with the test key, exported ones with the key of the system they ran on.
  const rings = files.length > 0 && ring ? [ring, TEST_KEY_RING] : [TEST_KEY_RING];
  let failed = 0;
  for (const file of all) {
    let result: ReplayResult = { file, problem: 'not replayed' };
    for (const candidate of rings) {
      result = await replayHistory(file, candidate);
      if (!result.problem) break;
    }
    if (result.problem) failed += 1;
    step();
    process.stdout.write(
      `${result.problem ? 'FAIL' : 'ok  '} ${basename(file)}${result.problem ? `: ${result.problem}` : ''}\n`,
    );
  }
  process.stdout.write(`${all.length - failed} replayed, ${failed} failed\n`);
  if (failed > 0) process.exitCode = 1;
}
