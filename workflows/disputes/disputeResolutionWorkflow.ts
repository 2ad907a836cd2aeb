import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { isAboutModel, type ParkReason, vendorReason } from '../../domain/money/parkReasons.ts';
import { LONG_WAIT_MS, MONEY_STOP_WAIT, RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { MoneyStep } from '../money/contract.ts';
import { handleReviews, type ReviewHandlers } from '../reviews/awaitReview.ts';
import type { ReviewOutcome } from '../reviews/contract.ts';
import {
  cancelDisputeSignal,
  type DisputeActivities,
  type DisputeInput,
  type DisputeResult,
  type DisputeState,
  disputeStateQuery,
  type Parked,
  type RunScope,
} from './contract.ts';

const collect = proxyActivities<DisputeActivities['integrations']>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
});
const retrieve = proxyActivities<DisputeActivities['llm']>({
  taskQueue: TASK_QUEUES.llm,
  ...RETRY.llm,
});
const books = proxyActivities<DisputeActivities['core']>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
});
const checks = proxyLocalActivities<Pick<DisputeActivities['core'], 'validateDispute'>>(RETRY.db);
const money = proxyActivities<DisputeActivities['payouts']>({
  taskQueue: TASK_QUEUES.payouts,
  ...RETRY.money,
});

/** Why a step gave up, as a stable code. */
function failureCode(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.type ? cause.type : 'RETRIES_EXHAUSTED';
}

/** Who is asked what became of each call. */
const VENDOR_OF_LEG = { refund: 'the payment vendor', billing: 'billing' } as const;

type Execution =
  | { kind: 'done'; refundId: string | null }
  | { kind: 'refused'; code: string }
  | { kind: 'review_again'; reason: ParkReason };

/**
 * One dispute from its event to exactly one refund or none: collect, validate, propose, review by a person, execute,
 * store. Every wait is an input; every effect is found again under its key when the run is repeated from the beginning.
 */
export async function disputeResolutionWorkflow(input: DisputeInput): Promise<DisputeResult> {
  const scope = { tenantId: input.tenantId, processId: input.processId, requestId: input.requestId };
  const state: DisputeState = { step: 'fetching_data', round: input.resume?.round ?? 1, taskId: null };
  const handlers = handleReviews(scope);
  setHandler(disputeStateQuery, () => state);
  const root = CancellationScope.current();
  setHandler(cancelDisputeSignal, () => root.cancel());

  const enter = (step: DisputeState['step']) => {
    state.step = step;
    setCurrentDetails(`Step: ${step}, round ${state.round}`);
    upsertSearchAttributes({ BusinessStatus: [step] });
  };
  const end = async (outcome: DisputeResult['outcome'], details: { code?: string } = {}): Promise<DisputeResult> => {
    enter('storing_results');
    await books.storeResults({ ...scope, outcome, ...details });
    enter(outcome === 'refunded' || outcome === 'resolved_without_refund' ? 'completed' : outcome);
    return { outcome };
  };

  try {
    const gathered = input.resume ? ({ kind: 'ready' } as const) : await gather(input, scope, enter);
    if (gathered.kind === 'invalid') return await end('invalid', { code: gathered.code });

    let decisionId = input.resume?.stage === 'execute' ? input.resume.decisionId : null;
    let parkedReason: ParkReason | null = gathered.kind === 'parked' ? gathered.reason : null;
    if (input.resume?.stage === 'review') parkedReason = input.resume.parkedReason;
    for (;;) {
      if (!decisionId) {
        const resumed = input.resume?.stage === 'review' && input.resume.round === state.round;
        if (!resumed && !parkedReason) {
          enter('generating_resolution');
          parkedReason = await propose(scope, state.round);
        }
        const outcome = await review(input, scope, state, handlers, parkedReason, enter);
        if (outcome.kind === 'expired') return await end('expired');
        if (outcome.action === 'rejected') return await end('rejected');
        if (outcome.action === 'retry') {
          const again = isAboutModel(parkedReason)
            ? ({ kind: 'ready' } as const)
            : await gather(input, scope, enter, true);
          if (again.kind === 'invalid') return await end('invalid', { code: again.code });
          parkedReason = again.kind === 'parked' ? again.reason : null;
          state.round += 1;
          continue;
        }
        if (!outcome.pays) return await end('resolved_without_refund');
        decisionId = outcome.decisionId;
      }
      enter('executing');
      const execution = await execute(input, scope, state, handlers, decisionId, enter);
      if (execution.kind === 'done') return await end('refunded');
      if (execution.kind === 'refused') return await end('failed', { code: execution.code });
      parkedReason = execution.reason;
      decisionId = null;
      state.round += 1;
    }
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await CancellationScope.nonCancellable(() => end('failed', { code: 'CANCELLED' }));
    throw error;
  }
}

