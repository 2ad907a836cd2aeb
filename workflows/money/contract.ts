export const UNEXPLAINED_WORKFLOW = 'unexplainedMoneyWorkflow';

export interface ReconcilerInput {
  tenantId: string;
}

export interface UnexplainedInput {
  tenantId: string;
  processId: string;
  itemId: string;
  requestId: string;
}

export const unexplainedWorkflowId = (tenantId: string, itemId: string): string =>
  `unexplained-money:${tenantId}:${itemId}`;
