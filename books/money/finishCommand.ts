import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { moneyExposures } from '../../db/money/schema.ts';
import { takesBack } from '../../domain/ledger/postings.ts';
import { type AttemptOutcome, type ProvedOutcome, REFUND_FAILED } from '../../domain/money/command.ts';
import { appendEvent } from '../events.ts';
import { lockCommand, type MoneyCommand, moveCommand } from './moveCommand.ts';
import { postPhase } from './postPhase.ts';
import { takeKeptFailures } from './takeKeptFailures.ts';

/** Money that was open on what is paid back counts as paid, or is free again. */
async function closeExposure(tx: Transaction, { leg, exposureKey, amountMinor }: MoneyCommand, applied: boolean) {
  if (!exposureKey) return;
  if (takesBack(leg)) {
    if (applied)
      await tx
        .update(moneyExposures)
        .set({ appliedMinor: sql`applied_minor - ${amountMinor}` })
        .where(eq(moneyExposures.key, exposureKey));
    return;
  }
  await tx
    .update(moneyExposures)
    .set({
      openMinor: sql`open_minor - ${amountMinor}`,
      ...(applied ? { appliedMinor: sql`applied_minor + ${amountMinor}` } : {}),
    })
    .where(eq(moneyExposures.key, exposureKey));
}

/** An effect whose failure was told before its id was known is refused, whichever way its id was learned. */
async function withKeptFailure(tx: Transaction, command: MoneyCommand, proved: ProvedOutcome): Promise<ProvedOutcome> {
  const { vendorId } = proved;
  if (command.vendor !== 'stripe' || !vendorId) return proved;
  const failed = await takeKeptFailures(tx, [vendorId]);
  return failed && proved.kind === 'applied' ? { kind: 'refused', code: REFUND_FAILED, vendorId } : proved;
}

/** Writes a proved outcome: state, exposure, ledger and event together. A command that has one keeps it. */
export async function finishCommand(tx: Transaction, commandId: string, proved: ProvedOutcome): Promise<ProvedOutcome> {
  const { command } = await lockCommand(tx, commandId);
  if (command.state === 'applied') return { kind: 'applied', vendorId: command.vendorId ?? '' };
  if (command.state === 'refused') return { kind: 'refused', code: command.refusalCode ?? 'refused' };
  const outcome = await withKeptFailure(tx, command, proved);
  const applied = outcome.kind === 'applied';
  await moveCommand(tx, command, outcome.kind, {
    finishedAt: sql`now()`,
    leaseUntil: null,
    ...(outcome.vendorId ? { vendorId: outcome.vendorId } : {}),
    ...(applied ? {} : { refusalCode: outcome.code }),
  });
  await closeExposure(tx, command, applied);
  await postPhase(tx, command, applied ? 'posted' : 'voided');
  await appendEvent(tx, {
    type: applied ? 'money_applied' : 'money_refused',
    actor: 'workflow',
    subject: `process:${command.processId}`,
    data: {
      commandId,
      leg: command.leg,
      amountMinor: command.amountMinor,
      currency: command.currency,
      ...(applied ? { vendorId: outcome.vendorId } : { code: outcome.code }),
    },
  });
  return outcome;
}

/** The lease stays as it is: a request that we gave up may still be on its way to the vendor (the model shows the harm). */
async function leaveUnknown(tx: Transaction, commandId: string): Promise<void> {
  const { command } = await lockCommand(tx, commandId);
  if (command.state !== 'attempting') return;
  await moveCommand(tx, command, 'unknown');
  await appendEvent(tx, {
    type: 'money_outcome_unknown',
    actor: 'workflow',
    subject: `process:${command.processId}`,
    data: { commandId, leg: command.leg },
  });
}

/** Writes what an attempt came to. What proves no outcome leaves it open; null then, else the outcome that holds. */
export async function settleAttempt(
  tx: Transaction,
  commandId: string,
  outcome: AttemptOutcome,
): Promise<ProvedOutcome | null> {
  if (outcome.kind !== 'unknown') return finishCommand(tx, commandId, outcome);
  await leaveUnknown(tx, commandId);
  return null;
}
