// Its workflow types: one line each.
export { billingFanoutWorkflow } from './billingFanoutWorkflow.ts';
export { whmcsSyncWorkflow } from './whmcsSyncWorkflow.ts';
