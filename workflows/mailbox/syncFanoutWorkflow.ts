import { defineQuery, proxyLocalActivities, setHandler, sleep } from '@temporalio/workflow';
import { RETRY } from '../../temporal.config.ts';
import type { BankingActivities } from '../banking/contract.ts';
import { asJob } from '../operations/asJob.ts';
import type { MailboxActivities } from './contract.ts';

const books = proxyLocalActivities<
  Pick<MailboxActivities, 'startDueSyncs'> & Pick<BankingActivities, 'startDueBankSyncs'>
>(RETRY.db);

/** What is read, and the step that starts the readings which are due. Without a kind it is mailboxes. */
const STARTS = {
  gmail: (due: { tenantId: string; sinceMs: number }) => books.startDueSyncs(due),
  bank: (due: { tenantId: string; sinceMs: number }) => books.startDueBankSyncs(due),
} as const;

/** While as many syncs run as may, the others wait this long. */
const LOOK_EVERY_MS = 10_000;
/** What is not started by then is due first when the schedule fires again. */
const ROUNDS = 60;

const stateQuery = defineQuery<{ started: number; waiting: number }>('state');

/** Starts a sync of every mailbox, or every bank, that is due, a bounded number at a time. */
export async function syncFanoutWorkflow(input: {
  tenantId: string;
  kind?: keyof typeof STARTS;
}): Promise<{ started: number; waiting: number }> {
  const { tenantId, kind = 'gmail' } = input;
  const counts = { started: 0, waiting: 0 };
  setHandler(stateQuery, () => counts);
  return asJob(tenantId, `sync-fanout-${kind}`, async () => {
    const sinceMs = Date.now();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { started, waiting } = await STARTS[kind]({ tenantId, sinceMs });
      counts.started += started;
      counts.waiting = waiting;
      if (waiting === 0) break;
      await sleep(LOOK_EVERY_MS, { summary: 'Waits until fewer are read at once' });
    }
    return counts;
  });
}
