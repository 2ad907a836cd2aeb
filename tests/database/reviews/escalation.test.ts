import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { handOnTask } from '../../../books/reviews/handOnTask.ts';
import { reviewTasks } from '../../../db/reviews/schema.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { hasPermission } from '../../../domain/identity/permissions.ts';
import { decisionsOf, openSampleTask, storeRequest } from '../books.ts';
import { reviewActivities } from '../reviewActivities.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let people: string[];
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const rows = await database.owner`select id, roles from users
    where tenant_id = ${TENANT} and disabled_at is null order by email`;
  people = rows.filter((row) => hasPermission(row.roles, 'review:decide')).map((row) => String(row.id));
});
afterAll(() => database.end());

const handOn = (taskId: string, userId: string, reason: string | null = 'too large for me') =>
  database.db.withTenant(TENANT, async (tx) => {
    const [task] = await tx.select().from(reviewTasks).where(sql`id = ${taskId}`);
    if (!task) throw new Error('no task');
    return handOnTask(tx, task, { userId, actor: `user:${userId}`, reason });
  });

async function admit(
  opened: { taskId: string; shownHash: string },
  processId: string,
  action: 'approved' | 'rejected' | 'modified',
  actor: string,
  modification: object | null = null,
) {
  const requestId =
    actor === 'temporal-operator'
      ? crypto.randomUUID()
      : await storeRequest(database.db, TENANT, opened, action, actor, modification);
  return reviewActivities(database.db).admitDecision({
    tenantId: TENANT,
    processId,
    message: { requestId, taskId: opened.taskId, shownHash: opened.shownHash, action, actor },
  });
}
const stateOf = async (taskId: string) =>
  (await database.owner`select state, owner_id, escalated_at from review_tasks where id = ${taskId}`)[0];

describe('handing a task on', () => {
  it('leaves it open and without an owner, tells the others, and is written as an event', async () => {
    const { opened, process } = await openSampleTask(database.db, TENANT, 'hand-on');
    const [first = ''] = people;
    await database.owner`update review_tasks set owner_id = ${first} where id = ${opened.taskId}`;
    const { repeat } = await handOn(opened.taskId, first);
    expect(repeat).toBe(false);
    expect(await stateOf(opened.taskId)).toMatchObject({
      state: 'pending',
      owner_id: null,
      escalated_at: expect.any(Date),
    });
    expect(await decisionsOf(database.db, TENANT, opened.taskId)).toEqual([]);
    const mails =
      await database.owner`select n.template, u.id from notifications n join users u on u.email = n.recipient
      where n.variables ->> 'taskId' = ${opened.taskId}`;
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.map((mail) => mail.template)).toEqual(mails.map(() => 'review_handed_on'));
    expect(mails.map((mail) => mail.id)).not.toContain(first);
    const events = await database.owner`select type, actor from events where subject = ${`process:${process.id}`}`;
    expect(events).toContainEqual({ type: 'review_escalated', actor: `user:${first}` });
    expect((await handOn(opened.taskId, first)).repeat).toBe(true);
  });

  it('who handed it on never decides it, whatever the decision and whatever key of theirs; somebody else does', async () => {
    const { opened, process } = await openSampleTask(database.db, TENANT, 'never-again');
    const [first = '', second = ''] = people;
    await handOn(opened.taskId, first);
    const [key] = await database.owner`insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by)
      values (${TENANT}, 'mine', 'abcdefabcdef', 'x', array['review:decide'], ${first}) returning id`;
    for (const actor of [`user:${first}`, `key:${key?.id}`])
      for (const action of ['approved', 'rejected', 'modified'] as const)
        expect(
          await admit(opened, process.id, action, actor, {
            action: 'partial_refund',
            amountMinor: 1,
            reason: null,
            chargeId: null,
          }),
        ).toEqual({ ok: false, code: 'REVIEW_HANDED_ON' });
    expect(await admit(opened, process.id, 'approved', `user:${second}`)).toMatchObject({ ok: true, pays: true });
  });

  it('no decision is one that only hands on: not by change, not by approving such a proposal, not by Signal', async () => {
    const { opened, process } = await openSampleTask(database.db, TENANT, 'escalate-proposal', {
      proposed: 'escalate',
    });
    const [first = ''] = people;
    const change = { action: 'escalate', amountMinor: 0, reason: null, chargeId: null };
    for (const [action, actor, modification] of [
      ['approved', `user:${first}`, null],
      ['approved', 'temporal-operator', null],
      ['modified', `user:${first}`, change],
    ] as const)
      expect(await admit(opened, process.id, action, actor, modification)).toEqual({
        ok: false,
        code: 'VALIDATION_FAILED',
      });
    expect(await stateOf(opened.taskId)).toMatchObject({ state: 'pending' });
  });

  it('two people at once: never nobody left; the last one keeps it', async () => {
    const { opened } = await openSampleTask(database.db, TENANT, 'all-at-once');
    const results = await Promise.allSettled(people.map((person) => handOn(opened.taskId, person)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(String(refused[0]?.status === 'rejected' && refused[0].reason)).toContain('nobody else');
  });

  it('people whose limit allows it are told, not those below it', async () => {
    const { opened } = await openSampleTask(database.db, TENANT, 'by-limit');
    const [first = '', second = '', ...rest] = people;
    await database.owner`update users set review_limit_minor = 1 where id = ${second}`;
    await handOn(opened.taskId, first);
    const told = await database.owner`select u.id from notifications n join users u on u.email = n.recipient
      where n.variables ->> 'taskId' = ${opened.taskId}`;
    await database.owner`update users set review_limit_minor = null where id = ${second}`;
    expect(told.map((row) => row.id)).not.toContain(second);
    expect(told.map((row) => row.id).toSorted()).toEqual(rest.toSorted());
  });

  it('a decided task is not handed on', async () => {
    const { opened, process } = await openSampleTask(database.db, TENANT, 'too-late');
    const [first = '', second = ''] = people;
    expect(await admit(opened, process.id, 'rejected', `user:${first}`)).toMatchObject({ ok: true });
    await expect(handOn(opened.taskId, second)).rejects.toMatchObject({ code: 'REVIEW_ALREADY_DECIDED' });
  });

  it('planted bug: an admission that forgets both rules is stopped by the database', async () => {
    const { opened } = await openSampleTask(database.db, TENANT, 'careless');
    const [first = '', second = ''] = people;
    await handOn(opened.taskId, first);
    const careless = async (actor: string, action: string) => {
      const requestId = await storeRequest(database.db, TENANT, opened, 'approved', actor);
      return database.owner`insert into review_decisions
        (tenant_id, task_id, request_id, snapshot_id, decision, action, approved_hash, actor)
        select ${TENANT}, id, ${requestId}, snapshot_id, 'approved', ${action}, 'x', ${actor}
        from review_tasks where id = ${opened.taskId}`;
    };
    await expect(careless(`user:${second}`, 'escalate')).rejects.toThrow('decides nothing');
    await expect(careless(`user:${first}`, 'full_refund')).rejects.toThrow('does not decide it');
    await expect(database.owner`delete from review_escalations`).rejects.toThrow('append-only');
    expect(await careless(`user:${second}`, 'no_action')).toHaveLength(0);
  });
});
