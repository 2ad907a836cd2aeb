import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { waitingHooks } from '../../db/reconciliation/hooks.ts';
import { whmcsInstances } from '../../db/reconciliation/schema.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { instanceSubject } from './changeInstance.ts';
import { lockInstance, moveInstance } from './moveInstance.ts';

interface Ended {
  processId: string;
  instanceId: string;
  mode: 'hooks' | 'lists';
  changed: number;
  code: string | null;
}

/** These say that a person must act; waiting mends nothing. */
const ACCESS_ENDED = /^WHMCS_(CREDENTIALS|PERMISSION|ADDRESS_REFUSED|ADDRESS_NOT_PUBLIC)$/;

/** Keeps how a reading went with its instance; an access that has ended waits for a person. */
async function noteReading(tx: Transaction, { instanceId, mode, code }: Ended): Promise<void> {
  const instance = await lockInstance(tx, instanceId);
  if (instance.status !== 'active' && instance.status !== 'requires_reauth') return;
  if (code === null) {
    const read = mode === 'lists' ? { checkedAt: sql`now()` } : {};
    await moveInstance(tx, instance, 'active', { ...read, failures: 0, lastCode: null });
    return;
  }
  const ended = ACCESS_ENDED.test(code);
  const noted = { failures: instance.failures + 1, lastCode: code };
  if (ended && instance.status === 'active') {
    await moveInstance(tx, instance, 'requires_reauth', noted);
    const subject = instanceSubject(instanceId);
    await appendEvent(tx, { type: 'whmcs_access_ended', actor: 'workflow', subject, data: { code } });
  } else await tx.update(whmcsInstances).set(noted).where(eq(whmcsInstances.id, instanceId));
}

/**
 * Ends a reading with its one last event; `code` says why it failed. The same again changes nothing. True: the hook has told of
 * something that was not read yet, and the reading goes on.
 */
export async function endWhmcsSync(tx: Transaction, ended: Ended): Promise<{ again: boolean }> {
  const { processId, instanceId, changed, code } = ended;
  const [run] = await tx.select().from(processes).where(eq(processes.id, processId)).for('update');
  if (run?.status !== 'open') return { again: false };
  if (code === null && (await waitingHooks(tx, instanceId, 1)).length > 0) return { again: true };
  await closeProcess(tx, processId);
  await noteReading(tx, ended);
  // A reading that found nothing new says so with its instance, and not once more in the log.
  if (code !== null || changed > 0)
    await appendEvent(tx, {
      type: code ? 'whmcs_sync_failed' : 'whmcs_sync_completed',
      actor: 'workflow',
      subject: instanceSubject(instanceId),
      data: { processId, changed, ...(code ? { code } : {}) },
    });
  return { again: false };
}
