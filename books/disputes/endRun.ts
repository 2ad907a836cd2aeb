import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { loadRun, type RunRow, usableCase } from '../../db/disputes/runs.ts';
import { approvers } from '../../db/notifications/approvers.ts';
import { type DisputeOutcome, ENDS_OF_RUN } from '../../domain/disputes/runStates.ts';
import type { RunScope } from '../../workflows/disputes/contract.ts';
import { appendEvent } from '../events.ts';
import { type Message, queueNotifications } from '../notifications/queueNotifications.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { type FinalResolution, finalResolution } from './finalResolution.ts';
import { hasKeptFailure, reopenForKeptFailure } from './learnRefundFailure.ts';
import { learnResolution } from './learnResolution.ts';
import { moveRun } from './moveRun.ts';
import { writeCosts } from './writeCosts.ts';

export interface RunEnd {
  outcome: DisputeOutcome;
  code?: string;
}

/** A run that paid is not told as refunded when its refund is known to have come back meanwhile. */
async function outcomeNow(tx: Transaction, { processId }: RunRow, end: RunEnd): Promise<RunEnd> {
  const cameBack = end.outcome === 'refunded' && (await hasKeptFailure(tx, processId));
  return cameBack ? { outcome: 'failed', code: 'REFUND_FAILED' } : end;
}

/** Tells the approvers how a run ended, and the customer where the case names one and the outcome is theirs to know. */
async function tellOfEnd(tx: Transaction, run: RunRow, resolution: FinalResolution, configured: string[]) {
  const { outcome } = resolution;
  const variables = {
    subject: `case ${run.caseId}`,
    outcome,
    amountMinor: resolution.refund_amount_minor,
    currency: resolution.refund_currency,
  };
  const messages: Message[] = (await approvers(tx, configured)).map((recipient) => ({
    channel: 'email',
    recipient,
    template: 'dispute_ended',
    variables,
  }));
  const contact = usableCase(run)?.contactEmail;
  const template = ENDS_OF_RUN[outcome].tells;
  if (contact && template) messages.push({ channel: 'email', recipient: contact, template, variables });
  await queueNotifications(tx, {
    tenantId: run.tenantId,
    batchKey: `${run.processId}:ended`,
    causeId: run.processId,
    messages,
  });
}

/** Ends a run: its outcome and costs, what later cases learn of it, who is told. One that has ended stays as it is. */
export async function endRun(
  tx: Transaction,
  { processId, requestId }: RunScope,
  wanted: RunEnd,
  configured: string[],
): Promise<void> {
  const run = await loadRun(tx, processId);
  if (run.completedAt) return;
  await writeCosts(tx, processId);
  const { outcome, code } = await outcomeNow(tx, run, wanted);
  const found = (run.finalResolution as { rule?: string } | null) ?? {};
  const known = await finalResolution(tx, run, outcome, found.rule === 'invalid_record' ? 'INVALID_RECORD' : code);
  const resolution = { ...found, ...known };
  const { step, status, event } = ENDS_OF_RUN[outcome];
  await moveRun(tx, processId, step, { status, finalResolution: resolution, completedAt: sql`now()` });
  await learnResolution(tx, run, resolution);
  await tellOfEnd(tx, run, resolution, configured);
  await closeProcess(tx, processId);
  await appendEvent(tx, {
    type: event,
    actor: 'workflow',
    subject: `process:${processId}`,
    data: resolution,
    requestId,
  });
  await reopenForKeptFailure(tx, run.caseId, requestId);
}
