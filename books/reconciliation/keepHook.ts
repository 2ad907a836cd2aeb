import { eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { webhookEvents } from '../../db/operations/schema.ts';
import { whmcsInstances } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { type HookEvent, isInvoiceEvent } from '../../domain/reconciliation/hookFile.ts';
import { startWhmcsSync } from './startWhmcsSync.ts';

/**
 * Keeps what a signed hook has told of, with the reading that looks at it, in one transaction. Its nonce works once: false when
 * it was told before, and nothing was written.
 */
export async function keepHook(
  tx: Transaction,
  instance: WhmcsInstance,
  hook: { event: HookEvent; id: number; nonce: string },
): Promise<boolean> {
  const { tenantId, id: instanceId } = instance;
  const [kept] = await tx
    .insert(webhookEvents)
    .values({
      tenantId,
      provider: 'whmcs',
      eventId: `${instanceId}:${hook.nonce}`,
      type: hook.event,
      objectId: `${isInvoiceEvent(hook.event) ? 'invoice' : 'client'}:${hook.id}`,
    })
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id });
  if (!kept) return false;
  await tx.update(whmcsInstances).set({ heardAt: sql`now()` }).where(eq(whmcsInstances.id, instanceId));
  await startWhmcsSync(tx, { instance, mode: 'hooks', startedBy: 'whmcs', causeId: kept.id });
  return true;
}

/** What hooks told of has been read. */
export const markHooksTaken = async (tx: Transaction, ids: readonly string[]): Promise<void> =>
  void (
    ids.length > 0 &&
    (await tx
      .update(webhookEvents)
      .set({ takenAt: sql`now()` })
      .where(inArray(webhookEvents.id, [...ids])))
  );
