import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { queuedOf } from '../../db/notifications/queuedOf.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import type { NotificationInput } from '../../workflows/notifications/contract.ts';
import { closeProcess } from '../operations/closeProcess.ts';

/**
 * Ends a run that delivers, unless a message has come meanwhile: then it goes on. True when it has ended.
 */
export async function endDelivery(tx: Transaction, input: NotificationInput): Promise<boolean> {
  await tx.select({ id: processes.id }).from(processes).where(eq(processes.id, input.processId)).for('update');
  if ((await tx.$count(notifications, queuedOf(input))) > 0) return false;
  await closeProcess(tx, input.processId);
  return true;
}
