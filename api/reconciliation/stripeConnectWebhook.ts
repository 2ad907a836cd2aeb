import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { keepStripeEvent } from '../../books/reconciliation/stripeEvents.ts';
import type { Database } from '../../db/database.ts';
import { stripeConnections } from '../../db/reconciliation/stripeSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import {
  type ConnectEvent,
  isDatedInFuture,
  readConnectEvent,
  verifyStripeWebhook,
} from '../../providers/stripe/webhook.ts';
import { defineRoute, type Route } from '../http/route.ts';

export interface StripeConnectWebhookDeps {
  db: Database;
  /** Checks events of connected accounts; null = not configured: the route answers 503 and takes nothing. */
  stripeConnectSecret: string | null;
}

/** Keeps an event with the tenant that reads its account; one of an account that nobody reads is nobody's. */
async function keep(db: Database, event: ConnectEvent): Promise<void> {
  const { accountId, objectId } = event;
  if (objectId === null) return;
  const ofAccount = and(
    eq(stripeConnections.accountId, accountId),
    inArray(stripeConnections.status, ['active', 'requires_reauth']),
  );
  const [owner] = await db.withPlatform('owner of a Stripe account', (tx) =>
    tx
      .select({ id: stripeConnections.id, tenantId: stripeConnections.tenantId })
      .from(stripeConnections)
      .where(ofAccount),
  );
  if (!owner) return;
  await db.withTenant(owner.tenantId, async (tx) => {
    const [connection] = await tx.select().from(stripeConnections).where(eq(stripeConnections.id, owner.id));
    // What happens in the test mode of an account says nothing of its money, nor of the access to it.
    const isOtherMode = event.livemode !== undefined && connection?.livemode === !event.livemode;
    if (connection && !isOtherMode) await keepStripeEvent(tx, connection, { id: event.id, type: event.type, objectId });
  });
}

/** Signed events of connected accounts: verified, kept once, and turned into work in one transaction; 2xx only after its commit. */
export const stripeConnectWebhookRoutes = ({ db, stripeConnectSecret }: StripeConnectWebhookDeps): Route[] => [
  defineRoute({
    method: 'post',
    path: '/webhooks/stripe-connect',
    budget: 'webhooks',
    area: 'webhooks',
    summary:
      'Signed Stripe events of connected accounts: what they name is read again, once, by the tenant that has the account',
    access: 'public',
    raw: true,
    responses: { 200: { description: 'Kept, or known already', schema: z.object({ received: z.literal(true) }) } },
    errors: ['INVALID_SIGNATURE', 'VALIDATION_FAILED', 'EVENT_IN_FUTURE', 'INTEGRATION_NOT_CONFIGURED'],
    async handle(context) {
      if (!stripeConnectSecret)
        throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'No secret checks events of connected accounts');
      const signature = context.header('stripe-signature');
      const said = verifyStripeWebhook(context.rawBody ?? Buffer.alloc(0), signature, stripeConnectSecret);
      if (!said) throw new CodedError('INVALID_SIGNATURE');
      const event = readConnectEvent(said);
      if (!event) throw new CodedError('VALIDATION_FAILED', 'This is no event of a connected account');
      if (isDatedInFuture(event, signature, Date.now())) throw new CodedError('EVENT_IN_FUTURE');
      await keep(db, event);
      return { status: 200, body: { received: true } };
    },
  }),
];
