// Its workflow types: one line each.
export { bankConnectionWorkflow } from './bankConnectionWorkflow.ts';
export { bankSyncWorkflow } from './bankSyncWorkflow.ts';
