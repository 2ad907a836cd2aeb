import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { queueNotifications } from './queueNotifications.ts';

/**
 * What the vendor says of a message: a notice is kept, so that a delivery whose answer was lost knows that it arrived; a
 * failure after all sends the message over its other channel. Repeated and late notices change nothing.
 */
export async function settleDelivery(
  tx: Transaction,
  tenantId: string,
  notificationId: string,
  status: 'sent' | 'delivered' | 'read' | 'failed',
): Promise<void> {
  if (status !== 'failed') {
    await tx
      .update(notifications)
      .set({ noticedAt: sql`now()` })
      .where(sql`id = ${notificationId} and noticed_at is null`);
    return;
  }
  const [failed] = await tx
    .update(notifications)
    .set({ status: 'failed', lastError: 'WHATSAPP_FAILED_LATER' })
    .where(sql`id = ${notificationId} and status in ('sent', 'queued') and channel = 'whatsapp'`)
    .returning();
  if (!failed?.fallback) return;
  const { recipient, template, fallback: channel } = failed;
  await queueNotifications(tx, {
    tenantId,
    batchKey: `${failed.id}:fallback`,
    messages: [{ channel, recipient, template, variables: failed.variables as Record<string, unknown> }],
  });
}
