import { Worker } from 'node:worker_threads';
import type { JobAnswer, JobMessage, MatchJob, MatchJobs } from './jobs.ts';

interface Waiting {
  message: JobMessage;
  done(output: unknown): void;
  fail(error: Error): void;
}

const ENTRY = new URL('./thread.ts', import.meta.url);
/** Longer than any run takes within its bounds, shorter than its activity. */
const MOST_MS = 840_000;
const HEAP_MB = 2_048;

let thread: Worker | null = null;
let current: { of: Waiting; timer: NodeJS.Timeout } | null = null;
let lastId = 0;
const queue: Waiting[] = [];

/** Ends the job at hand, whatever the outcome, and begins the next. */
function finish(settle: (of: Waiting) => void): void {
  const ended = current;
  current = null;
  if (ended) {
    clearTimeout(ended.timer);
    settle(ended.of);
  }
  if (queue.length > 0) begin();
  else thread?.unref();
}

function onExit(this: Worker, reason: string): void {
  if (thread !== this) return;
  thread = null;
  finish(({ fail }) => fail(new Error(`the matching thread ended: ${reason}`)));
}

function start(): Worker {
  // What is worked out needs no setting: no secret is in its environment.
  const made = new Worker(ENTRY, { env: {}, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
  made.on('message', (answer: JobAnswer) =>
    finish(({ done, fail }) => ('output' in answer ? done(answer.output) : fail(new Error(answer.failure)))),
  );
  made.on('error', (error) => onExit.call(made, error.message));
  made.on('exit', (code) => onExit.call(made, `code ${code}`));
  return made;
}

function begin(): void {
  const next = current ? undefined : queue.shift();
  if (!next) return;
  thread ??= start();
  const own = thread;
  own.ref();
  current = { of: next, timer: setTimeout(() => void own.terminate(), MOST_MS) };
  try {
    own.postMessage(next.message);
  } catch (error) {
    finish(({ fail }) => fail(error instanceof Error ? error : new Error('not sent')));
  }
}

/**
 * Works out a job in a thread of its own, one at a time in a process, so that others are answered meanwhile. Rejects with what
 * the job threw, or when the thread ended or took too long; the next job gets a new one.
 */
export const runApart = <Name extends MatchJob>(
  job: Name,
  input: Parameters<MatchJobs[Name]>[0],
): Promise<ReturnType<MatchJobs[Name]>> =>
  new Promise((done, fail) => {
    lastId += 1;
    queue.push({
      message: { id: lastId, job, input: input as never },
      done: (output) => done(output as ReturnType<MatchJobs[Name]>),
      fail,
    });
    begin();
  });
