import { faultOf } from './faultOf.ts';

interface Batch<Result> {
  taken: Result[];
  /** Failed, and perhaps not for good. */
  failed: { messageId: string; error: unknown }[];
  /** Why it ended before the last one. */
  stopped: { error: unknown } | null;
  /** Not begun, because time was up or something stopped it. */
  left: number;
}

/**
 * Takes one message after the other, a few at once. One that fails stops none of the others, unless whatever failed would
 * fail for all of them. What can't be taken ever goes to `setAside`.
 */
export async function eachMail<Result>(
  messageIds: string[],
  take: (messageId: string) => Promise<Result>,
  options: {
    parallel: number;
    budgetMs: number;
    setAside: (messageId: string, reason: string) => Promise<Result>;
    /** Before each further few. */
    onward: (from: number) => Promise<void>;
  },
): Promise<Batch<Result>> {
  const until = Date.now() + options.budgetMs;
  const batch: Batch<Result> = { taken: [], failed: [], stopped: null, left: 0 };
  const one = async (messageId: string) => {
    try {
      batch.taken.push(await take(messageId));
    } catch (error) {
      const { kind, reason } = faultOf(error);
      if (kind === 'item') batch.taken.push(await options.setAside(messageId, reason));
      else if (kind === 'again') batch.failed.push({ messageId, error });
      else batch.stopped ??= { error };
    }
  };
  for (let from = 0; from < messageIds.length; from += options.parallel) {
    if (from > 0) await options.onward(from);
    const few = messageIds.slice(from, from + options.parallel);
    // `one` throws only when setting aside fails too: then the books are not there.
    for (const done of await Promise.allSettled(few.map(one)))
      if (done.status === 'rejected') batch.stopped ??= { error: done.reason };
    batch.left = Math.max(0, messageIds.length - from - few.length);
    if (batch.stopped || Date.now() > until) break;
  }
  return batch;
}
