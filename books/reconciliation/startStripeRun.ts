import type { Transaction } from '../../db/database.ts';
import type { StripeConnection } from '../../db/reconciliation/sealed.ts';
import {
  STRIPE_CONNECTION_WORKFLOW,
  STRIPE_SYNC_WORKFLOW,
  type StripeConnectionInput,
  type StripeSyncInput,
  stripeConnectionWorkflowId,
  stripeSyncWorkflowId,
} from '../../workflows/reconciliation/contract.ts';
import { assertSameChange } from '../operations/createProcess.ts';
import { startReading } from './startReading.ts';

const named = ({ accountName }: StripeConnection) =>
  accountName ? `the Stripe account “${accountName}”` : 'a Stripe account';

interface Start {
  connection: StripeConnection;
  startedBy: string;
  causeId?: string;
  dueAfterMs?: number;
}

/** The reading of a connected account, one at a time. */
export function startStripeSync(tx: Transaction, { connection, mode, ...start }: Start & { mode: 'hooks' | 'lists' }) {
  const { tenantId, id: connectionId } = connection;
  return startReading(tx, {
    ...start,
    tenantId,
    kind: 'stripe-sync',
    subject: connectionId,
    title: `Read ${named(connection)}`,
    workflowType: STRIPE_SYNC_WORKFLOW,
    workflowId: stripeSyncWorkflowId(tenantId, connectionId),
    input: (processId) => ({ tenantId, processId, connectionId, mode }) satisfies StripeSyncInput,
  });
}

/** The run that speaks with Stripe about an access: it begins or ends. Throws RATE_LIMITED while the other change runs. */
export async function startStripeConnection(
  tx: Transaction,
  { connection, change, ...start }: Start & { change: StripeConnectionInput['change'] },
) {
  const { tenantId, id: connectionId } = connection;
  const started = await startReading(tx, {
    ...start,
    tenantId,
    kind: 'stripe-connection',
    subject: connectionId,
    title: `${change === 'connect' ? 'Connect' : 'Disconnect'} ${named(connection)}`,
    workflowType: STRIPE_CONNECTION_WORKFLOW,
    workflowId: stripeConnectionWorkflowId(tenantId, connectionId),
    input: (processId) => ({ tenantId, processId, connectionId, change }) satisfies StripeConnectionInput,
  });
  assertSameChange(started, change);
  return started;
}
