import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { learnRefundFailure } from '../../books/disputes/learnRefundFailure.ts';
import type { Database, Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { accountPlace, ownersOfAccount } from '../../db/vendors/accounts.ts';
import { vendorAccounts } from '../../db/vendors/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { isDatedInFuture, readEvent, verifyStripeWebhook } from '../../providers/stripe/webhook.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';

export interface StripeWebhookDeps {
  db: Database;
  cipher: FieldCipher;
  /** null = not configured: the installation's route answers 503 and takes nothing. */
  stripeWebhookSecret: string | null;
  /** The tenant that owns the credentials of the installation. */
  vendorTenantId: string;
}

interface Owner {
  tenantId: string;
  secret: string;
}

const taken = {
  200: { description: 'Kept, or known already', schema: z.object({ received: z.literal(true) }) },
};

/** The command behind a refund, by its id or, before the id is known, by the key it carries; null when it is not ours. */
async function commandOf(tx: Transaction, refundId: string, businessKey: string | null): Promise<string | null> {
  const known = await tx
    .select()
    .from(moneyCommands)
    .where(sql`vendor = 'stripe' and leg = 'refund' and (vendor_id = ${refundId} or idempotency_key = ${businessKey})`);
  // The id says more than the key, which a second refund may carry as well.
  return (known.find((command) => command.vendorId === refundId) ?? known.at(0))?.id ?? null;
}

/** Which of these tenants made a refund, as far as it is known; else the first one, who has the account. */
async function makerOf(
  db: Database,
  tenants: [string, ...string[]],
  failed: { refundId: string; businessKey: string | null },
): Promise<string> {
  for (const tenantId of tenants) {
    const { refundId, businessKey } = failed;
    if (await db.withTenant(tenantId, (tx) => commandOf(tx, refundId, businessKey))) return tenantId;
  }
  return tenants[0];
}

/**
 * Checks a signed event with the secrets of those who have or had its account; what it says touches rows of one of them
 * only. Tenants that had the account one after the other may share a secret: then the refund says whose it is.
 */
async function take(db: Database, context: RequestContext, owners: Owner[]): Promise<Reply> {
  const signature = context.header('stripe-signature');
  const body = context.rawBody ?? Buffer.alloc(0);
  const signed = owners.flatMap(({ tenantId, secret }) => {
    const said = verifyStripeWebhook(body, signature, secret);
    return said ? [{ tenantId, said }] : [];
  });
  const [first, ...others] = signed;
  if (!first) throw new CodedError('INVALID_SIGNATURE');
  const event = readEvent(first.said);
  if (!event) throw new CodedError('VALIDATION_FAILED', 'This is no event of Stripe');
  if (isDatedInFuture(event, signature, Date.now())) throw new CodedError('EVENT_IN_FUTURE');
  const { failed } = event;
  if (failed) {
    const tenantId = await makerOf(db, [first.tenantId, ...others.map((owner) => owner.tenantId)], failed);
    await db.withTenant(tenantId, async (tx) =>
      learnRefundFailure(tx, {
        tenantId,
        refundId: failed.refundId,
        eventId: event.id,
        type: event.type,
        // A refund that no command made yet is kept with the tenant that owns the account.
        commandId: await commandOf(tx, failed.refundId, failed.businessKey),
        learnedBy: 'stripe',
        requestId: context.requestId,
      }),
    );
  }
  return { status: 200, body: { received: true } };
}

/** The secrets of an account's events, of whoever has it and of whoever left it. */
async function ownersWithSecret({ db, cipher }: StripeWebhookDeps, accountId: string): Promise<Owner[]> {
  const owners: Owner[] = [];
  for (const { tenantId, id } of await ownersOfAccount(db, 'stripe', accountId)) {
    const [row] = await db.withTenant(tenantId, (tx) =>
      tx.select().from(vendorAccounts).where(eq(vendorAccounts.id, id)),
    );
    if (row?.webhookSecret)
      owners.push({ tenantId, secret: cipher.decrypt(accountPlace(row, 'webhook_secret'), row.webhookSecret) });
  }
  return owners;
}

/** Signed vendor events: verified, kept and turned into work in one transaction; 2xx only after its commit. */
export function stripeWebhookRoutes(deps: StripeWebhookDeps): Route[] {
  const { db, stripeWebhookSecret, vendorTenantId } = deps;
  return [
    defineRoute({
      method: 'post',
      path: '/webhooks/stripe',
      budget: 'webhooks',
      area: 'webhooks',
      summary: 'Signed Stripe events; every kind that says a refund failed reopens its case',
      access: 'public',
      raw: true,
      responses: taken,
      errors: ['INVALID_SIGNATURE', 'VALIDATION_FAILED', 'EVENT_IN_FUTURE', 'INTEGRATION_NOT_CONFIGURED'],
      async handle(context) {
        if (!stripeWebhookSecret)
          throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'No secret checks webhooks of Stripe');
        return take(db, context, [{ tenantId: vendorTenantId, secret: stripeWebhookSecret }]);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/webhooks/stripe/:account_id',
      budget: 'webhooks',
      area: 'webhooks',
      summary:
        "Signed events of a tenant's own Stripe account, checked with the secret that came with it; for 180 days also after the account was left",
      access: 'public',
      raw: true,
      params: z.object({ account_id: z.string().max(200) }),
      responses: taken,
      errors: ['INVALID_SIGNATURE', 'VALIDATION_FAILED', 'EVENT_IN_FUTURE'],
      async handle(context, _principal, { params }) {
        // Nobody's account and one without a secret look like a wrong signature.
        return take(db, context, await ownersWithSecret(deps, params.account_id));
      },
    }),
  ];
}
