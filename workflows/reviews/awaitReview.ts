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
  type ReviewScope,
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

/** What a run holds about its reviews, one after the other. */
interface Held {
  scope: ReviewScope;
  task: TaskState | null;
  outcome: ReviewOutcome | null;
  /** Tasks this run has finished with; anything else it does not know may be a task that is just being opened. */
  finished: Set<string>;
}

const isKnown = (held: Held, taskId: string) => held.task?.taskId === taskId || held.finished.has(taskId);

async function decide(held: Held, message: DecisionMessage): Promise<DecisionAccepted> {
  // The task is visible in the books a moment before its activity's result reaches this run: a decision that comes
  // in that moment waits for it. One that comes while another is being admitted waits for that verdict.
  await condition(() => isKnown(held, message.taskId), OPENING_MS, { summary: 'Waits for its task to open' });
  await condition(() => !held.task?.admitting);
  const { task, outcome } = held;
  const verdict = judgeDecision(task, message);
  if (!verdict.ok || !task) throw refusal(verdict.ok ? 'REVIEW_STALE' : verdict.code);
  if (verdict.repeat && outcome?.kind === 'decided')
    return { decisionId: outcome.decisionId, action: outcome.action, repeat: true };
  task.admitting = message.requestId;
  try {
    const admitted = await books.admitDecision({ ...held.scope, message });
    if (!admitted.ok) throw refusal(admitted.code);
    task.decided = { requestId: message.requestId, action: message.action };
    held.outcome = { kind: 'decided', decisionId: admitted.decisionId, action: message.action, pays: admitted.pays };
    return { decisionId: admitted.decisionId, action: message.action, repeat: false };
  } finally {
    task.admitting = null;
  }
}

async function handleSignal(held: Held, message: Omit<DecisionMessage, 'actor' | 'requestId'>): Promise<void> {
  const decision: DecisionMessage = { ...message, requestId: uuid4(), actor: 'temporal-operator' };
  try {
    if (!isDecision(decision)) throw refusal('VALIDATION_FAILED');
    await decide(held, decision);
  } catch (error) {
    // A signal has nobody to answer to, so its refusal becomes an event.
    const code = error instanceof ApplicationFailure ? (error.type ?? 'VALIDATION_FAILED') : 'VALIDATION_FAILED';
    await books.recordSignalRefusal({ ...held.scope, code });
  }
}

/** Whether there is an outcome by then; null = whenever there is one. */
async function waitUntil(held: Held, atMs: number | null): Promise<boolean> {
  const done = () => held.outcome !== null;
  if (atMs === null) {
    await condition(done);
    return true;
  }
  const leftMs = atMs - Date.now();
  if (leftMs > 0) await condition(done, leftMs, { summary: 'Waits for a decision' });
  // Branch on state, never on the boolean of condition(): the decision may land with the timer.
  return held.outcome !== null;
}

/** Reminds and escalates while nobody decides. */
async function remind(held: Held, opened: OpenedTask): Promise<void> {
  for (const [stage, atMs] of [
    ['remind', opened.remindAtMs],
    ['escalate', opened.escalateAtMs],
  ] as const) {
    if (atMs === null || atMs < Date.now() - 1000 || atMs >= (opened.expiresAtMs ?? Number.POSITIVE_INFINITY)) continue;
    if (!(await waitUntil(held, atMs))) await books.remindReview({ ...held.scope, taskId: opened.taskId, stage });
  }
}

async function awaitReview(held: Held, opened: OpenedTask): Promise<ReviewOutcome> {
  if (opened.closed) return opened.closed;
  const { taskId, shownHash, kind, hasProposal } = opened;
  held.outcome = null;
  if (held.task) held.finished.add(held.task.taskId);
  const task: TaskState = { taskId, shownHash, kind, hasProposal, admitting: null, decided: null, expired: false };
  held.task = task;
  await remind(held, opened);
  if (!(await waitUntil(held, opened.expiresAtMs))) {
    // Expiry takes the same lock as a decision: whoever is being admitted goes first.
    await condition(() => !task.admitting);
    if (held.outcome === null) {
      task.expired = true;
      await books.expireReview({ ...held.scope, taskId });
      held.outcome = { kind: 'expired' };
    }
  }
  await condition(allHandlersFinished);
  return held.outcome ?? { kind: 'expired' };
}

/**
 * Registers the review handlers; call it before the first await of a workflow. The workflow is the judge: the validator
 * is pure, the handler locks the task at once and lets one activity check what only the books know.
 */
export function handleReviews(scope: ReviewScope): ReviewHandlers {
  const held: Held = { scope, task: null, outcome: null, finished: new Set() };
  setHandler(reviewDecisionUpdate, (message) => decide(held, message), {
    validator: (message) => {
      if (!isDecision(message)) throw refusal('VALIDATION_FAILED');
      if (!isKnown(held, message.taskId)) return;
      const verdict = judgeDecision(held.task, message);
      if (!verdict.ok) throw refusal(verdict.code);
    },
  });
  setHandler(reviewDecisionSignal, (message) => handleSignal(held, message));
  return {
    awaitReview: (opened) => awaitReview(held, opened),
  };
}
