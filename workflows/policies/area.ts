// Its workflow types: one line each.
export { policyIngestionWorkflow } from './policyIngestionWorkflow.ts';
