import { eq, sql } from 'drizzle-orm';
import { firstRow, type Transaction } from '../../db/database.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { type CommandState, commandMayMove, type MoneyProgress } from '../../domain/money/command.ts';

export type MoneyCommand = typeof moneyCommands.$inferSelect;

/** Locks a command and reads the books' clock behind the lock (ms since the epoch), both in one round trip. */
export async function lockCommand(
  tx: Transaction,
  commandId: string,
): Promise<{ command: MoneyCommand; nowMs: number }> {
  const [[command], clock] = await Promise.all([
    tx.select().from(moneyCommands).where(eq(moneyCommands.id, commandId)).for('update'),
    firstRow<{ ms: string }>(tx, sql`select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`),
  ]);
  if (!command || !clock) throw new Error(`no money command ${commandId}`);
  return { command, nowMs: Number(clock.ms) };
}

/** The part of a command that decides what may happen next. */
export const progressOf = (command: MoneyCommand): MoneyProgress => ({
  ...command,
  firstAttemptAt: command.firstAttemptAt?.getTime() ?? null,
  leaseUntil: command.leaseUntil?.getTime() ?? null,
});

type Fields = Omit<Parameters<ReturnType<typeof moveOf>['set']>[0], 'state'>;
const moveOf = (tx: Transaction) => tx.update(moneyCommands);

/** Every change of a command's state: its row is locked, and a move that the table of states does not know throws. */
export async function moveCommand(
  tx: Transaction,
  command: MoneyCommand,
  to: CommandState,
  fields: Fields = {},
): Promise<void> {
  if (!commandMayMove(command.state, to))
    throw new Error(`money command ${command.id} cannot go from ${command.state} to ${to}`);
  await moveOf(tx)
    .set({ ...fields, state: to })
    .where(eq(moneyCommands.id, command.id));
}
