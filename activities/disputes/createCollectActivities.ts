import type Stripe from 'stripe';
import type { Database } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import type { ChargeFacts, PaymentFacts } from '../../domain/disputes/facts.ts';
import type { CrmReader } from '../../providers/salesforce/client.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import type { BillingClient } from '../../providers/zuora/client.ts';
import { loadRun, type RunScope, updateRun } from './runState.ts';

export interface CollectDeps {
  db: Database;
  crm: (tenantId: string) => Promise<CrmReader>;
  billing: (tenantId: string) => BillingClient;
  stripe: (tenantId: string) => { client: Stripe; mock: boolean };
}

/** `refresh` reads again what the run has already: asked for by a reviewer. */
type Wanted = RunScope & { caseId: string; customerId: string; refresh?: boolean };

export function chargeFacts(charge: Stripe.Charge): ChargeFacts {
  return {
    chargeId: charge.id,
    amountMinor: charge.amount,
    refundedMinor: charge.amount_refunded,
    currency: charge.currency.toUpperCase(),
    createdAt: new Date(charge.created * 1000).toISOString(),
    disputed: charge.disputed,
    captured: charge.captured,
  };
}

/** The data fetcher: each activity reads one vendor and keeps what it read with the run; a repeated run reads nothing twice. */
export function createCollectActivities({ db, crm, billing, stripe }: CollectDeps) {
  async function keep(
    scope: Wanted,
    column: 'crmData' | 'billingData' | 'paymentData',
    read: () => Promise<object>,
  ): Promise<void> {
    const present = await db.withTenant(
      scope.tenantId,
      async (tx) => !scope.refresh && (await loadRun(tx, scope.processId))[column] !== null,
    );
    if (present) return;
    const facts = await read();
    await db.withTenant(scope.tenantId, async (tx) => {
      await updateRun(tx, scope.processId, 'fetching_data', { [column]: facts });
      await appendEvent(tx, {
        type: 'dispute_data_fetched',
        actor: 'workflow',
        subject: `process:${scope.processId}`,
        data: { source: column },
        requestId: scope.requestId,
      });
    });
  }

  return {
    async fetchCrmCase(wanted: Wanted): Promise<void> {
      await keep(wanted, 'crmData', async () => (await crm(wanted.tenantId)).fetchCase(wanted.caseId));
    },

    async fetchBilling(wanted: Wanted): Promise<void> {
      await keep(wanted, 'billingData', () => billing(wanted.tenantId).fetchCustomer(wanted.customerId, wanted.caseId));
    },

    /** The customer's newest 100 charges at the gateway. */
    async fetchPayments(wanted: Wanted): Promise<void> {
      await keep(wanted, 'paymentData', async () => {
        const gateway = stripe(wanted.tenantId);
        try {
          const charges = await gateway.client.charges.list({ customer: wanted.customerId, limit: 100 });
          return { charges: charges.data.map(chargeFacts), mock: gateway.mock };
        } catch (error) {
          throw stripeError(error);
        }
      });
    },

    /** Adds the case's own charge when the customer's list does not show it. */
    async fetchCharge(wanted: RunScope & { chargeId: string }): Promise<void> {
      const gateway = stripe(wanted.tenantId);
      let found: Stripe.Charge | null = null;
      try {
        found = await gateway.client.charges.retrieve(wanted.chargeId);
      } catch (error) {
        const mapped = stripeError(error);
        if (mapped.kind !== 'terminal') throw mapped;
      }
      if (!found) return;
      const facts = chargeFacts(found);
      await db.withTenant(wanted.tenantId, async (tx) => {
        const known = (await loadRun(tx, wanted.processId)).paymentData as PaymentFacts;
        const others = known.charges.filter((charge) => charge.chargeId !== facts.chargeId);
        await updateRun(tx, wanted.processId, 'fetching_data', {
          paymentData: { ...known, charges: [facts, ...others] },
        });
      });
    },
  };
}
