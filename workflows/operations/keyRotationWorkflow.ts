import { ApplicationFailure, defineQuery, proxyActivities, setHandler, sleep } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { KeyRotationInput, KeyRotationProgress, OperationsActivities } from './contract.ts';

const keys = proxyActivities<OperationsActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
  startToCloseTimeout: 300_000,
  heartbeatTimeout: 30_000,
});

const stateQuery = defineQuery<KeyRotationProgress>('state');
// Rows written under an older key while the rotation runs (a process that has not been restarted yet) need another pass.
const PASSES = 20;
const PAUSE_MS = 15_000;

/** Re-encrypts every field of the books under the newest key, while everybody goes on working, and proves it. */
export async function keyRotationWorkflow(input: KeyRotationInput): Promise<KeyRotationProgress> {
  const progress: KeyRotationProgress = { step: 'reencrypting', done: 0, left: 0 };
  setHandler(stateQuery, () => progress);
  for (let pass = 1; ; pass += 1) {
    progress.step = 'reencrypting';
    progress.done += (await keys.reencryptFields({ keyId: input.keyId })).done;
    progress.step = 'verifying';
    progress.left = (await keys.verifyFields({ keyId: input.keyId })).left;
    if (progress.left === 0) break;
    if (pass === PASSES)
      throw ApplicationFailure.nonRetryable(
        `${progress.left} fields are still under another key`,
        'ROTATION_UNFINISHED',
      );
    await sleep(PAUSE_MS, { summary: 'Waits for processes that still write under another key' });
  }
  await keys.recordRotation({ ...input, done: progress.done });
  progress.step = 'done';
  return progress;
}
