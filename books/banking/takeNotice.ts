import { eq, sql } from 'drizzle-orm';
import { bankConnections } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { outbox, processes, webhookEvents } from '../../db/operations/schema.ts';
import { startBankSync } from './startBankSync.ts';

/** Something that a provider has told of a bank, in a webhook that was checked. */
export interface BankNotice {
  tenantId: string;
  connectionId: string;
  provider: 'plaid' | 'gocardless';
  /** What makes it one notice: told again, it changes nothing. */
  eventId: string;
  type: string;
}

/**
 * Keeps a notice together with what it starts: a reading of the bank, or a look of the one that is open. false when it is
 * known already. A bank that is not connected is not read.
 */
export async function takeNotice(tx: Transaction, notice: BankNotice): Promise<boolean> {
  const { tenantId, connectionId, provider, eventId, type } = notice;
  const [kept] = await tx
    .insert(webhookEvents)
    .values({ tenantId, provider, eventId, type, objectId: connectionId })
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id });
  if (!kept) return false;
  const [bank] = await tx.select().from(bankConnections).where(eq(bankConnections.id, connectionId));
  if (bank?.status !== 'active') {
    await tx.update(webhookEvents).set({ takenAt: sql`now()` }).where(eq(webhookEvents.id, kept.id));
    return true;
  }
  const { process, created } = await startBankSync(tx, bank, { startedBy: provider });
  if (created) return true;
  // A reading that ends just now has to see this row first, or this waits until it has ended.
  const [open] = await tx.select().from(processes).where(eq(processes.id, process.id)).for('update');
  if (open?.status === 'open')
    await tx.insert(outbox).values({ tenantId, kind: 'look', subjectId: kept.id, processId: process.id });
  else await startBankSync(tx, bank, { startedBy: provider });
  return true;
}
