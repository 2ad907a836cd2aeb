// Its workflow types: one line each.
export { billingFanoutWorkflow } from './billingFanoutWorkflow.ts';
export { invoiceMatchWorkflow } from './invoiceMatchWorkflow.ts';
export { matcherTrainingWorkflow } from './matcherTrainingWorkflow.ts';
export { matchReturnWorkflow } from './matchReturnWorkflow.ts';
export { reconciliationSweepWorkflow } from './reconciliationSweepWorkflow.ts';
export { reconciliationWorkflow } from './reconciliationWorkflow.ts';
export { stripeConnectionWorkflow } from './stripeConnectionWorkflow.ts';
export { stripeSyncWorkflow } from './stripeSyncWorkflow.ts';
export { whmcsSyncWorkflow } from './whmcsSyncWorkflow.ts';
