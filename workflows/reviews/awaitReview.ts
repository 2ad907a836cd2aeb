import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  proxyActivities,
  setHandler,
  uuid4,
} from '@temporalio/workflow';
import type { ReviewActivities } from '../../activities/reviews/area.ts';
import { type DecisionMessage, judgeDecision, type TaskState } from '../../domain/reviews/decision.ts';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import {
  type DecisionAccepted,
  type OpenedTask,
  type ReviewOutcome,
  reviewDecisionSignal,
  reviewDecisionUpdate,
} from './contract.ts';

const books = proxyActivities<ReviewActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
});

export interface ReviewHandlers {
  /** Waits for the decision of `task`: reminds, escalates, and at the end expires without acting. */
  awaitReview(task: OpenedTask): Promise<ReviewOutcome>;
  /** True while a decision is being handled: then the run must not continue as new. */
  busy(): boolean;
}

// How long a decision may wait for its task to become known here; the books answer for one that never does.
const OPENING_MS = 10_000;

const refusal = (code: string) => ApplicationFailure.create({ type: code, message: code, nonRetryable: true });

/** Values from outside are unknown until checked: a plaintext or foreign payload decodes to something else. */
function isDecision(message: unknown): message is DecisionMessage {
  const fields = message as Partial<DecisionMessage> | null;
  return (
    typeof fields?.taskId === 'string' && typeof fields.shownHash === 'string' && typeof fields.action === 'string'
  );
}

/**
 * Registers the review handlers; call it before the first await of a workflow. The workflow is the judge: the validator
 * is pure, the handler locks the task at once and lets one activity check what only the books know.
 */
export function handleReviews(scope: { tenantId: string; processId: string }): ReviewHandlers {
  let task: TaskState | null = null;
  let outcome: ReviewOutcome | null = null;

  /** Tasks this run has finished with; anything else it does not know may be a task that is just being opened. */
  const finished = new Set<string>();
  let handling = 0;
  const known = (taskId: string) => task?.taskId === taskId || finished.has(taskId);

  async function decide(message: DecisionMessage): Promise<DecisionAccepted> {
    // The task is visible in the books a moment before its activity's result reaches this run: a decision that comes
    // in that moment waits for it. One that comes while another is being admitted waits for that verdict.
    await condition(() => known(message.taskId), OPENING_MS);
    await condition(() => !task?.admitting);
    const verdict = judgeDecision(task, message);
    if (!verdict.ok || !task) throw refusal(verdict.ok ? 'REVIEW_STALE' : verdict.code);
    if (verdict.repeat && outcome?.kind === 'decided')
      return { decisionId: outcome.decisionId, action: outcome.action, repeat: true };
    task.admitting = message.requestId;
    try {
      const admitted = await books.admitDecision({ ...scope, message });
      if (!admitted.ok) throw refusal(admitted.code);
      task.decided = { requestId: message.requestId, action: message.action };
      outcome = { kind: 'decided', decisionId: admitted.decisionId, action: message.action, pays: admitted.pays };
      return { decisionId: admitted.decisionId, action: message.action, repeat: false };
    } finally {
      task.admitting = null;
    }
  }

  async function handle(message: DecisionMessage): Promise<DecisionAccepted> {
    handling += 1;
    try {
      return await decide(message);
    } finally {
      handling -= 1;
    }
  }

  setHandler(reviewDecisionUpdate, handle, {
    validator: (message) => {
      if (!isDecision(message)) throw refusal('VALIDATION_FAILED');
      if (!known(message.taskId)) return;
      const verdict = judgeDecision(task, message);
      if (!verdict.ok) throw refusal(verdict.code);
    },
  });
  setHandler(reviewDecisionSignal, async (message) => {
    const requestId = uuid4();
    const readable = isDecision({ ...message, requestId, actor: 'temporal-operator' });
    try {
      if (!readable) throw refusal('VALIDATION_FAILED');
      await handle({ ...message, requestId, actor: 'temporal-operator' });
    } catch (error) {
      // A signal has nobody to answer to, so its refusal becomes an event.
      const code = error instanceof ApplicationFailure ? (error.type ?? 'VALIDATION_FAILED') : 'VALIDATION_FAILED';
      await books.recordSignalRefusal({ ...scope, code });
    }
  });

  async function waitUntil(atMs: number | null): Promise<boolean> {
    const done = () => outcome !== null;
    if (atMs === null) {
      await condition(done);
      return true;
    }
    const leftMs = atMs - Date.now();
    if (leftMs > 0) await condition(done, leftMs);
    // Branch on state, never on the boolean of condition(): the decision may land with the timer.
    return outcome !== null;
  }

  return {
    busy: () => handling > 0,
    async awaitReview(opened) {
      if (opened.closed) return opened.closed;
      outcome = null;
      if (task) finished.add(task.taskId);
      task = {
        taskId: opened.taskId,
        shownHash: opened.shownHash,
        kind: opened.kind,
        hasProposal: opened.hasProposal,
        admitting: null,
        decided: null,
        expired: false,
      };
      for (const [stage, atMs] of [
        ['remind', opened.remindAtMs],
        ['escalate', opened.escalateAtMs],
      ] as const) {
        if (atMs === null || atMs < Date.now() - 1000 || atMs >= (opened.expiresAtMs ?? Number.POSITIVE_INFINITY))
          continue;
        if (!(await waitUntil(atMs))) await books.remindReview({ ...scope, taskId: opened.taskId, stage });
      }
      if (!(await waitUntil(opened.expiresAtMs))) {
        // Expiry takes the same lock as a decision: whoever is being admitted goes first.
        await condition(() => !task?.admitting);
        if (outcome === null) {
          task.expired = true;
          await books.expireReview({ ...scope, taskId: opened.taskId });
          outcome = { kind: 'expired' };
        }
      }
      await condition(allHandlersFinished);
      return outcome ?? { kind: 'expired' };
    },
  };
}
