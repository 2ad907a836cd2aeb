import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { processes, webhookEvents } from '../../db/operations/schema.ts';
import type { DisputeInput } from '../../workflows/disputes/contract.ts';
import type { MoneyCommand } from '../money/moveCommand.ts';
import { takeKeptFailures } from '../money/takeKeptFailures.ts';
import { startDispute } from './startDispute.ts';

/** A refund that did not reach the customer, however that was learned: event, list or lookup. */
export interface RefundFailure {
  tenantId: string;
  refundId: string;
  /** Names this learning; the same again changes nothing. */
  eventId: string;
  type: string;
  /** The command that made it; null while no command says so. */
  commandId: string | null;
  learnedBy: 'stripe' | 'reconciler';
  requestId: string;
}

/** Starts the case of a failed refund again; false while its run is still open, which then does it when it ends. */
async function reopen(
  tx: Transaction,
  command: MoneyCommand,
  why: Pick<RefundFailure, 'learnedBy' | 'requestId'>,
): Promise<boolean> {
  const [row] = await tx
    .select({ run: workflowStates, input: processes.input })
    .from(workflowStates)
    .innerJoin(processes, eq(processes.id, workflowStates.processId))
    .where(eq(workflowStates.processId, command.processId));
  if (!row) return false;
  const started = await startDispute(tx, {
    tenantId: command.tenantId,
    // The refund was made with an account of this tenant; whose it is now changes nothing about the money it owes.
    vendorTenantId: command.tenantId,
    caseId: row.run.caseId,
    customerId: row.run.customerId,
    startedBy: why.learnedBy,
    requestId: why.requestId,
    review: (row.input as DisputeInput).review,
    mayRerun: true,
    failedCommandId: command.id,
  });
  return started.kind === 'started';
}

/**
 * Keeps that a refund failed and acts on it as soon as that is possible: at once when its command is applied and its case
 * is closed, when the command learns the refund's id, or when the open run of the case ends. Nothing of it is dropped.
 */
export async function learnRefundFailure(tx: Transaction, failure: RefundFailure): Promise<void> {
  const { tenantId, refundId, eventId, type, commandId } = failure;
  const [command] = commandId
    ? await tx.select().from(moneyCommands).where(eq(moneyCommands.id, commandId)).for('update')
    : [];
  const [kept] = await tx
    .insert(webhookEvents)
    .values({ tenantId, provider: 'stripe', eventId, type, objectId: refundId })
    .onConflictDoNothing()
    .returning();
  // A second refund under the same key is another effect than the one this command knows.
  if (!kept || !command || (command.vendorId !== null && command.vendorId !== refundId)) return;
  // The books know it already, or the command ended without an effect.
  const known = command.failedLaterAt !== null || command.state === 'refused';
  if (known || (command.state === 'applied' && (await reopen(tx, command, failure))))
    await takeKeptFailures(tx, [refundId]);
}

/** Applied refunds that were told to have come back while their case was open, by a condition on their run. */
const keptFailures = (tx: Transaction, ofRun: SQL) =>
  tx
    .select({ command: moneyCommands })
    .from(moneyCommands)
    .innerJoin(workflowStates, eq(workflowStates.processId, moneyCommands.processId))
    .innerJoin(webhookEvents, eq(webhookEvents.objectId, moneyCommands.vendorId))
    .where(
      and(
        ofRun,
        eq(moneyCommands.state, 'applied'),
        isNull(moneyCommands.failedLaterAt),
        isNull(webhookEvents.takenAt),
        eq(webhookEvents.provider, 'stripe'),
      ),
    );

/** Whether the refund of a run is known to have come back before the run has ended. */
export const hasKeptFailure = async (tx: Transaction, processId: string): Promise<boolean> =>
  (await keptFailures(tx, eq(workflowStates.processId, processId))).length > 0;

/** At the end of a run: goes on with a failure that was learned while the case was open. */
export async function reopenForKeptFailure(tx: Transaction, caseId: string, requestId: string): Promise<void> {
  const failed = await keptFailures(tx, eq(workflowStates.caseId, caseId));
  for (const { command } of failed) {
    if (!(await reopen(tx, command, { learnedBy: 'stripe', requestId }))) return;
    await takeKeptFailures(tx, command.vendorId ? [command.vendorId] : []);
  }
}
