import { workerData } from 'node:worker_threads';
import { ENDED_FOR, type ParseLimits } from './limits.ts';

// A thread beside the parser: it still runs when that one is caught in a loop or allocates outside of V8's heap.
const { shared, limits, parent } = workerData as { shared: SharedArrayBuffer; limits: ParseLimits; parent: number };
const LOOK_EVERY_MS = 10;
/** Number of the item at hand; even = none. */
const item = new Int32Array(shared);

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
let [watched, begunAt] = [0, 0];
for (;;) {
  const current = Atomics.load(item, 0);
  if (current % 2 === 0) {
    // Sleeps until an item comes: a child at rest costs nothing.
    Atomics.wait(item, 0, current);
    continue;
  }
  if (current !== watched) [watched, begunAt] = [current, cpuMs()];
  if (process.memoryUsage.rss() > limits.memoryMb * 1_048_576) process.kill(process.pid, ENDED_FOR.memory);
  if (cpuMs() - begunAt > limits.cpuMs) process.kill(process.pid, ENDED_FOR.cpu);
  // Its parent was killed: nobody waits for the answer.
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  Atomics.wait(item, 0, current, LOOK_EVERY_MS);
}
