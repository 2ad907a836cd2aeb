import type Stripe from 'stripe';
import { appendEvent } from '../../books/events.ts';
import type { Database } from '../../db/database.ts';
import { MAXIMUM_AGE_DAYS } from '../../domain/disputes/chargeSelection.ts';
import { crmIdForms } from '../../domain/disputes/crmId.ts';
import type { BillingFacts, ChargeFacts, PaymentFacts } from '../../domain/disputes/facts.ts';
import type { RecordProblem } from '../../domain/recordProblem.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import type { CrmReader } from '../../providers/salesforce/client.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { chargeFacts } from '../../providers/stripe/records.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { BillingClient } from '../../providers/zuora/client.ts';
import { reverseWhatFailed } from './failedRefunds.ts';
import { isReopened, loadRun, type RunScope, updateRun } from './runState.ts';

export interface CollectDeps {
  db: Database;
  crm: (tenantId: string) => Promise<CrmReader>;
  billing: (tenantId: string) => Promise<BillingClient>;
  stripe: (tenantId: string) => Promise<{ client: Stripe; mock: boolean }>;
}

/** `refresh` reads again what the run has already: asked for by a reviewer. */
type Wanted = RunScope & { caseId: string; customerId: string; refresh?: boolean };
type Column = 'crmData' | 'billingData' | 'paymentData';

// A customer with more charges in half a year is no card holder; a list that is cut would make a choice a guess.
const MAXIMUM_CHARGES = 5_000;
const DAY_MS = 86_400_000;

const gone = (record: string): RecordProblem => ({
  record,
  field: 'record',
  rule: 'gone',
  reason: 'it is no longer there',
});
/** What a run says that goes on with a refund which came back, where a record has gone since. */
const GONE = { crmData: gone('CRM case'), billingData: gone('billing account'), paymentData: gone('Stripe customer') };

/** Reads charges one by one: one that breaks a rule is set aside with its problem and does not hide the others. */
function readable(charges: Stripe.Charge[]): { charges: ChargeFacts[]; unreadable: RecordProblem[] } {
  const read: { charges: ChargeFacts[]; unreadable: RecordProblem[] } = { charges: [], unreadable: [] };
  for (const charge of charges) {
    try {
      read.charges.push(chargeFacts(charge));
    } catch (error) {
      if (!(error instanceof InvalidRecordError)) throw error;
      read.unreadable.push(error.problem);
    }
  }
  return read;
}

/** Every charge of the customer young enough to be paid back unasked, over all pages and all forms of its id. */
async function listCharges(client: Stripe, customerId: string, now: number): Promise<Stripe.Charge[]> {
  const created = { gte: Math.floor((now - (MAXIMUM_AGE_DAYS + 1) * DAY_MS) / 1000) };
  const found: Stripe.Charge[] = [];
  for (const customer of crmIdForms(customerId))
    for await (const charge of client.charges.list({ customer, created, limit: 100 })) {
      found.push(charge);
      if (found.length > MAXIMUM_CHARGES) throw new VendorError('stripe', 'STRIPE_LIST_TOO_LONG', 'terminal');
    }
  return found;
}

/** The data fetcher: each activity reads one vendor and keeps what it read with the run; a repeated run reads nothing twice. */
export function createCollectActivities({ db, crm, billing, stripe }: CollectDeps) {
  /** Keeps facts, or why the vendor's record can't be used: the validator names it, nobody waits for a vendor that is well. */
  async function keep(scope: Wanted, column: Column, mock: boolean, read: () => Promise<object>): Promise<void> {
    const { present, reopened } = await db.withTenant(scope.tenantId, async (tx) => {
      const run = await loadRun(tx, scope.processId);
      if (mock && !run.mock) await updateRun(tx, scope.processId, 'fetching_data', { mock });
      return {
        present: !scope.refresh && run[column] !== null,
        reopened: await isReopened(tx, scope.processId),
      };
    });
    if (present) return;
    const facts = await read().catch((error: unknown) => {
      if (error instanceof InvalidRecordError) return { invalid: error.problem, mock };
      if (reopened && error instanceof VendorError && error.type.endsWith('_NOT_FOUND'))
        return { invalid: GONE[column], mock };
      throw error;
    });
    await db.withTenant(scope.tenantId, async (tx) => {
      await updateRun(tx, scope.processId, 'fetching_data', { [column]: facts });
      await appendEvent(tx, {
        type: 'dispute_data_fetched',
        actor: 'workflow',
        subject: `process:${scope.processId}`,
        data: { source: column, ...('invalid' in facts ? { invalid: facts.invalid } : {}) },
        requestId: scope.requestId,
      });
    });
  }

  /** The account under whichever form of the customer's id billing has it. */
  async function fetchAccount(wanted: Wanted): Promise<BillingFacts> {
    let missing: unknown;
    for (const form of crmIdForms(wanted.customerId)) {
      try {
        return await (await billing(wanted.tenantId)).fetchCustomer(form, wanted.caseId);
      } catch (error) {
        if (!(error instanceof VendorError) || error.type !== 'BILLING_CUSTOMER_NOT_FOUND') throw error;
        missing = error;
      }
    }
    throw missing;
  }

  return {
    async fetchCrmCase(wanted: Wanted): Promise<void> {
      const reader = await crm(wanted.tenantId);
      await keep(wanted, 'crmData', reader.mock, () => reader.fetchCase(wanted.caseId));
    },

    async fetchBilling(wanted: Wanted): Promise<void> {
      await keep(wanted, 'billingData', (await billing(wanted.tenantId)).mock, () => fetchAccount(wanted));
    },

    async fetchPayments(wanted: Wanted): Promise<void> {
      const gateway = await stripe(wanted.tenantId);
      await keep(wanted, 'paymentData', gateway.mock, async () => {
        // What is left of the case to pay back is judged next, so a refund that came back must not count.
        await reverseWhatFailed(db, gateway.client, wanted);
        const now = Date.now();
        try {
          const listed = await listCharges(gateway.client, wanted.customerId, now);
          return { ...readable(listed), readAt: new Date(now).toISOString(), mock: gateway.mock };
        } catch (error) {
          throw stripeError(error);
        }
      });
    },

    /** Adds the case's own charge when the customer's list does not show it. */
    async fetchCharge(wanted: RunScope & { chargeId: string }): Promise<void> {
      const gateway = await stripe(wanted.tenantId);
      let found: Stripe.Charge;
      try {
        found = await gateway.client.charges.retrieve(wanted.chargeId);
      } catch (error) {
        const mapped = stripeError(error);
        if (mapped.kind !== 'terminal') throw mapped;
        return;
      }
      const { charges, unreadable } = readable([found]);
      await db.withTenant(wanted.tenantId, async (tx) => {
        const known = (await loadRun(tx, wanted.processId)).paymentData as PaymentFacts;
        const others = known.charges.filter((charge) => charge.chargeId !== found.id);
        const [invalid] = unreadable;
        await updateRun(tx, wanted.processId, 'fetching_data', {
          // The case is about this charge: without it there is nothing to judge.
          paymentData: invalid ? { invalid, mock: gateway.mock } : { ...known, charges: [...charges, ...others] },
        });
      });
    },
  };
}
