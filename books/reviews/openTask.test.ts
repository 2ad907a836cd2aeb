import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { REVIEW_STATES, type ReviewState, taskMayMove } from '../../domain/reviews/states.ts';
import { openSampleTask, reviewerId } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { cancelTasks } from './cancelTasks.ts';
import { closeTask } from './closeTask.ts';
import { expireTask } from './expireTask.ts';
import { openTask } from './openTask.ts';
import { remindTask } from './remindTask.ts';
import { takeTask } from './takeTask.ts';

let database: TestDatabase;
let reviewer: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  reviewer = await reviewerId(database.db, tenantId);
});
afterAll(() => database.end());

type Work = Parameters<typeof database.db.withTenant>[1];
const write = <Result>(work: (tx: Parameters<Work>[0]) => Promise<Result>) => database.db.withTenant(tenantId, work);
const sample = async (caseId: string) => {
  const { opened, process } = await openSampleTask(database.db, tenantId, caseId);
  return { taskId: opened.taskId, processId: process.id, shownHash: opened.shownHash };
};
const taskOf = async (taskId: string) =>
  (await database.owner`select state, owner_id, escalated_at, closed_at from review_tasks where id = ${taskId}`)[0];
const eventsOf = async (processId: string) =>
  (await database.owner`select type from events where subject = ${`process:${processId}`} order by sequence`).map(
    (row) => row.type,
  );

describe('opening a task', () => {
  it('the same gate again finds the same task with the same hash, whatever it would show now', async () => {
    const first = await sample('OPEN-1');
    const wanted = {
      tenantId,
      processId: first.processId,
      kind: 'dispute_resolution' as const,
      gate: 'proposal/1',
      subject: 'another',
      named: { title: 'Another', subtitle: '', sentence: '' },
      reason: null,
      shown: { proposal: null },
      warnings: [{ code: 'odd', text: 'It is odd.' }],
      payee: null,
      currency: 'USD',
      maximumMinor: null,
      atRiskMinor: 1,
      confidence: null,
      hasProposal: false,
      timings: { remindMs: 1000, escalateMs: 2000, expireMs: 3000 },
    };
    const again = await write((tx) => openTask(tx, wanted));
    expect(again).toMatchObject({ created: false, opened: { taskId: first.taskId, shownHash: first.shownHash } });
    const other = await write((tx) => openTask(tx, { ...wanted, gate: 'proposal/2' }));
    expect(other.created).toBe(true);
    expect(other.opened.shownHash).not.toBe(first.shownHash);
    const { remindAtMs, escalateAtMs, expiresAtMs } = other.opened;
    expect([Number(escalateAtMs) - Number(remindAtMs), Number(expiresAtMs) - Number(remindAtMs)]).toEqual([1000, 2000]);
    const [shown] =
      await database.owner`select s.canonical_json from review_tasks t join review_snapshots s on s.id = t.snapshot_id where t.id = ${other.opened.taskId}`;
    expect(JSON.parse(shown?.canonical_json)).toEqual({ proposal: null, warnings: wanted.warnings });
  });

  it('a gate whose task is closed says so', async () => {
    const { taskId, processId } = await sample('OPEN-2');
    await write((tx) => expireTask(tx, { tenantId, processId, taskId }));
    const [row] = await database.owner`select gate, kind, subject from review_tasks where id = ${taskId}`;
    const found = await write((tx) =>
      openTask(tx, {
        tenantId,
        processId,
        kind: row?.kind,
        gate: row?.gate,
        subject: row?.subject,
        named: { title: 'The first', subtitle: '', sentence: '' },
        reason: null,
        shown: {},
        payee: null,
        currency: null,
        maximumMinor: null,
        atRiskMinor: 0,
        confidence: null,
        hasProposal: true,
        timings: null,
      }),
    );
    expect(found.opened.closed).toEqual({ kind: 'expired' });
  });
});

