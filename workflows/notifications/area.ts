// Its workflow types: one line each.
export { notificationWorkflow } from './notificationWorkflow.ts';