type Enter = (step: DisputeState['step']) => void;
type Gathered = { kind: 'ready' } | { kind: 'invalid'; code: string } | Parked;

/** Collects from three vendors at once and filters cases that do not fit the records, before any model cost. */
async function gather(input: DisputeInput, scope: RunScope, enter: Enter, refresh = false): Promise<Gathered> {
  enter('fetching_data');
  const wanted = { ...scope, caseId: input.caseId, customerId: input.customerId, ...(refresh ? { refresh } : {}) };
  // Settled, not raced: a failing source must not leave the others running behind the run's back.
  const fetched = await Promise.allSettled([
    collect.fetchCrmCase(wanted),
    collect.fetchBilling(wanted),
    collect.fetchPayments(wanted),
  ]);
  const failed = fetched.find((result) => result.status === 'rejected');
  if (failed) {
    if (isCancellation(failed.reason)) throw failed.reason;
    const code = failureCode(failed.reason);
    log.warn('collection failed', { code });
    const terminal =
      failed.reason instanceof ActivityFailure &&
      failed.reason.cause instanceof ApplicationFailure &&
      failed.reason.cause.nonRetryable;
    return terminal && code.endsWith('_NOT_FOUND')
      ? { kind: 'invalid', code }
      : { kind: 'parked', reason: vendorReason(code) };
  }
  enter('validating');
  let verdict = await checks.validateDispute(scope);
  if (verdict.kind === 'needs_charge') {
    const { chargeId } = verdict;
    const missing = await collect.fetchCharge({ ...scope, chargeId }).then(() => null, parkUnlessCancelled);
    if (missing) return missing;
    verdict = await checks.validateDispute({ ...scope, chargeAsked: true });
  }
  if (verdict.kind === 'invalid') return { kind: 'invalid', code: 'INVALID_DISPUTE' };
  if (input.failedCommandId) {
    const { failedCommandId: commandId } = input;
    const blocked = await money.reverseFailedRefund({ ...scope, commandId }).then(() => null, parkUnlessCancelled);
    return blocked ?? { kind: 'parked', reason: 'refund_failed' };
  }
  return verdict.kind === 'parked' ? { kind: 'parked', reason: verdict.reason } : { kind: 'ready' };
}

/** A step that gave up parks the case; nothing is lost, a person or a later try goes on. */
function parkUnlessCancelled(error: unknown): Gathered {
  if (isCancellation(error)) throw error;
  const code = failureCode(error);
  log.warn('step gave up', { code });
  return { kind: 'parked', reason: vendorReason(code) };
}

/** Asks the model inside its bounds; returns why there is no proposal, or null when there is one. */
async function propose(scope: RunScope, round: number): Promise<ParkReason | null> {
  try {
    await retrieve.findSimilarCasesAndPolicies({ ...scope, round });
    const generated = await retrieve.generateResolution({ ...scope, round });
    return generated.kind === 'parked' ? generated.reason : null;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return `model_unavailable:${failureCode(error)}`;
  }
}

