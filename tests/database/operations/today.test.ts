import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { stopMoney } from '../../../books/money/stopMoney.ts';
import { createProcess } from '../../../books/operations/createProcess.ts';
import { workflowStates } from '../../../db/disputes/schema.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B, DEMO_LOGINS } from '../../../db/seed/tenants.ts';
import { VendorError } from '../../../providers/vendorError.ts';
import { toApplicationFailure } from '../../../workers/activityInterceptor.ts';
import { createStepProblems } from '../../../workers/stepProblems.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { openSampleTask } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let api: TestApi;

interface Today {
  sections: {
    section: string;
    empty: string;
    total: number;
    items: { title: string; subtitle: string; amount: object | null; href: string; due: string | null }[];
    more: { href: string }[];
  }[];
}
interface Counts {
  counts: { page: string; count: number; about: string }[];
  notices: { title: string; text: string }[];
}
const emailOf = (role: string, tenantId: string = A) =>
  DEMO_LOGINS.find((login) => login.role === role && login.tenantId === tenantId)?.email ?? '';
const today = async (role: string, tenantId = A) =>
  (await api.as(emailOf(role, tenantId), 'GET', '/today')).body as Today;
const counts = async (role: string, tenantId = A) =>
  (await api.as(emailOf(role, tenantId), 'GET', '/today/counts')).body as Counts;
const section = (body: Today, name: string) => body.sections.find((one) => one.section === name);

/** A run that reads its case; nothing waits for a person yet. */
const openRun = (caseId: string) =>
  database.db.withTenant(A, async (tx) => {
    const { process } = await createProcess(tx, {
      tenantId: A,
      kind: 'dispute',
      subject: caseId,
      title: `Dispute ${caseId}`,
      run: 1,
      workflowType: 'disputeResolutionWorkflow',
      workflowId: `dispute:${caseId}`,
      taskQueue: 'core',
      input: () => ({}),
      startedBy: 'queue',
    });
    await tx.insert(workflowStates).values({
      tenantId: A,
      processId: process.id,
      caseId,
      customerId: 'ACC',
      status: 'running',
      currentStep: 'fetching_data',
    });
    return process.id;
  });

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
  await openSampleTask(database.db, A, 'TODAY-1');
  await database.owner`insert into alerts (tenant_id, rule, subject, value, threshold) values (${A}, 'error_log', '', 3, 0)`;
  await database.owner`update workflow_states set money_problem = '{"code": "STRIPE_UNAVAILABLE", "times": 2}'`;
});
afterAll(async () => {
  await api.end();
  await database.end();
});

