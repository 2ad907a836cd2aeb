import { eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { type Database, firstRow, type Transaction } from '../../db/database.ts';
import { takeKeptFailures } from '../../db/disputes/refundFailures.ts';
import { moneyCommands, moneyExposures } from '../../db/money/schema.ts';
import { type MoneyMove, type MoneyProtocol, mayResend, nextMove } from '../../domain/money/command.ts';
import { postPhase } from './ledger.ts';
import { moneyIsStopped } from './moneyStop.ts';

export type Command = typeof moneyCommands.$inferSelect;
export type ProvedOutcome =
  | { kind: 'applied'; vendorId: string }
  /** With the id of an effect that was made and failed afterwards. */
  | { kind: 'refused'; code: string; vendorId?: string };
export type AttemptOutcome = ProvedOutcome | { kind: 'unknown' };

/** The refund was made and did not reach the customer: nothing is paid, and a person decides again. */
export const REFUND_FAILED = 'refund_failed';

/** One vendor's way of making and finding the effect of a command. */
export interface MoneyAdapter {
  protocol: MoneyProtocol;
  /** Makes the call with the stored parameters and key. Whatever does not prove an outcome is unknown; never throws. */
  attempt(command: Command): Promise<AttemptOutcome>;
  /** Finds the effect by its business key in the vendor's list, as it is now; null = not there. Throws when the list can't be read. */
  lookup(command: Command): Promise<ProvedOutcome | null>;
}

/** What the workflow does next about a command. */
export type MoneyStep =
  | { kind: 'applied'; commandId: string; vendorId: string }
  | { kind: 'refused'; commandId: string; code: string }
  | { kind: 'wait'; commandId: string; waitMs: number }
  | { kind: 'stopped' }
  | { kind: 'ask_person'; commandId: string }
  | { kind: 'review_again'; reason: string };

const epochMs = (time: Date | null) => time?.getTime() ?? null;

async function lockCommand(tx: Transaction, commandId: string): Promise<{ command: Command; nowMs: number }> {
  const [command] = await tx.select().from(moneyCommands).where(eq(moneyCommands.id, commandId)).for('update');
  const clock = await firstRow<{ ms: string }>(
    tx,
    sql`select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`,
  );
  if (!command || !clock) throw new Error(`no money command ${commandId}`);
  return { command, nowMs: Number(clock.ms) };
}

const progress = (command: Command) => ({
  ...command,
  firstAttemptAt: epochMs(command.firstAttemptAt),
  leaseUntil: epochMs(command.leaseUntil),
});

/** Takes the lease of an attempt, unless money is stopped. The call itself happens after this transaction. */
async function takeLease(tx: Transaction, command: Command, protocol: MoneyProtocol): Promise<boolean> {
  if (await moneyIsStopped(tx)) return false;
  await tx
    .update(moneyCommands)
    .set({
      state: 'attempting',
      attempts: sql`attempts + 1`,
      firstAttemptAt: sql`coalesce(first_attempt_at, clock_timestamp())`,
      leaseUntil: sql`clock_timestamp() + ${`${protocol.leaseMs} milliseconds`}::interval`,
    })
    .where(eq(moneyCommands.id, command.id));
  return true;
}

/**
 * Writes a proved outcome: state, ledger, exposure and event together. A command that has one keeps it. An effect whose
 * failure was told before its id was known is refused here, whichever way its id was learned.
 */
export async function finishCommand(tx: Transaction, commandId: string, proved: ProvedOutcome): Promise<void> {
  const { command } = await lockCommand(tx, commandId);
  if (command.state === 'applied' || command.state === 'refused') return;
  const failed = command.vendor === 'stripe' && (await takeKeptFailures(tx, [proved.vendorId ?? []].flat()));
  const outcome: ProvedOutcome =
    failed && proved.kind === 'applied' ? { kind: 'refused', code: REFUND_FAILED, vendorId: proved.vendorId } : proved;
  const applied = outcome.kind === 'applied';
  await tx
    .update(moneyCommands)
    .set({
      state: outcome.kind,
      finishedAt: sql`now()`,
      leaseUntil: null,
      ...(outcome.vendorId ? { vendorId: outcome.vendorId } : {}),
      ...(applied ? {} : { refusalCode: outcome.code }),
    })
    .where(eq(moneyCommands.id, command.id));
  if (command.exposureKey) {
    const { amountMinor } = command;
    await tx
      .update(moneyExposures)
      .set({
        openMinor: sql`open_minor - ${amountMinor}`,
        ...(applied ? { appliedMinor: sql`applied_minor + ${amountMinor}` } : {}),
      })
      .where(eq(moneyExposures.key, command.exposureKey));
  }
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
}

/** The lease stays as it is: a request that we gave up may still be on its way to the vendor (the model shows the harm). */
async function markUnknown(tx: Transaction, command: Command): Promise<void> {
  const { command: current } = await lockCommand(tx, command.id);
  if (current.state !== 'attempting') return;
  await tx.update(moneyCommands).set({ state: 'unknown' }).where(eq(moneyCommands.id, command.id));
  await appendEvent(tx, {
    type: 'money_outcome_unknown',
    actor: 'workflow',
    subject: `process:${command.processId}`,
    data: { commandId: command.id, leg: command.leg },
  });
}

/**
 * Moves a command as far as it can go now: at most one call or lookup per step, never a second call while the outcome of
 * the first is open. Returns what to wait for. Safe to repeat after a crash at any point.
 */
export async function advanceCommand(
  db: Database,
  tenantId: string,
  commandId: string,
  adapter: MoneyAdapter,
): Promise<MoneyStep> {
  const { protocol } = adapter;
  for (;;) {
    const begun = await db.withTenant(
      tenantId,
      async (tx): Promise<{ command: Command; move: MoneyMove | { kind: 'stopped' }; nowMs: number }> => {
        const { command, nowMs } = await lockCommand(tx, commandId);
        const move = nextMove(progress(command), protocol, nowMs);
        if (move.kind === 'attempt' && !(await takeLease(tx, command, protocol)))
          return { command, move: { kind: 'stopped' }, nowMs };
        if (move.kind === 'lookup')
          await tx
            .update(moneyCommands)
            .set({ state: 'unknown', lookups: sql`lookups + 1` })
            .where(eq(moneyCommands.id, commandId));
        if (move.kind === 'ask_person')
          await tx.update(moneyCommands).set({ state: 'unknown' }).where(eq(moneyCommands.id, commandId));
        return { command, move, nowMs };
      },
    );
    const { command, move, nowMs } = begun;
    switch (move.kind) {
      case 'done':
        return move.outcome === 'applied'
          ? { kind: 'applied', commandId, vendorId: command.vendorId ?? '' }
          : { kind: 'refused', commandId, code: command.refusalCode ?? 'refused' };
      case 'stopped':
        return { kind: 'stopped' };
      case 'wait':
        return { kind: 'wait', commandId, waitMs: Math.max(50, move.untilMs - nowMs) };
      case 'ask_person':
        return { kind: 'ask_person', commandId };
      case 'attempt':
        await attempt(db, tenantId, command, adapter);
        break;
      case 'lookup': {
        const step = await lookUp(db, tenantId, command, adapter, nowMs);
        if (step) return step;
        break;
      }
    }
  }
}

async function attempt(db: Database, tenantId: string, command: Command, adapter: MoneyAdapter): Promise<void> {
  const outcome = await adapter.attempt(command);
  await db.withTenant(tenantId, (tx) =>
    outcome.kind === 'unknown' ? markUnknown(tx, command) : finishCommand(tx, command.id, outcome),
  );
}

/** One lookup: found adopts the effect, proved absent sends once more under the same key, unreadable waits. */
async function lookUp(
  db: Database,
  tenantId: string,
  command: Command,
  adapter: MoneyAdapter,
  nowMs: number,
): Promise<MoneyStep | null> {
  let found: ProvedOutcome | null;
  try {
    found = await adapter.lookup(command);
  } catch {
    return { kind: 'wait', commandId: command.id, waitMs: 1000 * 2 ** Math.min(command.lookups, 5) };
  }
  if (found) {
    await db.withTenant(tenantId, async (tx) => {
      await finishCommand(tx, command.id, found);
      await appendEvent(tx, {
        type: 'money_outcome_resolved',
        actor: 'workflow',
        subject: `process:${command.processId}`,
        data: { commandId: command.id, found: true },
      });
    });
    return null;
  }
  if (!mayResend(progress(command), adapter.protocol, nowMs)) {
    await db.withTenant(tenantId, (tx) =>
      tx
        .update(moneyCommands)
        .set({ lookups: adapter.protocol.maximumLookups })
        .where(eq(moneyCommands.id, command.id)),
    );
    return null;
  }
  const leased = await db.withTenant(tenantId, async (tx) => {
    const { command: current, nowMs: later } = await lockCommand(tx, command.id);
    // Somebody else may have gone on meanwhile; then the loop looks at what they left.
    if (
      current.state !== 'unknown' ||
      nextMove({ ...progress(current), lookups: 0 }, adapter.protocol, later).kind !== 'lookup'
    )
      return 'moved';
    return (await takeLease(tx, current, adapter.protocol)) ? 'leased' : 'stopped';
  });
  if (leased === 'stopped') return { kind: 'stopped' };
  if (leased === 'leased') await attempt(db, tenantId, command, adapter);
  return null;
}
