// Its workflow types: one line each.
export { billingFanoutWorkflow } from './billingFanoutWorkflow.ts';
export { stripeConnectionWorkflow } from './stripeConnectionWorkflow.ts';
export { stripeSyncWorkflow } from './stripeSyncWorkflow.ts';
export { whmcsSyncWorkflow } from './whmcsSyncWorkflow.ts';
