import { defineQuery, isCancellation, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import { failureCode } from '../mailbox/failureCode.ts';
import type { BankConnectionInput, BankingActivities } from './contract.ts';

const banks = proxyActivities<Pick<BankingActivities, 'connectBank' | 'disconnectBank'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
  startToCloseTimeout: 120_000,
});
const books = proxyActivities<Pick<BankingActivities, 'bankConsentFailed'>>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.books,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Brings a consent to its end with the provider, or ends it: no request of a person waits for the vendor. */
export async function bankConnectionWorkflow(input: BankConnectionInput): Promise<void> {
  let step: string = input.change;
  setHandler(stateQuery, () => ({ step }));
  try {
    if (input.change === 'connect') await banks.connectBank(input);
    else await banks.disconnectBank(input);
  } catch (error) {
    if (isCancellation(error)) throw error;
    await books.bankConsentFailed({ ...input, code: failureCode(error) });
  }
  step = 'done';
}
