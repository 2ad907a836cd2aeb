import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { NotificationActivities, NotificationInput } from './contract.ts';

const notify = proxyActivities<NotificationActivities>({
  taskQueue: TASK_QUEUES.core,
  ...RETRY.notify,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Delivers one batch of messages; each row keeps its own attempts, so one bad address holds up nobody. */
export async function notificationWorkflow(input: NotificationInput): Promise<void> {
  let step = 'delivering';
  setHandler(stateQuery, () => ({ step }));
  await notify.deliverNotifications(input);
  step = 'done';
}
