import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import express from 'express';
import { disputes } from '../../activities/disputes/area.ts';
import { money as moneyArea } from '../../activities/money/area.ts';
import { stripeWebhookRoutes } from '../../api/disputes/stripeWebhook.ts';
import { startDispute } from '../../books/disputes/startDispute.ts';
import { sandboxClient } from '../../cli/demo/sandboxClient.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { decisionRequests } from '../../db/reviews/schema.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../db/seed/tenants.ts';
import { refundableMinor } from '../../domain/disputes/chargeSelection.ts';
import type { ChargeFacts } from '../../domain/disputes/facts.ts';
import { DEFAULT_CAPS } from '../../domain/disputes/prompt.ts';
import type { StoredProposal } from '../../domain/disputes/proposal.ts';
import { createExpiringCache } from '../../domain/expiringCache.ts';
import type { ParkReason } from '../../domain/money/parkReasons.ts';
import { createSalesforceClient } from '../../providers/salesforce/client.ts';
import { createStripeClient } from '../../providers/stripe/client.ts';
import { createZuoraClient } from '../../providers/zuora/client.ts';
import { controlRouter } from '../../sandbox/control.ts';
import { SandboxStore } from '../../sandbox/store.ts';
import { salesforceRouter } from '../../sandbox/vendors/salesforce.ts';
import { stripeRouter } from '../../sandbox/vendors/stripe.ts';
import { signStripePayload } from '../../sandbox/vendors/stripeEvents.ts';
import { zuoraRouter } from '../../sandbox/vendors/zuora.ts';
import type { MoneyStep } from '../../workflows/money/contract.ts';
import { reviewerId } from './books.ts';
import { reviewActivities } from './reviewActivities.ts';
import { createTestDatabase } from './testDatabase.ts';

const SECRET = 'whsec_rehearsal';
const REVIEW = { remindMs: 60_000, escalateMs: 60_000, expireMs: 60_000 };

interface CaseRecords {
  caseId: string;
  /** CRM id as the event says it; the record's own is `AccountId` of `crm`. */
  customerId: string;
  crm?: Record<string, unknown>;
  charges?: (Record<string, unknown> & { id: string; amount: number })[];
}

