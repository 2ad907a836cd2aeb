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
