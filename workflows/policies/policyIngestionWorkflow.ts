import {
  ApplicationFailure,
  defineQuery,
  isCancellation,
  patched,
  proxyActivities,
  setHandler,
  TimeoutFailure,
} from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { PolicyActivities, PolicyIngestionInput } from './contract.ts';

const policies = proxyActivities<PolicyActivities>({ taskQueue: TASK_QUEUES.llm, ...RETRY.llm });
const books = proxyActivities<PolicyActivities>({ taskQueue: TASK_QUEUES.llm, ...RETRY.books });

const stateQuery = defineQuery<{ step: string }>('state');

/** Why an activity was given up, as a stable code. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof TimeoutFailure) return 'TIMEOUT';
  return cause instanceof ApplicationFailure && cause.type ? cause.type : 'RETRIES_EXHAUSTED';
}

/**
 * Reads one policy file, splits it into sections, embeds and stores them. A file that can't be read is marked, and one
 * whose ingestion fails for good too, with its reason: none stays pending.
 */
export async function policyIngestionWorkflow(input: PolicyIngestionInput): Promise<{ sections: number }> {
  let step = 'ingesting';
  setHandler(stateQuery, () => ({ step }));
  try {
    const result = await policies.ingestPolicy(input);
    step = 'done';
    return result;
  } catch (error) {
    if (isCancellation(error) || !patched('policy-failure-is-shown')) throw error;
    await books.failPolicy({ ...input, code: codeOf(error) });
    step = 'failed';
    return { sections: 0 };
  }
}
