import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { findBulk } from '../../db/reviews/bulks.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import type { BulkCandidate } from '../../domain/reviews/bulk.ts';
import { bulkMayMove } from '../../domain/reviews/states.ts';
import { openSampleTask, reviewerId } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { abortBulk } from './abortBulk.ts';
import { closeTask } from './closeTask.ts';
import { endBulk } from './endBulk.ts';
import { previewBulk } from './previewBulk.ts';
import { refuseRequest } from './refuseRequest.ts';
import { requestItems } from './requestItems.ts';
import { countSettled, settleItems } from './settleItems.ts';
import { startBulk } from './startBulk.ts';

let database: TestDatabase;
let actor: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  actor = `user:${await reviewerId(database.db, tenantId)}`;
});
afterAll(() => database.end());

const write = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
const candidate = async (subject: string, over: Partial<BulkCandidate> = {}): Promise<BulkCandidate> => {
  const { opened } = await openSampleTask(database.db, tenantId, subject);
  return {
    taskId: opened.taskId,
    kind: 'dispute_resolution',
    state: 'pending',
    subject,
    title: subject,
    shownHash: opened.shownHash,
    atRiskMinor: 4500,
    currency: 'USD',
    confidence: 0.9,
    requestedBy: 'queue',
    escalatedAt: null,
    warns: false,
    proposedAction: 'full_refund',
    handedOn: false,
    ...over,
  };
};
const preview = async (name: string, tasks: number, decision: 'approved' | 'rejected' = 'approved') => {
  const found: BulkCandidate[] = [];
  for (let index = 0; index < tasks; index += 1) found.push(await candidate(`${name}-${index}`));
  const by = { tenantId, actor, permissions: ['review:decide'] as const };
  const { bulk } = await write((tx) => previewBulk(tx, by, decision, found));
  return { bulk, tasks: found };
};
const start = (
  bulk: { id: string; previewHash: string },
  over: { by?: string; hash?: string; comment?: string } = {},
) =>
  write((tx) =>
    startBulk(tx, {
      bulkId: bulk.id,
      previewHash: over.hash ?? bulk.previewHash,
      comment: over.comment ?? null,
      actor: over.by ?? actor,
      requestId: 'r',
    }),
  );
const running = async (name: string, tasks: number) => {
  const made = await preview(name, tasks);
  const bulk = await start(made.bulk);
  return { ...made, bulk, input: { tenantId, bulkId: bulk.id, processId: bulk.processId ?? '' } };
};
const eventsOf = async (bulkId: string) =>
  (await database.owner`select type from events where subject = ${`bulk:${bulkId}`} order by sequence`).map(
    (row) => row.type,
  );
const itemsOf = async (bulkId: string) =>
  (await database.owner`select outcome, code from bulk_decision_items where bulk_id = ${bulkId} order by position`).map(
    (row) => [row.outcome, row.code],
  );

describe('the preview of a bulk decision', () => {
  it('freezes what may be decided together, and says of each other task why it is left out', async () => {
    const taken = [await candidate('P-1'), await candidate('P-2', { confidence: 0.1 })];
    const left = [await candidate('P-3', { requestedBy: actor }), await candidate('P-4', { warns: true })];
    const by = { tenantId, actor, permissions: ['review:decide'] as const };
    const { bulk, excluded } = await write((tx) => previewBulk(tx, by, 'approved', [...taken, ...left]));
    expect(excluded.map(({ task, code }) => [task.subject, code])).toEqual([
      ['P-3', 'SELF_REVIEW_FORBIDDEN'],
      ['P-4', 'OVERRIDE_REQUIRED'],
    ]);
    expect(bulk).toMatchObject({ status: 'preview', total: 2, actor });
    const items =
      await database.owner`select task_id, outlier from bulk_decision_items where bulk_id = ${bulk.id} order by position`;
    expect(items.map((item) => [item.task_id, item.outlier])).toEqual([
      [taken[0]?.taskId, null],
      [taken[1]?.taskId, 'low_confidence'],
    ]);
    const without = await write((tx) => previewBulk(tx, { ...by, permissions: [] }, 'approved', taken));
    expect([without.bulk.total, without.excluded[0]?.code]).toEqual([0, 'FORBIDDEN']);
    expect(without.bulk.previewHash).not.toBe(bulk.previewHash);
  });
});

describe('starting one', () => {
  it('gives it one run with its event; the same again joins it', async () => {
    const { bulk } = await preview('START', 1);
    const first = await start(bulk);
    expect(first).toMatchObject({ status: 'running', startedAt: expect.any(Date) });
    expect((await start(bulk)).processId).toBe(first.processId);
    expect(await database.owner`select kind from outbox where subject_id = ${first.processId}`).toEqual([
      { kind: 'start' },
    ]);
    expect(await eventsOf(bulk.id)).toEqual(['bulk_decision_started']);
  });

  it('by somebody else, of another preview, of nothing, or refusing without a reason: it stays a preview', async () => {
    const { bulk } = await preview('NOT', 1);
    const [{ bulk: empty }, { bulk: refusing }] = [await preview('EMPTY', 0), await preview('REFUSING', 1, 'rejected')];
    for (const [one, over, code] of [
      [bulk, { by: 'user:other' }, 'FORBIDDEN'],
      [bulk, { hash: '0'.repeat(64) }, 'REVIEW_STALE'],
      [empty, {}, 'VALIDATION_FAILED'],
      [refusing, {}, 'VALIDATION_FAILED'],
      [{ ...bulk, id: crypto.randomUUID() }, {}, 'NOT_FOUND'],
    ] as const)
      await expect(start(one, over), code).rejects.toMatchObject({ code });
    expect([(await write((tx) => findBulk(tx, bulk.id))).status, await eventsOf(bulk.id)]).toEqual(['preview', []]);
    expect((await start(refusing, { comment: 'not ours' })).status).toBe('running');
  });
});