describe('Today', () => {
  it('shows each role the sections that its rights open, and no other', async () => {
    const names = async (role: string) => (await today(role)).sections.map((one) => one.section);
    expect(await names('reviewer')).toEqual(['waiting', 'stuck', 'money']);
    expect(await names('admin')).toEqual(['waiting', 'stuck', 'money', 'alerts', 'health']);
    expect(await names('super_user')).toEqual(['waiting', 'stuck', 'alerts']);
    expect(await names('user')).toEqual(['next', 'own', 'news']);
  });

  it('what waits is named with its amount and a way to it, what is stuck with its reason; an empty part says what will come', async () => {
    const body = await today('admin');
    expect(section(body, 'waiting')).toMatchObject({ total: 1, more: [{ href: '/reviews' }, { href: '/rights' }] });
    const [task] = section(body, 'waiting')?.items ?? [];
    expect(task?.href).toMatch(/^\/reviews\/[0-9a-f-]{36}$/);
    expect(task?.amount).toMatchObject({ currency: 'USD' });
    const stuck = section(body, 'stuck')?.items ?? [];
    expect(stuck[0]?.subtitle).toBe('Tried 2 times, Stripe does not answer. It is tried again by itself');
    expect(section(body, 'alerts')?.items[0]?.title).toBe('Log lines of level error');
    expect(section(body, 'money')).toMatchObject({ items: [], empty: expect.stringContaining('added up here') });
  });

  it('a vendor that fails again and again is told while the engine tries, with the step, and no longer once it answers', async () => {
    const processId = await openRun('RETRY-1');
    const hear = createStepProblems(database.db);
    const at = (attempt: number) => ({
      activityType: 'fetchCrmCase',
      attempt,
      maximumAttempts: 5,
      tenantId: A,
      processId,
    });
    const error = new VendorError('salesforce', 'CRM_UNAVAILABLE', 'retryable');
    const lines = async () =>
      (section(await today('reviewer'), 'stuck')?.items ?? []).filter(({ href }) => href === `/runs/${processId}`);
    const number = async () => (await counts('reviewer')).counts.find(({ page }) => page === 'runs')?.count ?? 0;
    const before = await number();
    await hear(at(1), error, toApplicationFailure(error));
    expect(await lines()).toEqual([]);
    await hear(at(2), error, toApplicationFailure(error));
    await hear(at(3), error, toApplicationFailure(error));
    expect((await lines()).map(({ subtitle }) => subtitle)).toEqual([
      'Read the case in the CRM: tried 3 times, Salesforce does not answer. It is tried again by itself',
    ]);
    expect(await number()).toBe(before + 1);
    const run = (await api.as(emailOf('reviewer'), 'GET', `/runs?search=RETRY-1`)).body.runs[0];
    expect([run.state, run.stuck.why, run.waits_for.what]).toEqual([
      'vendor',
      'A vendor fails again and again',
      'Salesforce does not answer',
    ]);
    expect((await today('admin', B)).sections.flatMap(({ items }) => items)).toEqual([]);
    // Another step of the same run that goes well says nothing about this one.
    await hear({ ...at(2), activityType: 'fetchBilling' }, null, null);
    expect(await lines()).toHaveLength(1);
    await hear(at(4), null, null);
    expect([await lines(), await number()]).toEqual([[], before]);
    // The last try is followed by no other: then it is no more tried again.
    await hear(at(4), error, toApplicationFailure(error));
    expect(await lines()).toHaveLength(1);
    await hear(at(5), error, toApplicationFailure(error));
    expect(await lines()).toEqual([]);
  });

  it('another tenant sees nothing of it, in sections and numbers', async () => {
    for (const one of (await today('admin', B)).sections) expect(one.items).toEqual([]);
    for (const one of (await counts('admin', B)).counts) expect(one.count).toBe(0);
  });

  it('numbers of the menu are those of pages one may open', async () => {
    const of = async (role: string) =>
      Object.fromEntries((await counts(role)).counts.map(({ page, count }) => [page, count]));
    expect(await of('reviewer')).toEqual({ reviews: 1, runs: expect.any(Number) });
    expect((await of('reviewer')).runs).toBeGreaterThanOrEqual(1);
    expect(await of('super_user')).toEqual({ rights: 0, alerts: 1, 'dead-letters': 0 });
    expect(await of('user')).toEqual({ 'my-bookings': 0 });
    expect((await counts('reviewer')).counts.find(({ page }) => page === 'reviews')?.about).toBe('1 open task');
  });

  it('a money stop is told to everybody who could decide, with name and reason; to customers not', async () => {
    const [admin] = await database.owner`select id, display_name from users where email = ${emailOf('admin')}`;
    const by = { tenantId: A, reach: 'tenant', reason: 'refunds look wrong', actor: `user:${admin?.id}` } as const;
    await stopMoney(database.db, { ...by, requestId: 'r-1' });
    for (const role of ['reviewer', 'admin', 'super_user']) {
      const [notice] = (await counts(role)).notices;
      expect(notice?.title, role).toBe('Money is stopped');
      expect(notice?.text).toContain(`${admin?.display_name} stopped it: “refunds look wrong”`);
    }
    expect((await counts('user')).notices).toEqual([]);
    expect((await counts('admin', B)).notices).toEqual([]);
  });
});
