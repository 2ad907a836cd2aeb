import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/database.ts';
import { whmcsInstances } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { type ConnectionStatus, connectionStatesBefore } from '../../domain/connections/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';

/** An instance of the transaction's tenant, locked until it ends. Throws NOT_FOUND. */
export async function lockInstance(tx: Transaction, id: string): Promise<WhmcsInstance> {
  const [row] = await tx.select().from(whmcsInstances).where(eq(whmcsInstances.id, id)).for('update');
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

/**
 * Moves an instance to a state, and writes what else changes with it. Nothing else writes its state. Null for a move that the
 * table of states does not have: then nothing was written.
 */
export async function moveInstance(
  tx: Transaction,
  { id }: Pick<WhmcsInstance, 'id'>,
  to: ConnectionStatus,
  more: Omit<PgUpdateSetSource<typeof whmcsInstances>, 'status' | 'updatedAt'> = {},
): Promise<WhmcsInstance | null> {
  const [moved] = await tx
    .update(whmcsInstances)
    .set({ ...more, status: to, updatedAt: sql`now()` })
    .where(and(eq(whmcsInstances.id, id), inArray(whmcsInstances.status, connectionStatesBefore(to))))
    .returning();
  return moved ?? null;
}
