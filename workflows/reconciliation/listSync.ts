import { CancellationScope, defineQuery, isCancellation, setHandler } from '@temporalio/workflow';
import { lookSignal } from '../look.ts';
import { failureCode } from '../mailbox/failureCode.ts';
import type { SyncProgress, WhmcsSyncMode } from './contract.ts';

const progressQuery = defineQuery<SyncProgress>('progress');
/** A longer reading goes on as a new run, so that no history grows with the account. */
const STEPS_PER_RUN = 50;

interface SyncInput {
  mode: WhmcsSyncMode;
  changed?: number;
}

/** What one vendor's reading is made of, in the order in which it happens. */
interface ListSync<Input, List> {
  /** Reads what the vendor has told of since the last time. */
  takeHooks(input: Input): Promise<{ changed: number }>;
  /** Read one after the other, each to its end, where all is read. */
  lists: readonly List[];
  readList(input: Input & { list: List }): Promise<SyncProgress & { done: boolean }>;
  /** What is asked once the lists are read; null = nothing. */
  afterwards(input: Input): Promise<{ changed: number }> | null;
  /** `again`: the vendor has told of something meanwhile, and the reading has not ended. */
  end(input: Input & { changed: number; code: string | null }): Promise<{ again: boolean }>;
  /** Goes on as a new run, and never comes back. */
  goOn(input: Input): Promise<never>;
}

/** One run's share of the reading; false when there is more than one run does. */
async function readAll<Input extends SyncInput, List>(
  sync: ListSync<Input, List>,
  input: Input,
  progress: SyncProgress,
): Promise<boolean> {
  let steps = 0;
  progress.changed += (await sync.takeHooks(input)).changed;
  for (const list of input.mode === 'lists' ? sync.lists : [])
    for (let done = false; !done; steps += 1) {
      if (steps >= STEPS_PER_RUN) return false;
      const step = await sync.readList({ ...input, list });
      progress.pages += step.pages;
      progress.changed += step.changed;
      ({ done } = step);
    }
  progress.changed += (await sync.afterwards(input))?.changed ?? 0;
  return true;
}

/**
 * Brings what we hold of an account up to date: what its vendor has told of, then its lists. What is told of meanwhile stands in
 * the books and is read before the end.
 */
export async function syncLists<Input extends SyncInput, List>(
  input: Input,
  sync: ListSync<NoInfer<Input>, List>,
): Promise<SyncProgress> {
  const progress: SyncProgress = { pages: 0, changed: input.changed ?? 0 };
  setHandler(progressQuery, () => progress);
  setHandler(lookSignal, () => undefined);
  for (let { mode } = input; ; mode = 'hooks') {
    let code: string | null = null;
    let whole = true;
    try {
      whole = await readAll(sync, { ...input, mode }, progress);
    } catch (error) {
      code = isCancellation(error) ? 'CANCELLED' : failureCode(error);
    }
    if (!whole) return sync.goOn({ ...input, changed: progress.changed });
    const end = { ...input, changed: progress.changed, code };
    const { again } = await CancellationScope.nonCancellable(() => sync.end(end));
    if (!again) return progress;
  }
}
