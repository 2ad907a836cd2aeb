import type { Transaction } from '../../db/database.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import {
  WHMCS_SYNC_WORKFLOW,
  type WhmcsSyncInput,
  type WhmcsSyncMode,
  whmcsSyncWorkflowId,
} from '../../workflows/reconciliation/contract.ts';
import { startReading } from './startReading.ts';

interface Start {
  instance: WhmcsInstance;
  mode: WhmcsSyncMode;
  startedBy: string;
  causeId?: string;
  dueAfterMs?: number;
}

/** The reading of an instance, one at a time. */
export function startWhmcsSync(tx: Transaction, { instance, mode, ...start }: Start) {
  const { tenantId, id: instanceId } = instance;
  return startReading(tx, {
    ...start,
    tenantId,
    kind: 'whmcs-sync',
    subject: instanceId,
    title: `Read the WHMCS instance “${instance.name}”`,
    workflowType: WHMCS_SYNC_WORKFLOW,
    workflowId: whmcsSyncWorkflowId(tenantId, instanceId),
    input: (processId) => ({ tenantId, processId, instanceId, mode }) satisfies WhmcsSyncInput,
  });
}
