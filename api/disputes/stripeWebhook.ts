import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { learnRefundFailure } from '../../db/disputes/refundFailures.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { failedRefund, isDatedInFuture, verifyStripeWebhook } from '../../providers/stripe/webhook.ts';
import { defineRoute, type Route } from '../http/route.ts';

export interface StripeWebhookDeps {
  db: Database;
  /** null = not configured: the route answers 503 and takes nothing. */
  stripeWebhookSecret: string | null;
  /** The tenant that owns the vendor accounts of the installation. */
  vendorTenantId: string;
}

/** Signed vendor events: verified, kept and turned into work in one transaction; 2xx only after its commit. */
export function stripeWebhookRoutes({ db, stripeWebhookSecret, vendorTenantId }: StripeWebhookDeps): Route[] {
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
        if (!stripeWebhookSecret)
          throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'No secret checks webhooks of Stripe');
        const event = verifyStripeWebhook(
          context.rawBody ?? Buffer.alloc(0),
          context.header('stripe-signature'),
          stripeWebhookSecret,
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
  ];
}
