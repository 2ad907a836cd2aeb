import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { openSampleTask, reviewerId } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { closeTask } from './closeTask.ts';
import { handOnTask } from './handOnTask.ts';
import { keepRequest } from './keepRequest.ts';
import { refuseRequest } from './refuseRequest.ts';
import type { WantedChange, WantedDecision } from './wantedDecision.ts';

let database: TestDatabase;
let userId: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  userId = await reviewerId(database.db, tenantId);
});
afterAll(() => database.end());

const change: WantedChange = {
  needs: 'resolution',
  handsOn: false,
  reason: null,
  stored: (currency) => ({ action: 'partial_refund', amountMinor: 100, currency }),
  isSame: () => false,
};
async function sample(caseId: string, over: Partial<WantedDecision> = {}, proposed = 'full_refund') {
  const { opened, process } = await openSampleTask(database.db, tenantId, caseId, { proposed });
  const wanted: WantedDecision = {
    taskId: opened.taskId,
    action: 'approved',
    shownHash: opened.shownHash,
    vendorId: undefined,
    allowRepeat: false,
    reviewerName: undefined,
    comment: undefined,
    ...over,
  };
  return { wanted, processId: process.id, requestId: crypto.randomUUID() };
}
type Sample = Awaited<ReturnType<typeof sample>>;
const keep = ({ requestId, wanted }: Sample, over: Partial<WantedDecision> = {}) =>
  database.db.withTenant(tenantId, (tx) =>
    keepRequest(tx, { requestId, key: requestId, tenantId, actor: `user:${userId}`, userId }, { ...wanted, ...over }),
  );
const rowsOf = async ({ requestId }: Sample) => ({
  requests: await database.owner`select action, modification, outcome from decision_requests where id = ${requestId}`,
  deliveries: await database.owner`select kind, due_at > now() as later from outbox where subject_id = ${requestId}`,
});
const NOTHING = { requests: [], deliveries: [] };

describe('a request to decide', () => {
  it('is kept once with its resend, and decides nothing', async () => {
    const one = await sample('KEEP-1', { action: 'modified', change });
    expect([await keep(one), await keep(one)]).toEqual([{ kind: 'kept' }, { kind: 'kept' }]);
    const modification = { action: 'partial_refund', amountMinor: 100, currency: 'USD' };
    expect(await rowsOf(one)).toEqual({
      requests: [{ action: 'modified', modification, outcome: null }],
      deliveries: [{ kind: 'decision', later: true }],
    });
    const [task] = await database.owner`select state from review_tasks where id = ${one.wanted.taskId}`;
    expect(task?.state).toBe('pending');
  });

  it('a key is not used for another request; each thing that is asked for counts', async () => {
    const one = await sample('KEEP-2');
    await keep(one);
    for (const over of [
      { action: 'rejected' },
      { comment: 'another' },
      { vendorId: 're_1' },
      { overrideReason: 'because it is right' },
      { action: 'modified', change },
    ] as const)
      await expect(keep(one, over)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect((await rowsOf(one)).requests).toHaveLength(1);
  });

  it('an unknown task, another hash, a change that the kind does not have and one that is missing are refused', async () => {
    const one = await sample('KEEP-3');
    for (const [over, code] of [
      [{ taskId: crypto.randomUUID() }, 'NOT_FOUND'],
      [{ shownHash: '0'.repeat(64) }, 'REVIEW_STALE'],
      [{ action: 'modified', change: { ...change, needs: 'link' } }, 'VALIDATION_FAILED'],
      [{ action: 'modified' }, 'VALIDATION_FAILED'],
    ] as const)
      await expect(keep(one, over), code).rejects.toMatchObject({ code });
    expect(await rowsOf(one)).toEqual(NOTHING);
  });

  it('about a closed task is not kept; who sends a refused one again hears why', async () => {
    const [closed, refused] = [await sample('KEEP-4'), await sample('KEEP-5')];
    await database.db.withTenant(tenantId, (tx) => closeTask(tx, closed.wanted.taskId, 'rejected'));
    expect(await keep(closed)).toEqual({ kind: 'closed' });
    expect(await rowsOf(closed)).toEqual(NOTHING);
    await keep(refused);
    await database.db.withTenant(tenantId, (tx) => refuseRequest(tx, refused.requestId, 'REVIEWER_LIMIT_EXCEEDED'));
    await expect(keep(refused)).rejects.toMatchObject({ code: 'REVIEWER_LIMIT_EXCEEDED' });
  });
});

describe('handing a task on', () => {
  it.each([
    ['said so', { action: 'escalated' }, 'full_refund'],
    ['as a change', { action: 'modified', change: { ...change, handsOn: true } }, 'full_refund'],
    ['by approving a proposal that says no more', {}, 'escalate'],
  ] as const)('%s: it is settled at once, sent to no run, and stays open', async (said, over, proposed) => {
    const one = await sample(`HAND-${said}`, over, proposed);
    const first = await keep(one);
    expect(first).toMatchObject({ kind: 'handed_on', repeat: false });
    expect(await keep({ ...one, requestId: crypto.randomUUID() })).toEqual({ ...first, repeat: true });
    const { requests, deliveries } = await rowsOf(one);
    expect(requests[0]?.outcome).toEqual({
      accepted: true,
      escalationId: 'escalationId' in first && first.escalationId,
    });
    expect(deliveries).toEqual([]);
    const [task] = await database.owner`select state, escalated_at from review_tasks where id = ${one.wanted.taskId}`;
    expect(task).toEqual({ state: 'pending', escalated_at: expect.any(Date) });
    const events = await database.owner`select type from events where subject = ${`process:${one.processId}`}`;
    expect(events.map((event) => event.type)).toEqual(['review_escalated']);
  });

  it('nobody else may decide it: it stays with who has it', async () => {
    const one = await sample('HAND-ALONE');
    const others =
      await database.owner`update users set disabled_at = now() where id <> ${userId} and disabled_at is null returning id`;
    const answer = await keep(one, { action: 'escalated' }).catch((error) => error.code);
    await database.owner`update users set disabled_at = null where id in ${database.owner(others.map((row) => row.id))}`;
    expect(answer).toBe('NOBODY_ELSE_DECIDES');
    expect(await database.owner`select 1 from review_escalations where task_id = ${one.wanted.taskId}`).toEqual([]);
  });

  it('a closed task is not handed on', async () => {
    const { wanted } = await sample('HAND-CLOSED');
    const handOn = database.db.withTenant(tenantId, async (tx) => {
      const task = await closeTask(tx, wanted.taskId, 'approved');
      if (!task) throw new Error('no task');
      return handOnTask(tx, task, { userId, actor: `user:${userId}`, reason: null });
    });
    await expect(handOn).rejects.toMatchObject({ code: 'REVIEW_ALREADY_DECIDED' });
  });
});
