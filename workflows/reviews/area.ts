// Its workflow types: one line each.
export { bulkDecisionWorkflow } from './bulkDecisionWorkflow.ts';
