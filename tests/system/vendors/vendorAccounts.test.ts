import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, apiClient } from '../../../cli/apiClient.ts';
import { caseRecords } from '../../../cli/disputes/cases.ts';
import { SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { eventually, openWorld, type Status, settled, type Task, type World } from '../world.ts';

const KEYS = { stripe: 'sk_test_globex', crm: 'crm_secret_globex', billing: 'billing_secret_globex' } as const;
const SECRET = 'whsec_sandbox_globex';
const VENDORS = ['stripe', 'crm', 'billing'] as const;

interface Account {
  vendor: string;
  status: string;
  last_code: string | null;
  waiting: { change_id: string } | null;
}

let world: World;
let admin: ApiClient;
beforeAll(() => {
  world = openWorld();
  const login = world.run.logins.find((entry) => entry.role === 'admin' && entry.tenantId === B);
  if (!login) throw new Error('no admin of the second tenant');
  admin = apiClient(world.run.api, login);
});
afterAll(async () => {
  await world.sandbox.put('sandbox', 'company', [{ id: 'globex' }]);
  for (const vendor of VENDORS) await admin.post(`/admin/vendor-accounts/${vendor}/disconnect`, {});
  await world.close();
});

/** Starts a case of the second tenant; its newest task, once it waits for a person. */
async function startOf(caseId: string, customerId: string): Promise<Task> {
  const started = await admin.post<{ run_id: string }>('/disputes', { case_id: caseId, customer_id: customerId });
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  return eventually(`task of ${caseId} at the second tenant`, async () =>
    (await world.stranger.get<{ reviews: Task[] }>('/reviews?limit=200')).body.reviews.find(
      (task) => task.subject === caseId,
    ),
  );
}

describe('a second tenant with accounts of its own', () => {
  it('has no dispute before, connects all three with a second person, and pays back at its own company', async () => {
    const prepared = await world.prepare('two-companies');
    const { caseId, customerId } = prepared;
    const refused = await admin.post<{ error: { code: string } }>('/disputes', {
      case_id: caseId,
      customer_id: customerId,
    });
    expect([refused.status, refused.body.error.code]).toEqual([503, 'INTEGRATION_NOT_CONFIGURED']);
    for (const vendor of VENDORS) {
      const more = vendor === 'stripe' ? { webhook_secret: SECRET } : { client_id: 'client_globex' };
      const body = { credential: KEYS[vendor], ...more };
      const asked = await admin.post<Account>(`/admin/vendor-accounts/${vendor}`, body);
      expect(asked.status, JSON.stringify(asked.body)).toBe(202);
      const done = await world.superUser.post(
        `/admin/tenants/${B}/power-changes/${asked.body.waiting?.change_id}/approve`,
        {},
      );
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    }
    // The same case id, with another charge.
    const records = caseRecords(prepared);
    const chargeId = `${prepared.chargeId}_globex`;
    await world.sandbox.put('stripe', 'charge', [{ ...records.charge, id: chargeId }], 'globex');
    await world.sandbox.put('salesforce', 'Account', [records.account], 'globex');
    await world.sandbox.put('salesforce', 'Case', [{ ...records.crmCase, Stripe_Charge_Id__c: chargeId }], 'globex');
    // Tokens end in the middle: while the case is read, while the charge is read again, while the refund is recorded.
    const ends = { fault: 'token_ended', company: 'globex', times: 1 };
    await world.sandbox.fault({ ...ends, vendor: 'salesforce' });
    const task = await startOf(caseId, customerId);
    await world.sandbox.fault({ ...ends, vendor: 'zuora' });
    await world.sandbox.fault({ ...ends, vendor: 'zuora', route: 'POST /v1/payments' });
    await world.start(prepared);
    const ofHome = await world.task(caseId);
    expect(ofHome.task_id).not.toBe(task.task_id);
    const answer = await settled(() =>
      world.stranger.post<{ error?: { code: string } }>(
        `/reviews/${task.task_id}/decision`,
        { shown_hash: task.shown_hash, decision: 'approved' },
        { 'idempotency-key': crypto.randomUUID() },
      ),
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const refunds = await eventually('the refund at Globex', async () => {
      const found = await world.sandbox.records('stripe', 'refund', 'globex');
      return found.some((refund) => refund.charge === chargeId) && found;
    });
    expect(refunds.filter((refund) => refund.charge === chargeId)).toHaveLength(1);
    const atBilling = async () =>
      (await world.sandbox.effects('zuora')).filter((effect) => effect.company === 'globex');
    const recorded = await eventually(
      'the record in billing',
      async () => (await atBilling()).length > 0 && atBilling(),
    );
    expect(recorded.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([['external_refund', 4500]]);
    const faults = (await (await fetch(`${world.run.sandbox}/_sandbox/faults`)).json()) as { fault: string }[];
    expect(faults.filter(({ fault }) => fault === 'token_ended')).toEqual([]);
    expect(await world.refundsOf(prepared.chargeId)).toEqual([]);
    await world.decide(ofHome, { decision: 'rejected' });
  });

  it('a refund that came back is told at the address of its account, and its case opens again', async () => {
    const [refund] = await world.sandbox.records('stripe', 'refund', 'globex');
    const status = await eventually('the case is closed', async () => {
      const { body } = await world.stranger.get<{ disputes: Status[] }>('/disputes?limit=50');
      return body.disputes.find((run) => run.status === 'completed');
    });
    await world.sandbox.put('stripe', 'refund_failure', [{ id: refund?.id }], 'globex');
    await eventually('a review of the case', async () =>
      (await world.stranger.get<{ reviews: Task[] }>('/reviews?limit=200')).body.reviews.find(
        (task) => task.subject === status.case_id,
      ),
    );
  });

  it('a credential that is revoked is shown with its account, and the case waits for a person', async () => {
    await world.sandbox.put('sandbox', 'company', [{ id: 'globex', credentials: { salesforce: 'another_token' } }]);
    const prepared = await world.prepare('revoked');
    const task = await startOf(prepared.caseId, prepared.customerId);
    expect(task.reason).toBe('crm_credentials_refused');
    const shown = await eventually('the problem', async () => {
      const { body } = await admin.get<{ vendor_accounts: Account[] }>('/admin/vendor-accounts');
      return body.vendor_accounts.find((account) => account.vendor === 'crm' && account.status === 'refused');
    });
    expect(shown.last_code).toBe('CRM_CREDENTIALS');
    const mails = async () =>
      (await world.sandbox.records('smtp', 'mail')).filter((mail) =>
        String(mail.source).includes('Salesforce refuses the credential'),
      );
    const told = await eventually('the mail to the admins', async () => (await mails()).length > 0 && mails());
    expect(told.map((mail) => mail.to)).toEqual([['admin@second.example']]);
    for (const log of ['api', 'worker'])
      for (const secret of [...Object.values(KEYS), SECRET]) expect(world.log(log)).not.toContain(secret);
  });

  it('a refund that comes back after its account was left ends with a person', async () => {
    await world.sandbox.put('sandbox', 'company', [{ id: 'globex' }]);
    const prepared = await world.prepare('left');
    const records = caseRecords(prepared);
    const chargeId = `${prepared.chargeId}_globex`;
    await world.sandbox.put('stripe', 'charge', [{ ...records.charge, id: chargeId }], 'globex');
    await world.sandbox.put('salesforce', 'Account', [records.account], 'globex');
    await world.sandbox.put('salesforce', 'Case', [{ ...records.crmCase, Stripe_Charge_Id__c: chargeId }], 'globex');
    const task = await startOf(prepared.caseId, prepared.customerId);
    await settled(() =>
      world.stranger.post<{ error?: { code: string } }>(
        `/reviews/${task.task_id}/decision`,
        { shown_hash: task.shown_hash, decision: 'approved' },
        { 'idempotency-key': crypto.randomUUID() },
      ),
    );
    await eventually('the case is closed', async () => {
      const { body } = await world.stranger.get<{ disputes: Status[] }>('/disputes?limit=50');
      return body.disputes.find((run) => run.case_id === prepared.caseId && run.status === 'completed');
    });
    const refund = (await world.sandbox.records('stripe', 'refund', 'globex')).find((one) => one.charge === chargeId);
    for (const vendor of VENDORS)
      expect((await admin.post(`/admin/vendor-accounts/${vendor}/disconnect`, {})).status).toBe(200);
    await world.sandbox.put('stripe', 'refund_failure', [{ id: refund?.id }], 'globex');
    const asked = await eventually('a review of the case', async () =>
      (await world.stranger.get<{ reviews: Task[] }>('/reviews?limit=200')).body.reviews.find(
        ({ subject }) => subject === prepared.caseId,
      ),
    );
    expect([asked.task_id === task.task_id, asked.reason]).toEqual([false, 'vendor_unavailable']);
  });
});
