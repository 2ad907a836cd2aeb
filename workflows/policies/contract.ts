export const POLICY_WORKFLOW = 'policyIngestionWorkflow';

export interface PolicyIngestionInput {
  tenantId: string;
  processId: string;
  documentId: string;
}

export const policyWorkflowId = (tenantId: string, contentHash: string): string =>
  `policy-ingest:${tenantId}:${contentHash.slice(0, 32)}`;
