// What the worker bundles: one line per workflow type. Not a barrel for imports from elsewhere.
export { bookingExpirySweepWorkflow } from './bookings/bookingExpirySweepWorkflow.ts';
export { bookingWorkflow } from './bookings/bookingWorkflow.ts';
export { unmatchedPaymentWorkflow } from './bookings/unmatchedPaymentWorkflow.ts';
export { disputeResolutionWorkflow } from './disputes/disputeResolutionWorkflow.ts';
export { connectionHealthWorkflow } from './mailbox/connectionHealthWorkflow.ts';
export { gmailConnectionWorkflow } from './mailbox/gmailConnectionWorkflow.ts';
export { paymentInboxWorkflow } from './mailbox/paymentInboxWorkflow.ts';
export { moneyReconcilerWorkflow } from './money/moneyReconcilerWorkflow.ts';
export { unexplainedMoneyWorkflow } from './money/unexplainedMoneyWorkflow.ts';
export { notificationWorkflow } from './notifications/notificationWorkflow.ts';
export { alertEvaluationWorkflow } from './operations/alertEvaluationWorkflow.ts';
export { dailySummaryWorkflow } from './operations/dailySummaryWorkflow.ts';
export { dataRetentionWorkflow } from './operations/dataRetentionWorkflow.ts';
export { eventAnchorWorkflow } from './operations/eventAnchorWorkflow.ts';
export { keyRotationWorkflow } from './operations/keyRotationWorkflow.ts';
export { policyIngestionWorkflow } from './policies/policyIngestionWorkflow.ts';
export { bulkDecisionWorkflow } from './reviews/bulkDecisionWorkflow.ts';
