import { and, asc, eq, isNull, like } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { webhookEvents } from '../operations/schema.ts';

/** What was told of one source of a provider and nobody has read yet, oldest first. */
const waiting = (provider: string) => (tx: Transaction, sourceId: string, most: number) =>
  tx
    .select({ id: webhookEvents.id, type: webhookEvents.type, objectId: webhookEvents.objectId })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.provider, provider),
        like(webhookEvents.eventId, `${sourceId}:%`),
        isNull(webhookEvents.takenAt),
      ),
    )
    .orderBy(asc(webhookEvents.receivedAt))
    .limit(most);

/** Of the hook of a WHMCS instance. */
export const waitingHooks = waiting('whmcs');
/** Of the events of a connected Stripe account. */
export const waitingStripeEvents = waiting('stripe_connect');
