// Its workflow types: one line each.
export { alertEvaluationWorkflow } from './alertEvaluationWorkflow.ts';
export { dailySummaryWorkflow } from './dailySummaryWorkflow.ts';
export { dataRetentionWorkflow } from './dataRetentionWorkflow.ts';
export { eventAnchorWorkflow } from './eventAnchorWorkflow.ts';
export { keyRotationWorkflow } from './keyRotationWorkflow.ts';
