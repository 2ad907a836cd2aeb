import { useSyncExternalStore } from 'react';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import { amountText } from '../ui/Money.tsx';
import type { ActionSpec } from './cardSpec.ts';
import { CHANGE_FORMS } from './changeForm.ts';
import { changeDraft, type Draft, dropDraft, forgetDrafts, noteOnWay, restoreDrafts } from './drafts.ts';
import { acts, warningsOf } from './warnings.ts';

export type Task = Schema<'ReviewTask'>;
export type TaskDetail = Schema<'ReviewTaskDetail'>;

/** A decision on its way: first it waits, so that it can be taken back; what is sent is final. */
export interface OutgoingDecision {
  id: string;
  task: Pick<Task, 'task_id' | 'subject' | 'title'>;
  /** The money it is about and who gets it, in words; empty where nothing is known of it any more. */
  about: string;
  action: Pick<ActionSpec, 'decision' | 'doing'>;
  send: () => Promise<'accepted' | 'kept'>;
  /** `lost`: the page was loaded anew before it was sent; `doubtful`: while it was being sent. */
  state: 'waiting' | 'sending' | 'accepted' | 'kept' | 'failed' | 'lost' | 'doubtful';
  sendAtMs: number;
  problem: Problem | null;
  /** Who was faster, in words; only after a lost race. */
  winner: string | null;
}

const UNDO_MS = 5_000;
const SHOWN_MS = 6_000;

let decisions: readonly OutgoingDecision[] = [];
let settled: (taskId: string) => void = () => undefined;
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tell = () => {
  noteOnWay(
    decisions
      .filter(({ state }) => state === 'waiting' || state === 'sending')
      .map(({ task, action, state }) => ({
        taskId: task.task_id,
        subject: task.subject,
        title: task.title,
        doing: action.doing,
        sending: state === 'sending',
      })),
  );
  for (const listener of listeners) listener();
};
function patch(id: string, change: Partial<OutgoingDecision>): void {
  decisions = decisions.map((decision) => (decision.id === id ? { ...decision, ...change } : decision));
  tell();
}

export const useDecisions = (): readonly OutgoingDecision[] => useSyncExternalStore(subscribe, () => decisions);

/** Calls back for every task whose decision has come to an end, well or not. */
export function onSettled(listener: (taskId: string) => void): void {
  settled = listener;
}

export function dismiss(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  decisions = decisions.filter((decision) => decision.id !== id);
  tell();
}

/** Takes the newest decision that has not been sent back; returns its task, null when there is none. */
export function undoLast(): string | null {
  const last = decisions.findLast((decision) => decision.state === 'waiting');
  if (last) dismiss(last.id);
  return last?.task.task_id ?? null;
}

async function winnerOf(taskId: string): Promise<string | null> {
  try {
    const { decision } = await body(api.GET('/reviews/{task_id}', { params: { path: { task_id: taskId } } }));
    const final = decision as { decision: string; decided_by: string | null; decided_at: string } | null;
    return final
      ? `${final.decided_by ?? 'Somebody'} ${final.decision} it at ${new Date(final.decided_at).toLocaleTimeString()}`
      : null;
  } catch {
    return null;
  }
}

/** Sends a decision now; also what `Try again` does, under the same key, so it can't count twice. */
export async function sendNow(id: string): Promise<void> {
  const decision = decisions.find((candidate) => candidate.id === id);
  if (!decision || decision.state === 'sending') return;
  clearTimeout(timers.get(id));
  patch(id, { state: 'sending', problem: null });
  try {
    const state = await decision.send();
    dropDraft(decision.task.task_id);
    patch(id, { state });
    timers.set(
      id,
      setTimeout(() => dismiss(id), SHOWN_MS),
    );
  } catch (error) {
    const problem = asProblem(error);
    patch(id, {
      state: 'failed',
      problem,
      winner: problem.code === 'REVIEW_ALREADY_DECIDED' ? await winnerOf(decision.task.task_id) : null,
    });
  }
  settled(decision.task.task_id);
}

/** Whether a decision is still to be answered, or has been accepted a moment ago. */
export const isOnWay = ({ state }: OutgoingDecision): boolean =>
  state !== 'failed' && state !== 'lost' && state !== 'doubtful';

/** The money that a decision is about and who gets it: what was typed, else what is at risk. */
function aboutText(task: TaskDetail, action: ActionSpec, typedMinor: number | null): string {
  const amount = amountText(typedMinor ?? task.at_risk_minor, task.currency);
  const says = action.decision === 'approved' || typedMinor !== null ? amount : `${amount} at risk`;
  // The title stands before it: what it says is not said again.
  return task.title.includes(amount) ? task.subtitle : `${says} · ${task.subtitle}`;
}

/** Starts the five seconds of a decision; one task has one decision on its way. */
export function decide(task: TaskDetail, action: ActionSpec, draft: Draft): void {
  const onWay = decisions.find((decision) => decision.task.task_id === task.task_id);
  if (onWay && isOnWay(onWay)) return;
  if (onWay) dismiss(onWay.id);
  const id = crypto.randomUUID();
  const form = CHANGE_FORMS[action.needs];
  const request = {
    shown_hash: task.shown_hash,
    ...(action.decision === 'found' || action.decision === 'absent'
      ? { effect: action.decision }
      : { decision: action.decision }),
    ...(draft.comment ? { comments: draft.comment } : {}),
    ...(acts(action) && warningsOf(task).length > 0 ? { override_reason: draft.override.trim() } : {}),
    ...(action.decision === 'found' ? { vendor_id: draft.vendorId } : {}),
    ...((action.decision === 'approved' || form?.pays(draft)) && draft.vendorId
      ? { billing_payment_id: draft.vendorId }
      : {}),
    ...form?.request(task, draft),
  };
  const send = async () => {
    const answer = await body(
      api.POST('/reviews/{task_id}/decision', {
        params: { path: { task_id: task.task_id } },
        headers: { 'idempotency-key': id },
        body: request,
      }),
    );
    return answer.status === 'accepted' ? ('accepted' as const) : ('kept' as const);
  };
  const waiting: OutgoingDecision = {
    id,
    task,
    about: aboutText(task, action, form?.amountMinor?.(task, draft) ?? null),
    action,
    send,
    state: 'waiting',
    sendAtMs: Date.now() + UNDO_MS,
    problem: null,
    winner: null,
  };
  decisions = [...decisions, waiting];
  timers.set(
    id,
    setTimeout(() => void sendNow(id), UNDO_MS),
  );
  changeDraft(task.task_id, { open: null });
  tell();
}

/** After the page was loaded anew: what was typed comes back, and what was not sent is said. */
export function restoreDecisions(userId: string): void {
  decisions = restoreDrafts(userId).map(({ taskId, subject, title, doing, sending }) => ({
    id: crypto.randomUUID(),
    // What a page of before kept has no title.
    task: { task_id: taskId, subject, title: title || subject },
    about: '',
    action: { decision: 'approved', doing },
    send: () => Promise.reject(new Error('it was forgotten with the page')),
    state: sending ? 'doubtful' : 'lost',
    sendAtMs: 0,
    problem: null,
    winner: null,
  }));
  tell();
}

/** Leaving forgets what was not sent and what was typed: the next person on this page starts with nothing. */
export function forgetDecisions(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  decisions = [];
  forgetDrafts();
  tell();
}
