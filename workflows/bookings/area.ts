// Its workflow types: one line each.
export { bookingExpirySweepWorkflow } from './bookingExpirySweepWorkflow.ts';
export { bookingWorkflow } from './bookingWorkflow.ts';
export { unmatchedPaymentWorkflow } from './unmatchedPaymentWorkflow.ts';
