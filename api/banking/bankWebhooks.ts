import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { takeBankCode } from '../../books/banking/beginBank.ts';
import { takeNotice } from '../../books/banking/takeNotice.ts';
import { bankIn, ownerOfBank } from '../../db/banking/connections.ts';
import { bankConnections } from '../../db/banking/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { isSignedByGoCardless, readGoCardlessEvents } from '../../providers/openBanking/webhook.ts';
import { readPlaidNotice } from '../../providers/plaid/webhook.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { BankRouteDeps } from './bankConsent.ts';

export interface BankWebhookDeps extends BankRouteDeps {
  /** The tenant that the installation's own credentials belong to. */
  vendorTenantId: string;
}

const plaidWebhook = (deps: BankWebhookDeps) =>
  defineRoute({
    method: 'post',
    path: '/webhooks/plaid',
    budget: 'webhooks',
    area: 'webhooks',
    summary: 'Signed notices of Plaid about an item: what is new is read, an ended access waits for a person',
    access: 'public',
    raw: true,
    responses: { 200: { description: 'Kept, or known already', schema: z.object({ received: z.literal(true) }) } },
    errors: ['INVALID_SIGNATURE', 'VALIDATION_FAILED', 'INTEGRATION_NOT_CONFIGURED', 'PROVIDER_ERROR', 'RATE_LIMITED'],
    async handle(context) {
      if (!deps.banks.plaid()) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'Nothing checks webhooks of Plaid');
      const raw = context.rawBody ?? Buffer.alloc(0);
      const header = context.header('plaid-verification');
      if (!(await deps.banks.isPlaidWebhook(raw, header))) throw new CodedError('INVALID_SIGNATURE');
      const notice = readPlaidNotice(raw);
      if (!notice) throw new CodedError('VALIDATION_FAILED', 'This is no notice about an item');
      const owner = await ownerOfBank(deps.db, 'plaid', notice.itemId);
      // An item that nobody has, or has no more, is nobody's business; Plaid shall not send it again.
      if (owner) {
        const { tenantId, id: connectionId } = owner;
        await deps.db.withTenant(tenantId, async (tx) => {
          // Plaid gives a notice no id: what it has signed, which names time and bytes, is one. A signature has two writings.
          const signed = (header ?? '').split('.', 2).join('.');
          const eventId = createHash('sha256').update(signed).digest('hex');
          // What it says is looked up with Plaid: the reading finds an ended access, the run of a consent a repaired one.
          const isNew = await takeNotice(tx, { tenantId, connectionId, provider: 'plaid', eventId, type: notice.code });
          const bank = await bankIn(tx, connectionId);
          if (isNew && notice.code === 'LOGIN_REPAIRED' && bank.status === 'requires_reauth' && bank.begun === null)
            await takeBankCode(tx, deps.cipher, { connectionId, code: null }, 'plaid');
        });
      }
      return { status: 200, body: { received: true } };
    },
  });

const gocardlessWebhook = (deps: BankWebhookDeps) =>
  defineRoute({
    method: 'post',
    path: '/webhooks/gocardless',
    budget: 'webhooks',
    area: 'webhooks',
    summary: 'Signed events of GoCardless: its banks are read. Account data itself sends none and comes by schedule',
    access: 'public',
    raw: true,
    responses: { 204: { description: 'Kept, or known already' } },
    errors: ['WEBHOOK_SIGNATURE_REFUSED', 'VALIDATION_FAILED', 'INTEGRATION_NOT_CONFIGURED'],
    async handle(context) {
      const secret = deps.banks.gocardlessWebhookSecret;
      if (!secret) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'No secret checks webhooks of GoCardless');
      const raw = context.rawBody ?? Buffer.alloc(0);
      if (!isSignedByGoCardless(raw, context.header('webhook-signature'), secret))
        throw new CodedError('WEBHOOK_SIGNATURE_REFUSED');
      const events = readGoCardlessEvents(raw);
      if (!events) throw new CodedError('VALIDATION_FAILED', 'These are no events of GoCardless');
      const tenantId = deps.vendorTenantId;
      await deps.db.withTenant(tenantId, async (tx) => {
        const banks = await tx
          .select({ id: bankConnections.id })
          .from(bankConnections)
          .where(and(eq(bankConnections.provider, 'gocardless'), eq(bankConnections.status, 'active')));
        for (const { id, resource, action } of events)
          for (const bank of banks)
            await takeNotice(tx, {
              tenantId,
              connectionId: bank.id,
              provider: 'gocardless',
              eventId: banks.length > 1 ? `${id}:${bank.id}` : id,
              type: `${resource}.${action}`,
            });
      });
      return { status: 204 };
    },
  });

/** Signed notices of the providers: verified, kept and turned into work in one transaction; 2xx only after its commit. */
export const bankWebhookRoutes = (deps: BankWebhookDeps): Route[] => [plaidWebhook(deps), gocardlessWebhook(deps)];
