import { defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { RETRY, TASK_QUEUES } from '../../temporal.config.ts';
import type { StripeActivities, StripeConnectionInput } from './contract.ts';

const stripe = proxyActivities<Pick<StripeActivities, 'connectStripe' | 'disconnectStripe'>>({
  taskQueue: TASK_QUEUES.integrations,
  ...RETRY.read,
});

const stateQuery = defineQuery<{ step: string }>('state');

/** Brings a consent to its end with Stripe, or ends it: no request of a person waits for the vendor. */
export async function stripeConnectionWorkflow(input: StripeConnectionInput): Promise<void> {
  let step: string = input.change;
  setHandler(stateQuery, () => ({ step }));
  if (input.change === 'connect') await stripe.connectStripe(input);
  else await stripe.disconnectStripe(input);
  step = 'done';
}
