import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid } from '../../db/database.ts';
import { learnRefundFailure } from '../../db/disputes/refundFailures.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { settleDelivery } from '../../db/notifications/notifications.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { failedRefund, isDatedInFuture, verifyStripeWebhook } from '../../providers/stripe/webhook.ts';
import { deliveryNotices, isSignedByWhatsApp } from '../../providers/whatsapp/webhook.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { knowsSecret } from '../http/secrets.ts';

export interface WebhookDeps {
  db: Database;
  /** null = not configured: the route answers 503 and takes nothing. */
  stripeSecret: string | null;
  whatsapp: { appSecret: string | null; verifyToken: string | null };
  /** The tenant that owns the vendor accounts of the installation. */
  vendorTenantId: string;
}

/** Signed vendor events: verified, kept and turned into work in one transaction; 2xx only after its commit. */
export function webhookRoutes({ db, stripeSecret, whatsapp, vendorTenantId }: WebhookDeps): Route[] {
  /** The command behind a refund, by its id or, before the id is known, by the key it carries; null when it is not ours. */
  const commandOf = async (refundId: string, businessKey: string | null) => {
    const known = await db.withPlatform('stripe webhook', (tx) =>
      tx
        .select()
        .from(moneyCommands)
        .where(
          sql`vendor = 'stripe' and leg = 'refund' and (vendor_id = ${refundId} or idempotency_key = ${businessKey})`,
        ),
    );
    // The id says more than the key, which a second refund may carry as well.
    return known.find((command) => command.vendorId === refundId) ?? known.at(0) ?? null;
  };

  return [
    defineRoute({
      method: 'post',
      path: '/webhooks/stripe',
      area: 'webhooks',
      summary: 'Signed Stripe events; every kind that says a refund failed reopens its case',
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
        const failed = failedRefund(event);
        if (!failed) return received;
        const command = await commandOf(failed.refundId, failed.businessKey);
        // A refund that no command made yet is kept with the tenant that owns the account.
        const tenantId = command?.tenantId ?? vendorTenantId;
        await db.withTenant(tenantId, (tx) =>
          learnRefundFailure(tx, {
            tenantId,
            refundId: failed.refundId,
            eventId: event.id,
            type: event.type,
            commandId: command?.id ?? null,
            learnedBy: 'stripe',
            requestId: context.requestId,
          }),
        );
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
