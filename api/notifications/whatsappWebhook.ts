import { z } from 'zod';
import { settleDelivery } from '../../books/notifications/settleDelivery.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { deliveryNotices, isSignedByWhatsApp } from '../../providers/whatsapp/webhook.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { knowsSecret } from '../http/secrets.ts';

export interface WhatsAppWebhookDeps {
  db: Database;
  /** null = not configured: the route answers 503 and takes nothing. */
  whatsapp: { appSecret: string | null; verifyToken: string | null };
}

/** Signed delivery notices: verified, and settled in one transaction each; 2xx only after its commit. */
export function whatsappWebhookRoutes({ db, whatsapp }: WhatsAppWebhookDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/webhooks/whatsapp',
      budget: 'webhooks',
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
      budget: 'webhooks',
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
