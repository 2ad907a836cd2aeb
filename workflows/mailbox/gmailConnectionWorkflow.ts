import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { GmailConnectionInput, MailboxActivities } from './contract.ts';

const google = proxyActivities<Pick<MailboxActivities, 'connectMailbox' | 'disconnectMailbox'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Brings a consent to its end with Google, or ends it: no request of a person waits for the vendor. */
export async function gmailConnectionWorkflow(input: GmailConnectionInput): Promise<void> {
  let step: string = input.change;
  setHandler(stateQuery, () => ({ step }));
  if (input.change === 'connect') await google.connectMailbox(input);
  else await google.disconnectMailbox(input);
  step = 'done';
}
