// Its workflow types: one line each.
export { disputeResolutionWorkflow } from './disputeResolutionWorkflow.ts';