describe('its tasks', () => {
  it('are requested once each, and only while it runs', async () => {
    const { bulk, input } = await running('ASK', 3);
    const ask = (after: number) =>
      write(async (tx) => (await requestItems(tx, await findBulk(tx, bulk.id), after)).map((item) => item.position));
    expect([await ask(-1), await ask(-1), await ask(1)]).toEqual([[0, 1, 2], [0, 1, 2], [2]]);
    const requests =
      await database.owner`select o.kind, r.actor, r.action from decision_requests r join outbox o on o.subject_id = r.id where r.idempotency_key like ${`bulk:${bulk.id}:%`}`;
    expect(requests.map((row) => ({ ...row }))).toEqual(
      [0, 1, 2].map(() => ({ kind: 'decision', actor, action: 'approved' })),
    );
    await write((tx) => abortBulk(tx, { bulkId: bulk.id, actor, requestId: 'r' }));
    expect(await ask(-1)).toEqual([]);
    await write((tx) => endBulk(tx, { ...input, aborted: true }));
  });

  it('get the outcome that the books know, once; what nobody knows stays open', async () => {
    const { bulk, tasks } = await running('SETTLE', 4);
    const items = await write(async (tx) => requestItems(tx, await findBulk(tx, bulk.id), -1));
    const request = async (index: number) => {
      const [row] =
        await database.owner`select id from decision_requests where task_id = ${tasks[index]?.taskId ?? ''}`;
      return String(row?.id);
    };
    await database.owner`update decision_requests set outcome = '{"accepted": true}' where id = ${await request(0)}`;
    const refused = await request(1);
    await write((tx) => refuseRequest(tx, refused, 'REVIEWER_LIMIT_EXCEEDED'));
    await write((tx) => closeTask(tx, tasks[2]?.taskId ?? '', 'expired'));
    await database.owner`update outbox set delivered_at = now() where subject_id = ${await request(2)}`;
    const open = await write((tx) => settleItems(tx, items));
    expect(open.map((item) => item.position)).toEqual([3]);
    const settled = [
      ['accepted', null],
      ['refused', 'REVIEWER_LIMIT_EXCEEDED'],
      ['refused', 'REVIEW_EXPIRED'],
      [null, null],
    ];
    expect(await itemsOf(bulk.id)).toEqual(settled);
    expect(await write((tx) => countSettled(tx, bulk.id))).toBe(3);
    await database.owner`update decision_requests set outcome = '{"accepted": false, "code": "FORBIDDEN"}' where id = ${await request(0)}`;
    await write((tx) => settleItems(tx, items));
    expect(await itemsOf(bulk.id)).toEqual(settled);
  });
});

describe('its end', () => {
  it('aborting is said once to one that runs; a preview and one that has ended stay as they are', async () => {
    const { bulk, input } = await running('ABORT', 1);
    const { bulk: previewed } = await preview('ABORT-PREVIEW', 1);
    const abort = (bulkId: string) => write((tx) => abortBulk(tx, { bulkId, actor, requestId: 'r' }));
    expect([(await abort(bulk.id)).status, (await abort(bulk.id)).status]).toEqual(['aborting', 'aborting']);
    expect((await abort(previewed.id)).status).toBe('preview');
    const ended = await write((tx) => endBulk(tx, { ...input, aborted: true }));
    expect(ended).toEqual({ status: 'aborted', total: 1, settled: 0 });
    expect((await abort(bulk.id)).status).toBe('aborted');
    expect(await eventsOf(bulk.id)).toEqual(['bulk_decision_started', 'bulk_decision_aborting', 'bulk_decision_ended']);
  });

  it('an aborted one takes its open requests back, closes its run, and ends once', async () => {
    const { bulk, input } = await running('END', 2);
    await write(async (tx) => requestItems(tx, await findBulk(tx, bulk.id), -1));
    for (let time = 0; time < 2; time += 1) await write((tx) => endBulk(tx, { ...input, aborted: true }));
    const outcomes =
      await database.owner`select outcome ->> 'code' as code from decision_requests where idempotency_key like ${`bulk:${bulk.id}:%`}`;
    expect(outcomes.map((row) => row.code)).toEqual(['BULK_ABORTED', 'BULK_ABORTED']);
    expect(await itemsOf(bulk.id)).toEqual([
      [null, null],
      [null, null],
    ]);
    const [process] = await database.owner`select status from processes where id = ${input.processId}`;
    expect(process?.status).toBe('closed');
    expect((await eventsOf(bulk.id)).filter((type) => type === 'bulk_decision_ended')).toHaveLength(1);
  });

  it('what has ended begins nothing any more', () => {
    for (const from of ['aborted', 'done'] as const)
      for (const to of ['preview', 'running', 'aborting', 'aborted', 'done'] as const)
        expect(bulkMayMove(from, to)).toBe(false);
    expect([bulkMayMove('preview', 'running'), bulkMayMove('preview', 'done')]).toEqual([true, false]);
  });
});
