import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { executeRefund } from '../../../activities/disputes/executeRefund.ts';
import { fetchBilling } from '../../../activities/disputes/fetchBilling.ts';
import { fetchCrmCase } from '../../../activities/disputes/fetchCrmCase.ts';
import { fetchPayments } from '../../../activities/disputes/fetchPayments.ts';
import { recordRefundInBilling } from '../../../activities/disputes/recordRefundInBilling.ts';
import { startRoute } from '../../../api/disputes/startRoute.ts';
import { startDispute } from '../../../books/disputes/startDispute.ts';
import { intendCommand } from '../../../books/money/intendCommand.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { createVendors } from '../../../workers/vendors.ts';
import { approveSample } from '../approveSample.ts';
import { openSampleTask } from '../books.ts';
import { adminDeps, caller, principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const TIMINGS = { remindMs: 1000, escalateMs: 1000, expireMs: 1000 };
const start = (tenantId: string, vendorTenantId: string, startedBy = 'queue') =>
  database.db.withTenant(tenantId, (tx) =>
    startDispute(tx, {
      tenantId,
      vendorTenantId,
      caseId: 'CASE-OF-A',
      customerId: 'ACC',
      startedBy,
      requestId: 'r',
      review: TIMINGS,
      mayRerun: true,
    }),
  );
// Nobody listens there: a request that left would fail in another way.
const vendors = (owner: string) =>
  createVendors({
    db: database.db,
    cipher: adminDeps(database.db).cipher,
    endpoint: () => ({ baseUrl: 'http://127.0.0.1:9', credential: 'sk_test_sandbox', mock: true }),
    whatsappNumberId: 'x',
    vendorTenantId: owner,
  });
const code = (work: Promise<unknown> | (() => unknown)) =>
  (typeof work === 'function' ? Promise.resolve().then(work) : work).then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('a vendor account belongs to one tenant', () => {
  it('a dispute of anybody else is refused at every door before anything is written or read', async () => {
    for (const who of ['queue', 'stripe', 'user:x'])
      expect(await code(start(B, A, who))).toBe('INTEGRATION_NOT_CONFIGURED');
    const admin = await principalOf(database, 'admin@second.example');
    const deps = { db: database.db, startProcess: async () => null, review: TIMINGS, vendorTenantId: A };
    const call = caller([startRoute(deps)]);
    const posted = await call(admin, 'POST /disputes', {}, { case_id: 'CASE-OF-A', customer_id: 'ACC' });
    expect(posted.code).toBe('INTEGRATION_NOT_CONFIGURED');
    const [rows] =
      await database.owner`select (select count(*)::int from processes where kind = 'dispute') as processes, (select count(*)::int from workflow_states) as states, (select count(*)::int from outbox where tenant_id = ${B}) as starts`;
    expect(rows).toEqual({ processes: 0, states: 0, starts: 0 });
    // The owner is whoever the configuration names.
    expect(await code(start(B, B))).toBe('done');
    expect(await code(start(A, B))).toBe('INTEGRATION_NOT_CONFIGURED');
  });

  it('a run of anybody else that is there all the same gets no client: neither to read nor to pay', async () => {
    const owned = vendors(A);
    for (const open of [
      () => owned.stripe(B),
      () => owned.crm(B),
      () => owned.billing(B),
      () => owned.stripe(''),
      () => owned.stripe(crypto.randomUUID()),
    ])
      expect(await code(open)).toBe('INTEGRATION_NOT_CONFIGURED');
    // Also after the owner has used it: the client is kept, the question is not.
    expect(await code(() => owned.stripe(A))).toBe('done');
    expect(await code(() => owned.stripe(B))).toBe('INTEGRATION_NOT_CONFIGURED');
    expect([await owned.ownsAccounts(A), await owned.ownsAccounts(B)]).toEqual([true, false]);
    const { process } = await openSampleTask(database.db, B, 'CASE-OF-B');
    const wanted = { tenantId: B, processId: process.id, requestId: 'r', caseId: 'CASE-OF-B', customerId: 'ACC' };
    const deps = { db: database.db, ...owned };
    expect(await code(fetchCrmCase(deps)(wanted))).toBe('INTEGRATION_NOT_CONFIGURED');
    expect(await code(fetchBilling(deps)(wanted))).toBe('INTEGRATION_NOT_CONFIGURED');
    expect(await code(fetchPayments(deps)({ ...wanted, refresh: true }))).toBe('INTEGRATION_NOT_CONFIGURED');
    const { decisionId, scope } = await approveSample(database.db, B, 'CASE-PAY-B');
    expect(await code(executeRefund(deps)({ ...scope, decisionId }))).toBe('INTEGRATION_NOT_CONFIGURED');
    expect(await code(recordRefundInBilling(deps)({ ...scope, decisionId }))).toBe('INTEGRATION_NOT_CONFIGURED');
    expect(await database.owner`select 1 from money_commands`).toHaveLength(0);
  });
});

describe('what is paid back of a charge is counted over all tenants', () => {
  /** The same charge paid back by both tenants, as a mistake in the configuration would let them. */
  async function payBackTwice(caseId: string): Promise<string[]> {
    const outcomes: string[] = [];
    for (const tenantId of [A, B]) {
      const { decision, exposure, scope } = await approveSample(database.db, tenantId, caseId);
      const call = { leg: 'refund', vendor: 'stripe', parameters: {}, apiVersion: 'v', mock: true } as const;
      const intended = database.db.withTenant(tenantId, (tx) =>
        intendCommand(tx, { ...scope, ...call, decision, exposure }),
      );
      outcomes.push(
        await intended.then(
          () => 'intended',
          (error: Error) => error.constructor.name,
        ),
      );
    }
    return outcomes;
  }

  it('a charge that one tenant pays back is paid back by no other, whatever the configuration says', async () => {
    expect(await payBackTwice('CH-1')).toEqual(['intended', 'ExposedByAnotherTenant']);
    const [sum] =
      await database.owner`select count(*)::int as commands, sum(amount_minor)::int as minor from money_commands where payee = 'ch_CH-1'`;
    expect(sum).toEqual({ commands: 1, minor: 4500 });
  });

  it('planted bug: with exposure counted per tenant the charge of 6,000 is paid back with 9,000', async () => {
    await database.owner`alter table money_exposures drop constraint money_exposures_key`;
    await database.owner`alter table money_exposures add constraint money_exposures_key unique (tenant_id, key)`;
    expect(await payBackTwice('CH-2')).toEqual(['intended', 'intended']);
    const [sum] =
      await database.owner`select sum(amount_minor)::int as minor from money_commands where payee = 'ch_CH-2'`;
    expect(sum?.minor).toBe(9000);
  });

  it('a database in which two tenants did that migrates: one of them keeps the charge, and nobody pays it back again', async () => {
    const [file = ''] = globSync('db/migrations/*_power.sql');
    const statements = readFileSync(file, 'utf8').split('--> statement-breakpoint');
    const rename = statements.find((statement) => statement.includes('WITH ranked AS')) ?? '';
    await database.owner.unsafe(rename);
    await database.owner`alter table money_exposures drop constraint money_exposures_key`;
    await database.owner`alter table money_exposures add constraint money_exposures_key unique (key)`;
    const rows =
      await database.owner`select e.key, c.exposure_key from money_exposures e join money_commands c on c.tenant_id = e.tenant_id and c.exposure_key = e.key
      where e.key like 'stripe_charge:ch_CH-2%' order by length(e.key)`;
    expect(rows).toHaveLength(2);
    expect(rows[0]?.key).toBe('stripe_charge:ch_CH-2');
    expect(rows[1]?.key).toMatch(/:of:/);
  });
});
