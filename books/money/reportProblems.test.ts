import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { openSampleTask } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { endComparison } from './endComparison.ts';
import { explainMoney } from './explainMoney.ts';
import { type Problem, reportProblems } from './reportProblems.ts';
import { tellOfUnclearMoney } from './tellOfUnclearMoney.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());
const inBooks = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);

const problem = (vendorId: string, kind: Problem['problem'] = 'no_command'): Problem => ({
  vendorId,
  problem: kind,
  amountMinor: 100,
  currency: 'USD',
});
const itemsOf = (ids: string[]) =>
  database.owner`select id, vendor_id, process_id, explained_at from reconciliation_items where vendor_id = any(${ids}) order by vendor_id`;

describe('what the books and a vendor disagree about', () => {
  it('equal problems of one run are one alarm, others have their own, and none is told twice', async () => {
    const problems = [problem('re_1'), problem('re_2'), problem('re_3', 'amount_differs')];
    for (const _again of [1, 2]) await inBooks((tx) => reportProblems(tx, tenantId, 'stripe', problems));
    const items = await itemsOf(['re_1', 're_2', 're_3']);
    expect(items).toHaveLength(3);
    expect(items[0]?.process_id).toBe(items[1]?.process_id);
    expect(items[2]?.process_id).not.toBe(items[0]?.process_id);
    const alarms = await database.owner`select 1 from processes where kind = 'unexplained-money'`;
    const told = await database.owner`select data from events where type = 'money_unexplained' order by sequence`;
    expect([alarms.length, told.map(({ data }) => data.count)]).toEqual([2, [2, 1]]);
  });

  it('an answer explains every item of its alarm and ends it; without an answer none is explained', async () => {
    for (const [id, explained] of [
      ['re_10', true],
      ['re_11', false],
    ] as const) {
      await inBooks((tx) => reportProblems(tx, tenantId, 'stripe', [problem(id), problem(`${id}_b`)]));
      const [item] = await itemsOf([id]);
      const input = { tenantId, processId: String(item?.process_id), itemId: String(item?.id), requestId: 'r' };
      await inBooks((tx) => explainMoney(tx, { ...input, explained }));
      const items = await itemsOf([id, `${id}_b`]);
      expect(items.map((one) => one.explained_at !== null)).toEqual([explained, explained]);
      const [process] = await database.owner`select status from processes where id = ${input.processId}`;
      const [event] =
        await database.owner`select data from events where type = 'money_explained' and subject = ${`reconciliation:${input.itemId}`}`;
      expect([process?.status, event?.data]).toEqual(['closed', { explained }]);
    }
  });

  it('a comparison ends with its problems and a cursor that the next one moves on', async () => {
    const end = (at: string, problems: Problem[]) =>
      inBooks((tx) => endComparison(tx, { tenantId, vendor: 'stripe', checkedThrough: new Date(at) }, problems));
    await end('2026-01-01T00:00:00Z', []);
    await end('2026-01-02T00:00:00Z', [problem('re_20')]);
    expect(await database.owner`select vendor, checked_through from reconciler_cursors`).toEqual([
      { vendor: 'stripe', checked_through: new Date('2026-01-02T00:00:00Z') },
    ]);
    expect(await itemsOf(['re_20'])).toHaveLength(1);
  });

  it('an unclear call is told to everybody who decides, once', async () => {
    const { process, opened } = await openSampleTask(database.db, tenantId, 'UNCLEAR');
    const scope = { tenantId, processId: process.id, requestId: 'r', commandId: crypto.randomUUID(), round: 1 };
    const task = { taskId: opened.taskId, subject: 'case UNCLEAR', configured: ['somebody@example.com'] };
    for (const _again of [1, 2]) await inBooks((tx) => tellOfUnclearMoney(tx, scope, task));
    const mails =
      await database.owner`select recipient from notifications where template = 'money_unknown' and recipient = 'somebody@example.com'`;
    expect(mails).toHaveLength(1);
    const [event] = await database.owner`select data from events where type = 'review_task_opened' limit 1`;
    expect(event?.data).toEqual({ taskId: opened.taskId, kind: 'money_unknown', commandId: scope.commandId });
  });
});
