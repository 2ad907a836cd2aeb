export const POLICY_WORKFLOW = 'policyIngestionWorkflow';

export interface PolicyIngestionInput {
  tenantId: string;
  processId: string;
  documentId: string;
}

export const policyWorkflowId = (tenantId: string, contentHash: string): string =>
  `policy-ingest:${tenantId}:${contentHash.slice(0, 32)}`;

/** What the ingestion has done for it. */
export interface PolicyActivities {
  ingestPolicy(input: PolicyIngestionInput): Promise<{ sections: number }>;
  failPolicy(input: PolicyIngestionInput & { code: string }): Promise<void>;
}
