import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { readingFailed } from './noteReading.ts';

/** Ends a sync with its one last event; `code` says why it failed. The same again changes nothing. */
export async function endSync(
  tx: Transaction,
  sync: { tenantId: string; processId: string; mailboxId: string; kept: number; code: string | null },
  approvers: string[],
): Promise<void> {
  const { tenantId, processId, mailboxId, kept, code } = sync;
  const [run] = await tx.select().from(processes).where(eq(processes.id, processId)).for('update');
  if (run?.status !== 'open') return;
  await closeProcess(tx, processId);
  if (code) await readingFailed(tx, { tenantId, mailboxId, code }, approvers);
  await appendEvent(tx, {
    type: code ? 'gmail_sync_failed' : 'gmail_sync_completed',
    actor: 'workflow',
    subject: `mailbox:${mailboxId}`,
    data: { processId, kept, ...(code ? { code } : {}) },
  });
}
