import { and, asc, eq, isNull, like } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { webhookEvents } from '../operations/schema.ts';

/** What the hook of an instance has told of and nobody has read yet, oldest first. */
export const waitingHooks = (tx: Transaction, instanceId: string, most: number) =>
  tx
    .select({ id: webhookEvents.id, type: webhookEvents.type, objectId: webhookEvents.objectId })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.provider, 'whmcs'),
        like(webhookEvents.eventId, `${instanceId}:%`),
        isNull(webhookEvents.takenAt),
      ),
    )
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(most);
