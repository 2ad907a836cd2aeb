import { and, eq, isNull, sql } from 'drizzle-orm';
import { bankIn } from '../../db/banking/connections.ts';
import type { Transaction } from '../../db/database.ts';
import { processes, webhookEvents } from '../../db/operations/schema.ts';
import type { BankProgress } from '../../workflows/banking/contract.ts';
import { appendEvent } from '../events.ts';
import { applyReading } from '../operations/applyReading.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { bankFailed } from './bankFailed.ts';
import { keepOpenings } from './keepOpenings.ts';
import { noteRead } from './openBank.ts';

/** What a provider has told of a bank and no reading has answered. */
const untaken = (connectionId: string) => and(eq(webhookEvents.objectId, connectionId), isNull(webhookEvents.takenAt));

/** A reading begins: what was told before it is answered by it. */
export const takeNotices = (tx: Transaction, connectionId: string): Promise<unknown> =>
  tx.update(webhookEvents).set({ takenAt: sql`now()` }).where(untaken(connectionId));

export interface EndedSync {
  tenantId: string;
  processId: string;
  connectionId: string;
  progress: BankProgress;
  /** Why it failed. */
  code: string | null;
  /** An account takes no more calls before this (ms since the epoch). */
  limitedUntilMs: number | null;
}

/**
 * Ends a reading with its one last event. Where the provider has told of something new meanwhile it is not over, unless it
 * failed: then whoever reads next answers it. The same again changes nothing.
 */
export async function endBankSync(tx: Transaction, sync: EndedSync, approvers: string[]): Promise<{ again: boolean }> {
  const { tenantId, processId, connectionId, progress, code, limitedUntilMs } = sync;
  const [run] = await tx.select().from(processes).where(eq(processes.id, processId)).for('update');
  if (run?.status !== 'open') return { again: false };
  if (!code && !limitedUntilMs && (await tx.$count(webhookEvents, untaken(connectionId))) > 0) return { again: true };
  await closeProcess(tx, processId);
  const bank = await bankIn(tx, connectionId);
  if (code) await bankFailed(tx, { tenantId, connectionId, code }, approvers);
  else {
    await noteRead(tx, connectionId, limitedUntilMs === null ? null : 'BANK_RATE_LIMITED');
    await keepOpenings(tx, connectionId);
    if (bank.failures > 0)
      await applyReading(tx, {
        tenantId,
        rule: 'bank_unreadable',
        reading: { subject: `bank:${connectionId}`, value: 0, items: null },
        configured: [],
      });
  }
  const names = bank.provider === 'plaid' ? 'plaid' : 'bank';
  await appendEvent(tx, {
    type: `${names}_sync_${code ? 'failed' : 'completed'}`,
    actor: 'workflow',
    subject: `bank:${connectionId}`,
    data: { processId, ...progress, ...(code ? { code } : {}) },
  });
  return { again: false };
}
