import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid } from '../../db/database.ts';
import { settleDelivery } from '../../db/notifications.ts';
import { workflowStates } from '../../db/schema/disputes.ts';
import { moneyCommands } from '../../db/schema/money.ts';
import { webhookEvents } from '../../db/schema/operations.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { isDatedInFuture, verifyStripeWebhook } from '../../providers/stripe/webhook.ts';
import { deliveryNotices, isSignedByWhatsApp } from '../../providers/whatsapp/webhook.ts';
import type { ReviewTimings } from '../../workflows/reviews/contract.ts';
import { startDispute } from '../disputes/startDispute.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { knowsSecret } from '../http/secrets.ts';

export interface WebhookDeps {
  db: Database;
  /** null = not configured: the route answers 503 and takes nothing. */
  stripeSecret: string | null;
  whatsapp: { appSecret: string | null; verifyToken: string | null };
  review: ReviewTimings;
  vendorTenantId: string;
}

/** Signed vendor events: verified, kept and turned into work in one transaction; 2xx only after its commit. */
export function webhookRoutes({ db, stripeSecret, whatsapp, review, vendorTenantId }: WebhookDeps): Route[] {
  /** The tenant and command behind a refund; null when the refund is not ours. */
  const commandOf = async (refundId: string) => {
    const [command] = await db.withPlatform('stripe webhook', (tx) =>
      tx.select().from(moneyCommands).where(sql`vendor = 'stripe' and vendor_id = ${refundId}`),
    );
    return command ?? null;
  };

  return [
    defineRoute({
      method: 'post',
      path: '/webhooks/stripe',
      area: 'webhooks',
      summary: 'Signed Stripe events; refund.failed reopens its case',
      access: 'public',
      raw: true,
      responses: { 200: { description: 'Kept, or known already', schema: z.object({ received: z.literal(true) }) } },
      errors: ['INVALID_SIGNATURE', 'EVENT_IN_FUTURE', 'INTEGRATION_NOT_CONFIGURED'],
      async handle(context) {
        if (!stripeSecret) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'No secret checks webhooks of Stripe');
        const event = verifyStripeWebhook(
          context.rawBody ?? Buffer.alloc(0),
          context.header('stripe-signature'),
          stripeSecret,
        );
        if (!event) throw new CodedError('INVALID_SIGNATURE');
        if (isDatedInFuture(event, context.header('stripe-signature'), Date.now()))
          throw new CodedError('EVENT_IN_FUTURE');
        const received = { status: 200, body: { received: true } };
        if (event.type !== 'refund.failed') return received;
        const refundId = event.data.object.id;
        const command = await commandOf(refundId);
        if (!command) return received;
        await db.withTenant(command.tenantId, async (tx) => {
          const [kept] = await tx
            .insert(webhookEvents)
            .values({
              tenantId: command.tenantId,
              provider: 'stripe',
              eventId: event.id,
              type: event.type,
              objectId: refundId,
            })
            .onConflictDoNothing()
            .returning();
          const [run] = await tx.select().from(workflowStates).where(eq(workflowStates.processId, command.processId));
          if (!run) return;
          const started = await startDispute(tx, {
            tenantId: command.tenantId,
            vendorTenantId,
            caseId: run.caseId,
            customerId: run.customerId,
            startedBy: 'stripe',
            requestId: context.requestId,
            review,
            mayRerun: kept !== undefined,
            failedCommandId: command.id,
          });
          if (kept && started.kind === 'started')
            await tx.update(webhookEvents).set({ takenAt: sql`now()` }).where(eq(webhookEvents.id, kept.id));
        });
        return received;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/webhooks/whatsapp',
      area: 'webhooks',
      summary: 'Opens the webhook: echoes the challenge to whoever knows the verify token',
      access: 'public',
      query: z.object({
        'hub.mode': z.string().max(100).optional(),
        'hub.verify_token': z.string().max(200).optional(),
        'hub.challenge': z.string().max(200).optional(),
      }),
      responses: { 200: { description: 'The challenge', type: 'text/plain', schema: z.string() } },
      errors: ['INVALID_SIGNATURE', 'INTEGRATION_NOT_CONFIGURED'],
      async handle(_context, _principal, { query }) {
        if (!whatsapp.verifyToken)
          throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'No token opens webhooks of WhatsApp');
        const known = knowsSecret(whatsapp.verifyToken, query['hub.verify_token']);
        if (query['hub.mode'] !== 'subscribe' || !known) throw new CodedError('INVALID_SIGNATURE');
        return { status: 200, type: 'text/plain', body: query['hub.challenge'] ?? '' };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/webhooks/whatsapp',
      area: 'webhooks',
      summary: 'Signed delivery notices; they settle messages whose answer was lost',
      access: 'public',
      raw: true,
      responses: { 200: { description: 'Taken', schema: z.object({ received: z.literal(true) }) } },
      errors: ['INVALID_SIGNATURE', 'INTEGRATION_NOT_CONFIGURED'],
      async handle(context) {
        if (!whatsapp.appSecret)
          throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'No secret checks webhooks of WhatsApp');
        const raw = context.rawBody ?? Buffer.alloc(0);
        if (!isSignedByWhatsApp(raw, context.header('x-hub-signature-256'), whatsapp.appSecret))
          throw new CodedError('INVALID_SIGNATURE');
        for (const { reference, status } of deliveryNotices(raw) ?? []) {
          const [tenantId, notificationId] = reference.split(':');
          if (!tenantId || !notificationId || !isUuid(tenantId) || !isUuid(notificationId)) continue;
          await db.withTenant(tenantId, (tx) => settleDelivery(tx, tenantId, notificationId, status));
        }
        return { status: 200, body: { received: true } };
      },
    }),
  ];
}
