import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { type MoneyMove, type MoneyProtocol, nextMove } from '../../domain/money/command.ts';
import { moneyIsStopped } from './moneyIsStopped.ts';
import { lockCommand, type MoneyCommand, moveCommand, progressOf } from './moveCommand.ts';

/** A locked command, what to do with it now, and the books' clock (ms since the epoch). */
export interface TakenMove {
  command: MoneyCommand;
  move: MoneyMove | { kind: 'stopped' };
  nowMs: number;
}

/** Locks a command and sees, behind the lock, whether money is stopped. */
async function lockAndLook(tx: Transaction, commandId: string) {
  const [locked, stopped] = await Promise.all([lockCommand(tx, commandId), moneyIsStopped(tx)]);
  return { ...locked, stopped };
}

/** The lease of an attempt. The call itself happens after this transaction. */
async function takeLease(tx: Transaction, command: MoneyCommand, protocol: MoneyProtocol): Promise<void> {
  await moveCommand(tx, command, 'attempting', {
    attempts: sql`attempts + 1`,
    firstAttemptAt: sql`coalesce(first_attempt_at, clock_timestamp())`,
    leaseUntil: sql`clock_timestamp() + ${`${protocol.leaseMs} milliseconds`}::interval`,
  });
}

/** A command whose lease has ended without an outcome is unknown from here on, whoever took the lease. */
async function markUnknown(tx: Transaction, command: MoneyCommand): Promise<void> {
  if (command.state !== 'unknown') await moveCommand(tx, command, 'unknown');
}

/**
 * Decides what happens next to a command and writes it down before it happens: the lease of an attempt, the count of a
 * lookup. Repeated after a crash it finds what it wrote.
 */
export async function takeMove(tx: Transaction, commandId: string, protocol: MoneyProtocol): Promise<TakenMove> {
  const { command, nowMs, stopped } = await lockAndLook(tx, commandId);
  const move = nextMove(progressOf(command), protocol, nowMs);
  if (move.kind === 'attempt' && stopped) return { command, move: { kind: 'stopped' }, nowMs };
  if (move.kind === 'attempt') await takeLease(tx, command, protocol);
  if (move.kind === 'lookup' || move.kind === 'ask_person') await markUnknown(tx, command);
  if (move.kind === 'lookup')
    await tx.update(moneyCommands).set({ lookups: sql`lookups + 1` }).where(eq(moneyCommands.id, commandId));
  return { command, move, nowMs };
}

/** Leases one more attempt after the effect was looked up and proved absent; the key stays the same. */
export async function takeResend(
  tx: Transaction,
  commandId: string,
  protocol: MoneyProtocol,
): Promise<'leased' | 'stopped' | 'moved'> {
  const { command, nowMs, stopped } = await lockAndLook(tx, commandId);
  // Somebody else may have gone on meanwhile; then the caller looks at what they left.
  const move = nextMove({ ...progressOf(command), lookups: 0 }, protocol, nowMs);
  if (command.state !== 'unknown' || move.kind !== 'lookup') return 'moved';
  if (stopped) return 'stopped';
  await takeLease(tx, command, protocol);
  return 'leased';
}
