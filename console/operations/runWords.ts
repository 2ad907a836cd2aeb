import type { Schema } from '../api/client.ts';
import { durationText } from '../ui/Instant.tsx';
import type { Tone } from '../ui/parts.tsx';

type Run = Schema<'Run'>;
type Step = Schema<'RunStep'>;
type Task = Schema<'RunTask'>;

const STATE_TONES: Record<Run['state'], Tone> = {
  working: 'info',
  decision: 'warn',
  vendor: 'warn',
  time: 'plain',
  failed: 'bad',
  done: 'plain',
};

/** The one word of a run in a list: how it ended, or what it is doing. */
export function badgeOf(run: Run): { tone: Tone; text: string } {
  if (run.outcome) return { tone: run.outcome.tone, text: run.outcome.text };
  return { tone: run.stuck ? 'bad' : STATE_TONES[run.state], text: run.state_text };
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dayAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const DAY_MS = 86_400_000;

/** `14:05` of the same day, else with its date. */
export function untilText(at: string, now: number): string {
  const time = new Date(at);
  return Math.abs(time.getTime() - now) < DAY_MS / 2 ? clock.format(time) : dayAndClock.format(time);
}

const isoNow = (now: number) => new Date(now).toISOString();
const lasting = (since: string, now: number) =>
  Date.parse(since) < now ? `, for ${durationText(since, isoNow(now))}` : '';

/** What a run does or waits for now, as one sentence without a full stop; how it ended when it has. */
export function nowText(run: Run, now: number): string {
  if (run.outcome) return run.outcome.why ?? '';
  const wait = run.waits_for;
  if (wait) {
    const until = wait.until && Date.parse(wait.until) > now ? `, until ${untilText(wait.until, now)}` : '';
    // The badge beside it says that it waits.
    const what = wait.for_whom ? `by ${wait.for_whom}` : run.state === 'vendor' ? wait.what : `for ${wait.what}`;
    return `${what.charAt(0).toUpperCase()}${what.slice(1)}${lasting(wait.since, now)}${until}`;
  }
  return run.step ? `${run.step.name}${lasting(run.step.since, now)}` : '';
}

/** How old an open run is, or how long an ended one took. */
export const ageText = (run: Run, now: number): string =>
  run.closed_at
    ? `took ${durationText(run.created_at, run.closed_at)}`
    : `for ${durationText(run.created_at, isoNow(Math.max(now, Date.parse(run.created_at))))}`;

/** One row of the waterfall: a step of the engine, or the wait for a person. */
export interface WaterfallRow {
  key: string;
  title: string;
  tone: 'done' | 'failed' | 'cancelled' | 'running' | 'wait';
  from: number;
  to: number | null;
  attempts: number;
  until: string | null;
  problem: Step['problem'];
  taskId: string | null;
}

/** Clocks of the books and of the engine differ by less. */
const SKEW_MS = 2_000;
/** A wait that was called off sooner was none. */
const SHORTEST_WAIT_MS = 1_000;

const taskRow = (task: Task): WaterfallRow => ({
  key: task.task_id,
  title: task.decided_by_name
    ? `${task.decided_by_name} decided: ${task.title}`
    : `Waits for a decision: ${task.title}`,
  tone: 'wait',
  from: Date.parse(task.opened_at),
  to: task.closed_at === null ? null : Date.parse(task.closed_at),
  attempts: 1,
  until: null,
  problem: null,
  taskId: task.task_id,
});

const stepRow = (step: Step, index: number): WaterfallRow => ({
  key: `${step.started_at} ${step.name} ${String(index)}`,
  title: step.title,
  tone: step.kind === 'timer' && step.status !== 'failed' ? 'wait' : step.status,
  from: Date.parse(step.started_at),
  to: step.ended_at === null ? null : Date.parse(step.ended_at),
  attempts: step.attempts,
  until: step.until,
  problem: step.problem,
  taskId: null,
});

/** Whether the wait for a person says what this timer does: its reminder, its deadline. */
function isCovered(row: WaterfallRow, tasks: readonly WaterfallRow[]): boolean {
  return tasks.some(
    (task) => row.from >= task.from - SKEW_MS && (task.to === null || (row.to !== null && row.to <= task.to + SKEW_MS)),
  );
}

/** Steps and waits of a run in the order in which they began. */
export function rowsOf(steps: readonly Step[], tasks: readonly Task[]): WaterfallRow[] {
  const waits = tasks.map(taskRow);
  const worked = steps.map(stepRow).filter((row, index) => {
    if (steps[index]?.kind !== 'timer') return true;
    const calledOff = steps[index]?.status === 'cancelled' && (row.to ?? 0) - row.from < SHORTEST_WAIT_MS;
    return !calledOff && !isCovered(row, waits);
  });
  return [...worked, ...waits].toSorted((one, other) => one.from - other.from);
}