/** Real books, real activities and SDKs against the vendors of the sandbox over HTTP, without the engine: fast, and every step is seen. */
export async function openRehearsal(serverUrl: string) {
  const database = await createTestDatabase(serverUrl);
  const { db } = database;
  const actor = `user:${await reviewerId(db, TENANT)}`;
  const store = new SandboxStore(mkdtempSync(join(tmpdir(), 'countersign-rehearsal-')));
  const app = express();
  const target = { url: undefined as string | undefined, secret: SECRET };
  const [route] = stripeWebhookRoutes({
    db,
    stripeWebhookSecret: SECRET,
    vendorTenantId: TENANT,
  } as Parameters<typeof stripeWebhookRoutes>[0]);
  app.post('/hook', express.raw({ type: () => true }), async (request, response) => {
    const answer = await route?.handle(
      { rawBody: request.body as Buffer, header: (name: string) => request.get(name), requestId: 'hook' } as never,
      undefined as never,
      {} as never,
    );
    response.status(answer?.status ?? 500).json({});
  });
  app.use('/_sandbox', controlRouter(store, target));
  app.use('/salesforce', salesforceRouter(store));
  app.use('/zuora', zuoraRouter(store));
  app.use(stripeRouter(store, target));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  target.url = `${base}/hook`;
  const sandbox = sandboxClient(base);
  const endpoint = (path = '') => ({ baseUrl: `${base}${path}`, credential: 'sk_test', mock: true });
  const stripe = { client: createStripeClient(endpoint()), mock: true };
  const crm = createSalesforceClient(endpoint('/salesforce'));
  const billing = createZuoraClient(endpoint('/zuora'));
  const vendors = { stripe: async () => stripe, crm: async () => crm, billing: async () => billing };
  const {
    core: books,
    integrations: collect,
    payouts: money,
  } = disputes.activities({
    db,
    vendors: {
      ...vendors,
      openai: () => {
        throw new Error('the rehearsal asks no model');
      },
    },
    approverEmails: ['approver@example.com'],
    publishReview: null,
    log: () => undefined,
    llm: { model: 'none', embeddingModel: 'none', caps: DEFAULT_CAPS, maximumOutputTokens: 0, maximumCostNano: 0 },
    embeddings: createExpiringCache(1, 1),
  });
  const reviews = reviewActivities(db);
  const reconciler = moneyArea.activities({ db, vendors: { ...vendors, ownsAccounts: async () => true } });
  const reconcile = { ...reconciler.core, ...reconciler.integrations };

  async function put({ caseId, customerId, crm: over = {}, charges = [] }: CaseRecords): Promise<void> {
    await sandbox.put('stripe', 'charge', charges);
    await sandbox.put('salesforce', 'Case', [
      {
        Id: caseId,
        AccountId: customerId,
        Status: 'New',
        CurrencyIsoCode: 'USD',
        Stripe_Charge_Id__c: charges[0]?.id ?? null,
        SuppliedEmail: 'customer@example.com',
        CreatedDate: new Date().toISOString(),
        Description: 'billed twice',
        Amount__c: 45,
        Dispute_Type__c: 'billing_error',
        ...over,
      },
    ]);
  }

  async function start(caseId: string, customerId: string, over: { tenantId?: string } = {}) {
    const started = await db.withTenant(over.tenantId ?? TENANT, (tx) =>
      startDispute(tx, {
        tenantId: over.tenantId ?? TENANT,
        vendorTenantId: TENANT,
        caseId,
        customerId,
        startedBy: 'queue',
        requestId: 'r',
        review: REVIEW,
        mayRerun: true,
      }),
    );
    return { kind: started.kind, scope: { tenantId: TENANT, processId: started.process.id, requestId: 'r' } };
  }
  type Scope = Awaited<ReturnType<typeof start>>['scope'];

  /** Collects and validates as the workflow does. */
  async function gather(scope: Scope, caseId: string, customerId: string) {
    const wanted = { ...scope, caseId, customerId };
    await Promise.all([collect.fetchCrmCase(wanted), collect.fetchBilling(wanted), collect.fetchPayments(wanted)]);
    const verdict = await books.validateDispute(scope);
    if (verdict.kind !== 'needs_charge') return verdict;
    await collect.fetchCharge({ ...scope, chargeId: verdict.chargeId });
    return books.validateDispute({ ...scope, chargeAsked: true });
  }

  const runOf = async (scope: Scope) => {
    const [run] = await db.withTenant(TENANT, (tx) =>
      tx.select().from(workflowStates).where(eq(workflowStates.processId, scope.processId)),
    );
    if (!run) throw new Error('no run');
    return run;
  };

  /** A proposal as the model makes it, without the model: a full refund of what is disputed. */
  async function propose(scope: Scope, round = 1, amountMinor?: number): Promise<void> {
    const run = await runOf(scope);
    const { charges } = run.paymentData as { charges: ChargeFacts[] };
    const { dispute } = run.crmData as { dispute: { amountMinor: number; currency: string; chargeId: string | null } };
    const charge = charges.find((one) => one.chargeId === dispute.chargeId) ?? charges[0];
    if (!charge) throw new Error('no charge');
    const amount = amountMinor ?? Math.min(dispute.amountMinor, refundableMinor(charge));
    const proposal: StoredProposal = {
      round,
      kind: 'proposed',
      charge,
      maximumMinor: amount,
      resolution: {
        action: 'full_refund',
        amountMinor: amount,
        currency: dispute.currency,
        reason: 'r',
        confidence: 80,
        policyIds: [],
        cutFromMinor: null,
      },
    };
    await db.withTenant(TENANT, (tx) =>
      tx
        .update(workflowStates)
        .set({ resolutionProposal: proposal })
        .where(eq(workflowStates.processId, scope.processId)),
    );
  }

  const review = (scope: Scope, round = 1, parkedReason: ParkReason | null = null) =>
    books.sendForReview({ ...scope, round, parkedReason, timings: REVIEW });

  interface Decision {
    action?: 'approved' | 'modified' | 'found' | 'absent';
    overrideReason?: string;
    modification?: { action: 'full_refund' | 'partial_refund'; amountMinor: number; chargeId?: string };
    vendorId?: string;
    allowRepeat?: boolean;
  }

  async function decide(scope: Scope, opened: { taskId: string; shownHash: string }, decision: Decision = {}) {
    const id = crypto.randomUUID();
    const { action = 'approved', modification } = decision;
    await db.withTenant(TENANT, (tx) =>
      tx.insert(decisionRequests).values({
        id,
        tenantId: TENANT,
        taskId: opened.taskId,
        idempotencyKey: id,
        requestHash: id,
        shownHash: opened.shownHash,
        action,
        modification: modification ? { reason: null, chargeId: null, ...modification } : null,
        vendorId: decision.vendorId ?? null,
        overrideReason: decision.overrideReason ?? null,
        allowRepeat: decision.allowRepeat ?? false,
        actor,
      }),
    );
    return reviews.admitDecision({
      tenantId: TENANT,
      processId: scope.processId,
      message: { requestId: id, taskId: opened.taskId, shownHash: opened.shownHash, action, actor },
    });
  }

  /** Drives one leg to something a person or the workflow has to act on, waiting as the workflow does. */
  async function drive(step: () => Promise<MoneyStep>): Promise<MoneyStep> {
    for (let turn = 0; turn < 400; turn += 1) {
      const next = await step();
      if (next.kind !== 'wait') return next;
      // Leases and listing delays pass by the books' own clock, so the books are told that they passed.
      await database.owner`update money_commands set lease_until = lease_until - interval '30 seconds' where id = ${next.commandId}`;
    }
    throw new Error('never ends');
  }
  const refund = (scope: Scope, decisionId: string) => drive(() => money.executeRefund({ ...scope, decisionId }));
  const record = (scope: Scope, decisionId: string) =>
    drive(() => money.recordRefundInBilling({ ...scope, decisionId }));

  /** From an event to an open review: the card, the task and the scope of the run. */
  async function bring(records: CaseRecords) {
    await put(records);
    const { scope } = await start(records.caseId, records.customerId);
    const verdict = await gather(scope, records.caseId, records.customerId);
    if (verdict.kind === 'invalid') return { scope, verdict, opened: null, card: null };
    if (verdict.kind === 'ready') await propose(scope);
    const opened = await review(scope, 1, verdict.kind === 'parked' ? verdict.reason : null);
    return { scope, verdict, opened, card: await cardOf(opened.taskId) };
  }

  async function cardOf(taskId: string) {
    const [row] =
      await database.owner`select s.canonical_json as json from review_tasks t join review_snapshots s on s.id = t.snapshot_id where t.id = ${taskId}`;
    return JSON.parse(String(row?.json)) as {
      warnings?: { code: string; text: string }[];
      payee: string | null;
      maximum_minor: number;
      question?: string;
      billing_payments?: { payment_id: string }[];
      candidates: { charge_id: string }[];
      proposal: object | null;
    };
  }

  const refundsOf = async (chargeId: string) => {
    const own = new Set(
      (await sandbox.records('stripe', 'refund')).filter((one) => one.charge === chargeId).map((one) => String(one.id)),
    );
    return (await sandbox.effects('stripe')).filter((effect) => effect.kind === 'refund' && own.has(effect.id));
  };

  return {
    ...database,
    actor,
    base,
    store,
    sandbox,
    stripe: stripe.client,
    billing,
    collect,
    books,
    money,
    reconcile,
    put,
    start,
    gather,
    runOf,
    propose,
    review,
    decide,
    refund,
    record,
    drive,
    bring,
    cardOf,
    refundsOf,
    /** Posts an event as the vendor signs it. */
    async tell(event: object): Promise<number> {
      const payload = JSON.stringify(event);
      const headers = { 'stripe-signature': signStripePayload(payload, SECRET) };
      return (await fetch(`${base}/hook`, { method: 'POST', body: payload, headers })).status;
    },
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      await database.end();
    },
  };
}
export type Rehearsal = Awaited<ReturnType<typeof openRehearsal>>;
