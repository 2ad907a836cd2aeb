import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { BankConnectionRow } from '../../db/banking/connections.ts';
import { bankConnections } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { type ConnectionStatus, connectionStatesBefore } from '../../domain/connections/states.ts';

/**
 * Moves a connected bank to a state, and writes what else changes with it. Nothing else writes its state. Null for a move
 * that the table of states does not have, or where `only` does not hold: then nothing was written.
 */
export async function moveBank(
  tx: Transaction,
  { id }: Pick<BankConnectionRow, 'id'>,
  to: ConnectionStatus,
  more: Omit<PgUpdateSetSource<typeof bankConnections>, 'status' | 'updatedAt'>,
  only?: SQL,
): Promise<BankConnectionRow | null> {
  const [moved] = await tx
    .update(bankConnections)
    .set({ ...more, status: to, updatedAt: sql`now()` })
    .where(and(eq(bankConnections.id, id), inArray(bankConnections.status, connectionStatesBefore(to)), only))
    .returning();
  return moved ?? null;
}
