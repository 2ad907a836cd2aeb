import { parentPort } from 'node:worker_threads';
import { type JobAnswer, type JobMessage, MATCH_JOBS } from './jobs.ts';

/** The thread itself: one job after the other, and no connection to anything. */
parentPort?.on('message', ({ id, job, input }: JobMessage) => {
  let answer: JobAnswer;
  try {
    answer = { id, output: MATCH_JOBS[job](input) };
  } catch (error) {
    answer = { id, failure: error instanceof Error ? error.message : 'unknown' };
  }
  parentPort?.postMessage(answer);
});