describe('the state of a task', () => {
  const closed = REVIEW_STATES.filter((state) => state !== 'pending');

  it.each(closed)(
    'goes to %s where its table says so, and from nowhere else; the database says the same',
    async (to) => {
      for (const from of REVIEW_STATES) {
        const { taskId } = await sample(`MOVE-${from}-${to}`);
        if (from !== 'pending') await database.owner`update review_tasks set state = ${from} where id = ${taskId}`;
        const moved = await write((tx) => closeTask(tx, taskId, to));
        const inDatabase = await database.owner`update review_tasks set state = ${to} where id = ${taskId}`.then(
          () => true,
          () => false,
        );
        const now: ReviewState = (await taskOf(taskId))?.state;
        expect([moved?.state ?? null, now], `${from} to ${to}`).toEqual(
          taskMayMove(from, to) ? [to, to] : [null, from],
        );
        // The same state again is no change, and the database lets it be.
        expect(inDatabase, `${from} to ${to}`).toBe(taskMayMove(from, to) || from === to);
      }
    },
  );

  it('expires once, with the event of its kind; a decided one stays as it was decided', async () => {
    const open = await sample('EXPIRE-1');
    for (let time = 0; time < 2; time += 1) await write((tx) => expireTask(tx, { tenantId, ...open }));
    expect(await taskOf(open.taskId)).toMatchObject({ state: 'expired', closed_at: expect.any(Date) });
    expect(await eventsOf(open.processId)).toEqual(['dispute_review_expired']);
    const decided = await sample('EXPIRE-2');
    await write((tx) => closeTask(tx, decided.taskId, 'approved'));
    await write((tx) => expireTask(tx, { tenantId, ...decided }));
    expect((await taskOf(decided.taskId))?.state).toBe('approved');
    expect(await eventsOf(decided.processId)).toEqual([]);
  });
});

describe('tasks of a process that ends', () => {
  it('those that wait are cancelled, but for the one that is being decided; a closed one stays as it is', async () => {
    const [decided, waiting, other] = [await sample('CANCEL-1'), await sample('CANCEL-2'), await sample('CANCEL-3')];
    const expired = await sample('CANCEL-4');
    await write((tx) => expireTask(tx, { tenantId, ...expired }));
    for (const { taskId } of [waiting, expired])
      await database.owner`update review_tasks set process_id = ${decided.processId}, gate = ${taskId} where id = ${taskId}`;
    const states = () =>
      Promise.all([decided, waiting, expired, other].map(async ({ taskId }) => (await taskOf(taskId))?.state));
    await write((tx) => cancelTasks(tx, decided.processId, decided.taskId));
    expect(await states()).toEqual(['pending', 'cancelled', 'expired', 'pending']);
    await write((tx) => cancelTasks(tx, decided.processId, null));
    expect(await states()).toEqual(['cancelled', 'cancelled', 'expired', 'pending']);
  });
});

describe('a task that waits', () => {
  it('its approvers are told once for each stage, and only escalating marks it', async () => {
    const open = await sample('REMIND-1');
    const remind = (stage: 'remind' | 'escalate') =>
      write((tx) => remindTask(tx, { tenantId, ...open, stage }, ['approver@example.com']));
    await remind('remind');
    expect((await taskOf(open.taskId))?.escalated_at).toBeNull();
    await remind('escalate');
    await remind('escalate');
    expect((await taskOf(open.taskId))?.escalated_at).toBeInstanceOf(Date);
    const mails =
      await database.owner`select template from notifications where variables ->> 'taskId' = ${open.taskId} and recipient = 'approver@example.com' order by template`;
    expect(mails.map((mail) => mail.template)).toEqual(['review_escalated', 'review_reminder']);
    expect(await eventsOf(open.processId)).toEqual(['review_reminded', 'review_escalated', 'review_escalated']);
  });

  it('nobody is told of one that is decided', async () => {
    const { taskId, processId } = await sample('REMIND-2');
    await write((tx) => closeTask(tx, taskId, 'rejected'));
    await write((tx) => remindTask(tx, { tenantId, taskId, processId, stage: 'escalate' }, ['approver@example.com']));
    expect(await eventsOf(processId)).toEqual([]);
    expect(await database.owner`select 1 from notifications where variables ->> 'taskId' = ${taskId}`).toEqual([]);
  });

  it('is taken and let go, each once with an event; a closed or unknown one is not', async () => {
    const { taskId, processId } = await sample('TAKE-1');
    const take = (id: string, ownerId: string | null) =>
      write((tx) => takeTask(tx, { taskId: id, ownerId, actor: `user:${reviewer}`, requestId: 'r' }));
    for (const ownerId of [reviewer, reviewer, null]) await take(taskId, ownerId);
    expect((await taskOf(taskId))?.owner_id).toBeNull();
    expect(await eventsOf(processId)).toEqual(['review_task_taken', 'review_task_taken']);
    await write((tx) => closeTask(tx, taskId, 'cancelled'));
    await expect(take(taskId, reviewer)).rejects.toMatchObject({ code: 'REVIEW_ALREADY_DECIDED' });
    await expect(take(crypto.randomUUID(), reviewer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await taskOf(taskId))?.owner_id).toBeNull();
  });
});