/** Opens this round's task and waits for its decision; a long wait starts in a fresh, short history. */
async function review(
  input: DisputeInput,
  scope: RunScope,
  state: DisputeState,
  handlers: ReviewHandlers,
  parkedReason: ParkReason | null,
  enter: Enter,
): Promise<ReviewOutcome> {
  const kept = input.resume?.stage === 'review' && input.resume.round === state.round ? input.resume.task : null;
  const task =
    kept ?? (await books.sendForReview({ ...scope, round: state.round, parkedReason, timings: input.review }));
  state.taskId = task.taskId;
  enter('awaiting_review');
  const waitMs = (task.expiresAtMs ?? 0) - Date.now();
  // What a handler has begun, a refused Signal's event too, would be lost with this run.
  if (!kept && !task.closed && waitMs > LONG_WAIT_MS && allHandlersFinished()) {
    await continueAsNew<typeof disputeResolutionWorkflow>({
      ...input,
      resume: { round: state.round, stage: 'review', task, parkedReason },
    });
  }
  const outcome = await handlers.awaitReview(task);
  state.taskId = null;
  return outcome;
}

/**
 * One step of a leg. An error that only a person can mend (credentials, no integration) comes before anything was sent:
 * before the refund it opens a review again, after it billing is told by hand.
 */
async function moneyStep(leg: 'refund' | 'billing', wanted: RunScope & { decisionId: string }): Promise<MoneyStep> {
  try {
    return leg === 'refund' ? await money.executeRefund(wanted) : await money.recordRefundInBilling(wanted);
  } catch (error) {
    if (isCancellation(error)) throw error;
    const code = failureCode(error);
    return leg === 'refund'
      ? { kind: 'review_again', reason: `blocked:${code}` }
      : { kind: 'refused', commandId: '', code };
  }
}

/** Drives the refund and its record in billing to a known outcome; the books decide what is sent and when. */
async function execute(
  input: DisputeInput,
  scope: RunScope,
  state: DisputeState,
  handlers: ReviewHandlers,
  decisionId: string,
  enter: Enter,
): Promise<Execution> {
  let refundId: string | null = null;
  for (const leg of ['refund', 'billing'] as const) {
    let stopWaitMs: number = MONEY_STOP_WAIT.firstMs;
    let round = 0;
    for (;;) {
      const step = await moneyStep(leg, { ...scope, decisionId });
      if (step.kind === 'applied') {
        if (leg === 'refund') refundId = step.vendorId;
        break;
      }
      if (step.kind === 'refused') {
        // After the refund nothing is reversed: a person tells billing by hand.
        return { kind: 'refused', code: leg === 'refund' ? step.code : `BILLING_${step.code}` };
      }
      if (step.kind === 'review_again') return { kind: 'review_again', reason: step.reason };
      if (step.kind === 'stopped') {
        await sleep(stopWaitMs, { summary: 'Waits until money may move again' });
        stopWaitMs = Math.min(stopWaitMs * 2, MONEY_STOP_WAIT.lastMs);
        if (workflowInfo().continueAsNewSuggested) {
          await condition(allHandlersFinished);
          await continueAsNew<typeof disputeResolutionWorkflow>({
            ...input,
            resume: { round: state.round, stage: 'execute', decisionId },
          });
        }
        continue;
      }
      if (step.kind === 'wait') {
        await sleep(step.waitMs, { summary: `Waits for ${VENDOR_OF_LEG[leg]} to say what became of the money` });
        continue;
      }
      enter('awaiting_money_outcome');
      round += 1;
      const task = await books.askAboutMoney({ ...scope, commandId: step.commandId, round });
      state.taskId = task.taskId;
      const answer = await handlers.awaitReview(task);
      state.taskId = null;
      if (answer.kind === 'decided') {
        // An answer that could not be checked settles nothing: the next turn asks again.
        const settled = { ...scope, commandId: step.commandId, decisionId: answer.decisionId };
        await money.settleUnknown(settled).catch(parkUnlessCancelled);
      }
      enter('executing');
    }
  }
  return { kind: 'done', refundId };
}
