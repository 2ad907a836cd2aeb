import { useSyncExternalStore } from 'react';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import type { ActionSpec } from './kinds.ts';

export type Task = Schema<'ReviewTask'>;
export type TaskDetail = Schema<'ReviewTaskDetail'>;

/** What somebody is typing about a task; it outlives the card, an expired session and a lost race. */
export interface Draft {
  open: ActionSpec['decision'] | null;
  comment: string;
  resolution: string;
  amount: string;
  chargeId: string;
  vendorId: string;
  bookingId: string;
  /** With a booking: the payment pays it at once. */
  confirm: boolean;
}
const EMPTY: Draft = {
  open: null,
  comment: '',
  resolution: 'partial_refund',
  amount: '',
  chargeId: '',
  vendorId: '',
  bookingId: '',
  confirm: true,
};

/** A decision on its way: first it waits, so that it can be taken back; what is sent is final. */
export interface OutgoingDecision {
  id: string;
  task: Pick<Task, 'task_id' | 'subject'>;
  action: ActionSpec;
  send: () => Promise<'accepted' | 'kept'>;
  state: 'waiting' | 'sending' | 'accepted' | 'kept' | 'failed';
  sendAtMs: number;
  problem: Problem | null;
  /** Who was faster, in words; only after a lost race. */
  winner: string | null;
}

const UNDO_MS = 5_000;
const SHOWN_MS = 6_000;

let decisions: readonly OutgoingDecision[] = [];
let drafts: ReadonlyMap<string, Draft> = new Map();
let settled: (taskId: string) => void = () => undefined;
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tell = () => {
  for (const listener of listeners) listener();
};
function patch(id: string, change: Partial<OutgoingDecision>): void {
  decisions = decisions.map((decision) => (decision.id === id ? { ...decision, ...change } : decision));
  tell();
}

export const useDecisions = (): readonly OutgoingDecision[] => useSyncExternalStore(subscribe, () => decisions);
export const useDraft = (taskId: string): Draft => useSyncExternalStore(subscribe, () => drafts.get(taskId) ?? EMPTY);

export function changeDraft(taskId: string, change: Partial<Draft>): void {
  drafts = new Map(drafts).set(taskId, { ...(drafts.get(taskId) ?? EMPTY), ...change });
  tell();
}

/** Hears of every task whose decision has come to an end, well or not. */
export function onSettled(listener: (taskId: string) => void): void {
  settled = listener;
}

export function dismiss(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  decisions = decisions.filter((decision) => decision.id !== id);
  tell();
}

/** Takes the newest decision that has not been sent back; false when there is none. */
export function undoLast(): boolean {
  const last = decisions.findLast((decision) => decision.state === 'waiting');
  if (last) dismiss(last.id);
  return last !== undefined;
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
    drafts = new Map([...drafts].filter(([taskId]) => taskId !== decision.task.task_id));
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

/** Starts the five seconds of a decision; one task has one decision on its way. */
export function decide(task: TaskDetail, action: ActionSpec, draft: Draft): void {
  const onWay = decisions.find((decision) => decision.task.task_id === task.task_id);
  if (onWay && onWay.state !== 'failed') return;
  if (onWay) dismiss(onWay.id);
  const id = crypto.randomUUID();
  const request = {
    shown_hash: task.shown_hash,
    ...(action.decision === 'found' || action.decision === 'absent'
      ? { effect: action.decision }
      : { decision: action.decision }),
    ...(draft.comment ? { comments: draft.comment } : {}),
    ...(action.decision === 'found' ? { vendor_id: draft.vendorId } : {}),
    ...(action.needs === 'booking' ? { booking_id: draft.bookingId.trim().toUpperCase(), confirm: draft.confirm } : {}),
    ...(action.needs === 'resolution'
      ? {
          modified_resolution: {
            action: draft.resolution as 'partial_refund',
            amount: draft.amount || '0',
            ...(draft.comment ? { reason: draft.comment.slice(0, 2000) } : {}),
            ...(draft.chargeId ? { charge_id: draft.chargeId } : {}),
          },
        }
      : {}),
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
}

/** Leaving forgets what was not sent and what was typed: the next person on this page starts with nothing. */
export function forgetDecisions(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  decisions = [];
  drafts = new Map();
  tell();
}
