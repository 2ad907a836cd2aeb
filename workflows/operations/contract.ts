export const KEY_ROTATION_WORKFLOW = 'keyRotationWorkflow';

export interface KeyRotationInput {
  tenantId: string;
  processId: string;
  /** The key everything is encrypted under afterwards: the ring's current one when the rotation was started. */
  keyId: string;
}

/** Rows done and left, over all tenants and encrypted columns. */
export interface KeyRotationProgress {
  step: 'reencrypting' | 'verifying' | 'done';
  done: number;
  left: number;
}

export const keyRotationWorkflowId = (tenantId: string, keyId: string): string => `key-rotation:${tenantId}:${keyId}`;

/** One cycle of a scheduled job, as its row tells it. */
interface JobEnd {
  tenantId: string;
  job: string;
  startedAtMs: number;
  durationMs: number;
  ok: boolean;
  counts: Record<string, number>;
}

interface OfTenant {
  tenantId: string;
}

/** What the workflows of operations have done for them. */
export interface OperationsActivities {
  beginJob(input: OfTenant & { job: string }): Promise<void>;
  endJob(input: JobEnd): Promise<void>;
  evaluateAlerts(input: OfTenant): Promise<{ readings: number }>;
  /** `day` is YYYY-MM-DD, UTC, and has ended. */
  /** Which day of the tenant's calendar ended last, and whether its report is written just now. */
  summarizeDay(input: OfTenant): Promise<{ day: string; written: boolean }>;
  anchorEvents(input: OfTenant): Promise<void>;
  /** Rows deleted by table. */
  purgeExpired(input: OfTenant): Promise<Record<string, number>>;
  reencryptFields(input: { keyId: string }): Promise<{ done: number }>;
  verifyFields(input: { keyId: string }): Promise<{ left: number }>;
  recordRotation(input: { tenantId: string; processId: string; keyId: string; done: number }): Promise<void>;
}
