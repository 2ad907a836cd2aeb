import { endLookups, noteAnswer } from '../../books/money/countLookups.ts';
import { finishCommand, settleAttempt } from '../../books/money/finishCommand.ts';
import { type MoneyCommand, progressOf } from '../../books/money/moveCommand.ts';
import { type TakenMove, takeMove, takeResend } from '../../books/money/takeMove.ts';
import type { Database } from '../../db/database.ts';
import { type AttemptOutcome, type MoneyProtocol, mayResend, type ProvedOutcome } from '../../domain/money/command.ts';
import type { MoneyStep } from '../../workflows/money/contract.ts';

/** One vendor's way of making and finding the effect of a command. */
export interface MoneyAdapter {
  protocol: MoneyProtocol;
  /** Makes the call with the stored parameters and key. Whatever does not prove an outcome is unknown; never throws. */
  attempt(command: MoneyCommand): Promise<AttemptOutcome>;
  /** Finds the effect by its business key in the vendor's list, as it is now; null = not there. Throws when the list can't be read. */
  lookup(command: MoneyCommand): Promise<ProvedOutcome | null>;
}

interface Advance {
  db: Database;
  adapter: MoneyAdapter;
  command: MoneyCommand;
}

const ended = (commandId: string, outcome: ProvedOutcome): MoneyStep =>
  outcome.kind === 'applied'
    ? { kind: 'applied', commandId, vendorId: outcome.vendorId }
    : { kind: 'refused', commandId, code: outcome.code };

/** The call, and what it came to; null when it came to nothing known. No transaction is open across it. */
async function attempt({ db, adapter, command }: Advance): Promise<MoneyStep | null> {
  const outcome = await adapter.attempt(command);
  const settled = await db.withTenant(command.tenantId, (tx) => settleAttempt(tx, command.id, outcome));
  return settled && ended(command.id, settled);
}

/** One lookup: found adopts the effect, proved absent sends once more under the same key, unreadable waits. */
async function lookUp(advance: Advance, nowMs: number): Promise<MoneyStep | null> {
  const { db, adapter, command } = advance;
  const { tenantId, id: commandId, processId } = command;
  let found: ProvedOutcome | null;
  try {
    found = await adapter.lookup(command);
  } catch {
    return { kind: 'wait', commandId, waitMs: 1000 * 2 ** Math.min(command.lookups, 5) };
  }
  if (found) {
    const effect = found;
    return db.withTenant(tenantId, async (tx) => {
      const settled = await finishCommand(tx, commandId, effect);
      await noteAnswer(tx, { commandId, processId, actor: 'workflow', found: true });
      return ended(commandId, settled);
    });
  }
  if (!mayResend(progressOf(command), adapter.protocol, nowMs)) {
    await db.withTenant(tenantId, (tx) => endLookups(tx, commandId, adapter.protocol));
    return null;
  }
  const leased = await db.withTenant(tenantId, (tx) => takeResend(tx, commandId, adapter.protocol));
  if (leased === 'stopped') return { kind: 'stopped' };
  return leased === 'leased' ? attempt(advance) : null;
}

/** What one move comes to; null when the books have to say what is next. */
async function make(db: Database, adapter: MoneyAdapter, taken: TakenMove): Promise<MoneyStep | null> {
  const { command, move, nowMs } = taken;
  switch (move.kind) {
    case 'done':
      return move.outcome === 'applied'
        ? { kind: 'applied', commandId: command.id, vendorId: command.vendorId ?? '' }
        : { kind: 'refused', commandId: command.id, code: command.refusalCode ?? 'refused' };
    case 'stopped':
      return { kind: 'stopped' };
    case 'wait':
      return { kind: 'wait', commandId: command.id, waitMs: Math.max(50, move.untilMs - nowMs) };
    case 'ask_person':
      return { kind: 'ask_person', commandId: command.id };
    case 'attempt':
      return attempt({ db, adapter, command });
    case 'lookup':
      return lookUp({ db, adapter, command }, nowMs);
  }
}

/**
 * Moves a command as far as it can go now: at most one call or lookup per step, never a second call while the outcome of
 * the first is open. Returns what to wait for. Safe to repeat after a crash at any point. `first`: a move that was taken
 * already, in the transaction of the intent.
 */
export async function advanceCommand(
  db: Database,
  tenantId: string,
  commandId: string,
  adapter: MoneyAdapter,
  first?: TakenMove,
): Promise<MoneyStep> {
  const take = () => db.withTenant(tenantId, (tx) => takeMove(tx, commandId, adapter.protocol));
  for (let taken = first ?? (await take()); ; taken = await take()) {
    const step = await make(db, adapter, taken);
    if (step) return step;
  }
}
