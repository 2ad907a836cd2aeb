import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SECOND_TENANT_ID, DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { addCounts } from './addCounts.ts';
import { keepJobRun } from './keepJobRun.ts';
import { noteMessageProcess, noteQueueMessage } from './noteQueueMessage.ts';
import { endStepProblem, noteStepProblem } from './noteStepProblem.ts';
import { noteVendorHealth } from './noteVendorHealth.ts';
import { purgeRows } from './purgeRows.ts';
import { setAlertRule } from './setAlertRule.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

describe('what operators see', () => {
  it('counts of several processes add up in their minute', async () => {
    const add = (value: number) =>
      database.db.withTenant(tenantId, (tx) => addCounts(tx, tenantId, new Map([['database_lost', value]])));
    await add(2);
    await add(3);
    const [row] = await database.owner`select sum(value)::int as sum from counter_minutes`;
    expect(row).toEqual({ sum: 5 });
  });

  it('failures of a vendor are counted until it answers', async () => {
    const note = (code: string | null) =>
      database.db.withPlatform('vendor health', (tx) => noteVendorHealth(tx, 'toyshop', code));
    const failures = async () =>
      (await database.owner`select failures, last_code from vendor_health where vendor = 'toyshop'`)[0];
    await note('TOYS_GONE');
    await note('TOYS_BROKEN');
    expect(await failures()).toEqual({ failures: 2, last_code: 'TOYS_BROKEN' });
    await note(null);
    expect((await failures())?.failures).toBe(0);
  });

  it('a step that fails at a vendor is counted from its first failure, and only its own end ends it', async () => {
    const [made] =
      await database.owner`insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by)
      values (${tenantId}, 'dispute', 'STEP', 1, 'x', 'step', 'core', 'x', '{}', 'test') returning id`;
    const processId = String(made?.id);
    const note = (step: string, times: number) =>
      database.db.withTenant(tenantId, (tx) => noteStepProblem(tx, { processId, step, code: 'TOYS_GONE', times }));
    const end = (step: string) => database.db.withTenant(tenantId, (tx) => endStepProblem(tx, processId, step));
    const problem = async () =>
      (await database.owner`select step_problem from processes where id = ${processId}`)[0]?.step_problem;
    await note('readToys', 2);
    const first = await problem();
    await note('readToys', 3);
    expect(await problem()).toEqual({ ...first, times: 3 });
    await end('countToys');
    expect(await problem()).not.toBeNull();
    await end('readToys');
    expect(await problem()).toBeNull();
    // A run that has ended is stuck no more, whatever a late worker says.
    await database.owner`update processes set status = 'closed', closed_at = now() where id = ${processId}`;
    await note('readToys', 4);
    expect(await problem()).toBeNull();
  });

  it('a rule is set anew over an earlier one, and each change is an event', async () => {
    const set = (threshold: number) =>
      database.db.withTenant(tenantId, (tx) =>
        setAlertRule(tx, {
          tenantId,
          rule: 'mailbox_not_read',
          values: { threshold, enabled: true },
          actor: 'books',
          requestId: 'r',
        }),
      );
    await set(1);
    expect((await set(2))?.threshold).toBe(2);
    const [row] = await database.owner`select count(*)::int as events from events where type = 'alert_rule_changed'`;
    expect(row).toEqual({ events: 2 });
  });

  it('rows are purged at most so many at once, and those of another tenant stay', async () => {
    const startedAt = new Date();
    const run = { tenantId, job: 'purged', startedAt, durationMs: 1, ok: true, counts: {} };
    for (let made = 0; made < 3; made += 1) await database.db.withTenant(tenantId, (tx) => keepJobRun(tx, run));
    await database.db.withTenant(SECOND_TENANT_ID, (tx) => keepJobRun(tx, { ...run, tenantId: SECOND_TENANT_ID }));
    const rule = { table: 'job_runs', when: sql`job = 'purged'` };
    const purge = () => database.db.withTenant(tenantId, (tx) => purgeRows(tx, rule, 2));
    expect([await purge(), await purge(), await purge()]).toEqual([2, 1, 0]);
    const [row] = await database.owner`select count(*)::int as rows from job_runs where job = 'purged'`;
    expect(row).toEqual({ rows: 1 });
  });

  it('a message of the queue is seen once', async () => {
    const see = () => database.db.withTenant(tenantId, (tx) => noteQueueMessage(tx, tenantId, 'm-1'));
    expect([await see(), await see()]).toEqual([true, false]);
    const processId = crypto.randomUUID();
    await database.db.withTenant(tenantId, (tx) => noteMessageProcess(tx, 'm-1', processId));
    expect(await database.owner`select process_id from queue_messages`).toEqual([{ process_id: processId }]);
  });
});
