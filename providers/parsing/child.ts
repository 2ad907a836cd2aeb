import { Worker } from 'node:worker_threads';
import { ParseRefused } from '../../domain/parsing.ts';
import type { ParseLimits } from './limits.ts';
import { PARSERS, type ParserName } from './parsers.ts';

// The child itself: parses one item after the other, without secrets in its environment and without a right to write.
export interface ChildJob {
  parser: ParserName;
  input: unknown;
}
/** `output` is JSON: the parent takes apart no more than was agreed. */
export type ChildAnswer = { ready: true } | { output: string } | { refused: string };

const limits = JSON.parse(process.argv[2] ?? '') as ParseLimits;
const shared = new SharedArrayBuffer(4);
const item = new Int32Array(shared);
const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), {
  workerData: { shared, limits, parent: process.ppid },
});
const answer = (message: ChildAnswer) => process.send?.(message);
const step = () => {
  Atomics.add(item, 0, 1);
  Atomics.notify(item, 0);
};

async function parse({ parser, input }: ChildJob): Promise<ChildAnswer> {
  try {
    const module = await PARSERS[parser]();
    // Each parser takes its own input: the registry's types hold on the parent's side.
    const output = JSON.stringify(await module.parse(input as never));
    return output.length > limits.outputChars ? { refused: 'too_much_output' } : { output };
  } catch (error) {
    return { refused: error instanceof ParseRefused ? error.reason : 'parser_failed' };
  }
}

process.on('message', async (job: ChildJob) => {
  step();
  const done = await parse(job);
  step();
  answer(done);
});
process.on('disconnect', () => process.exit(0));
watchdog.once('online', () => answer({ ready: true }));
