export const NOTIFICATION_WORKFLOW = 'notificationWorkflow';

export interface NotificationInput {
  tenantId: string;
  processId: string;
  /** All rows of `notifications` with this batch id are delivered by one run. */
  batchId: string;
}

export const notificationWorkflowId = (tenantId: string, batchId: string): string =>
  `notification:${tenantId}:${batchId}`;

/** What the run that delivers has done for it. */
export interface NotificationActivities {
  deliverNotifications(input: NotificationInput): Promise<void>;
}
