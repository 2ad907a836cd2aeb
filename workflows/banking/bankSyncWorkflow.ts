import {
  CancellationScope,
  continueAsNew,
  defineQuery,
  defineSignal,
  isCancellation,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { lookSignal } from '../look.ts';
import { failureCode } from '../mailbox/failureCode.ts';
import type { BankingActivities, BankProgress, BankSyncInput } from './contract.ts';

const banks = proxyActivities<Pick<BankingActivities, 'readBank'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  startToCloseTimeout: 300_000,
});
const books = proxyActivities<Pick<BankingActivities, 'endBankSync'>>({ taskQueue: TASK_QUEUES.core, ...RETRY.books });

/** A longer reading goes on as a new run, so that no history grows with the account. */
const STEPS_PER_RUN = 50;
/** A bank that tells of something new again and again is read again by whoever comes next. */
const READINGS = 5;

const providerUpdateSignal = defineSignal('providerUpdate');
const progressQuery = defineQuery<BankProgress>('progress');
const stateQuery = defineQuery<{ step: string }>('state');

const NOTHING: BankProgress = { lines: 0, added: 0, changed: 0, removed: 0, refused: 0, restarts: 0 };

/**
 * Brings the lines of a bank up to date, whichever provider reads it. Nothing is lost where it ends early: what was read is
 * kept with its mark, and the next reading goes on from there.
 */
export async function bankSyncWorkflow(input: BankSyncInput): Promise<BankProgress> {
  const progress: BankProgress = { ...(input.before ?? NOTHING) };
  let told = false;
  let step = 'reading';
  for (const signal of [providerUpdateSignal, lookSignal])
    setHandler(signal, () => {
      told = true;
    });
  setHandler(progressQuery, () => progress);
  setHandler(stateQuery, () => ({ step }));
  let steps = 0;
  for (let reading = 1; ; reading += 1) {
    told = false;
    const goesOn = reading === 1 && input.before !== undefined;
    const { code, limitedUntilMs, more } = await readAll({ ...input, fresh: !goesOn }, progress, () => {
      steps += 1;
      return steps < STEPS_PER_RUN;
    });
    // What was told meanwhile stands in the books: the next run answers it.
    if (more) return continueAsNew<typeof bankSyncWorkflow>({ ...input, before: progress });
    if (told && !code && reading < READINGS) continue;
    step = 'ending';
    const { again } = await CancellationScope.nonCancellable(() =>
      books.endBankSync({ ...input, progress, code, limitedUntilMs }),
    );
    if (!again) return progress;
    step = 'reading';
  }
}

/** One reading, step by step; `more` where the run has taken as many as it may. */
async function readAll(begin: BankSyncInput & { fresh: boolean }, progress: BankProgress, mayGoOn: () => boolean) {
  let limitedUntilMs: number | null = null;
  try {
    for (let input = begin; ; input = { ...begin, fresh: false }) {
      const { more, limitedUntilMs: until, ...counts } = await banks.readBank(input);
      for (const name of Object.keys(counts) as (keyof BankProgress)[]) progress[name] += counts[name];
      if (until !== null) limitedUntilMs = Math.max(limitedUntilMs ?? 0, until);
      if (!more) return { code: null, limitedUntilMs, more: false };
      if (!mayGoOn()) return { code: null, limitedUntilMs, more: true };
    }
  } catch (error) {
    return { code: isCancellation(error) ? 'CANCELLED' : failureCode(error), limitedUntilMs, more: false };
  }
}
