import { afterEach, beforeEach } from 'vitest';
import { ownClock } from '../../bench/measure.ts';
import { STRETCH } from './limits.ts';

/** Fails a test that took longer than its limit, without the time in which the host gave the processors to others. */
let startedAt = 0;
beforeEach(() => {
  startedAt = ownClock();
});
afterEach(({ task }) => {
  const [tookMs, limitMs] = [ownClock() - startedAt, task.timeout / STRETCH];
  if (tookMs > limitMs) throw new Error(`took ${tookMs} ms of the machine's own time; its limit is ${limitMs} ms`);
});
