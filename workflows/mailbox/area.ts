// Its workflow types: one line each.
export { connectionHealthWorkflow } from './connectionHealthWorkflow.ts';
export { gmailConnectionWorkflow } from './gmailConnectionWorkflow.ts';
export { gmailSyncWorkflow } from './gmailSyncWorkflow.ts';
export { paymentInboxWorkflow } from './paymentInboxWorkflow.ts';
export { syncFanoutWorkflow } from './syncFanoutWorkflow.ts';
