import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { notifications } from '../../db/notifications/schema.ts';

/** Counts a try before it is made: a row whose try never ends moves back behind the others. False when it is settled. */
export async function countTry(tx: Transaction, notificationId: string, retryAt: Date): Promise<boolean> {
  const counted = await tx
    .update(notifications)
    .set({ attempts: sql`attempts + 1`, retryAt })
    .where(and(eq(notifications.id, notificationId), eq(notifications.status, 'queued')))
    .returning({ id: notifications.id });
  return counted.length > 0;
}
