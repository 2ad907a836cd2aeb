import { CodedError } from '../../domain/errors/codes.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { ChildUnavailable } from '../../providers/parsing/limitedChild.ts';
import { VendorError } from '../../providers/vendorError.ts';

/**
 * Whose fault a failure is. `item`: this one can't be taken, now or ever. `again`: it may be the item or not. `all`: the
 * mailbox, the books or the parser are not there, so the next one fails as well.
 */
interface Fault {
  kind: 'item' | 'again' | 'all';
  reason: string;
}

/** Classes of PostgreSQL's errors that a value causes: data, constraint, size. */
const VALUE_ERRORS = /^(?:22|23|54)/;

export function faultOf(error: unknown): Fault {
  if (error instanceof ParseRefused) return { kind: 'item', reason: error.reason };
  if (error instanceof VendorError) {
    if (error.type === 'GMAIL_TOO_LARGE') return { kind: 'item', reason: 'too_large' };
    if (error.kind === 'terminal') return { kind: 'item', reason: 'refused_by_gmail' };
    const one = error.kind === 'retryable' && error.type !== 'GMAIL_RATE_LIMITED';
    return { kind: one ? 'again' : 'all', reason: 'refused_by_gmail' };
  }
  if (error instanceof ChildUnavailable || error instanceof CodedError) return { kind: 'all', reason: 'parser_failed' };
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : null;
  if (code && VALUE_ERRORS.test(code)) return { kind: 'item', reason: 'not_storable' };
  // An error with a code comes from the database or the network; one without is a fault of ours that this mail met.
  return code ? { kind: 'all', reason: 'not_storable' } : { kind: 'again', reason: 'reading_failed' };
}

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
