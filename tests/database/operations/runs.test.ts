import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { intendCommand } from '../../../books/money/intendCommand.ts';
import { takeMove } from '../../../books/money/takeMove.ts';
import { queueNotifications } from '../../../books/notifications/queueNotifications.ts';
import { createProcess } from '../../../books/operations/createProcess.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import type { ProcessKind } from '../../../domain/operations/processKinds.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { approveSample } from '../approveSample.ts';
import { openSampleTask } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const [REVIEWER, ADMIN, STRANGER, CUSTOMER] = [
  'reviewer@countersign.example',
  'admin@countersign.example',
  'reviewer@second.example',
  'customer@countersign.example',
] as const;

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
});
afterAll(async () => {
  await api.end();
  await database.end();
});

interface Run extends Record<string, unknown> {
  process_id: string;
  title: string;
  state: string;
  waits_for: Record<string, unknown> | null;
  stuck: Record<string, unknown> | null;
  outcome: Record<string, unknown> | null;
}
interface Detail extends Run {
  tasks: Record<string, unknown>[] | null;
  money_commands: Record<string, unknown>[] | null;
  messages: Record<string, unknown>[];
}

async function get<Body>(email: string, path: string): Promise<Body> {
  const answer = await api.as(email, 'GET', path);
  expect(answer.status, `${path}: ${answer.text}`).toBe(200);
  return answer.body as Body;
}
const list = async (email: string, query: string) =>
  (await get<{ runs: Run[] }>(email, `/runs?limit=200&${query}`)).runs;
const detail = (email: string, id: string) => get<Detail>(email, `/runs/${id}`);
const own = () => `RUN-${crypto.randomUUID().slice(0, 8)}`;

const process = (kind: ProcessKind, subject: string, tenantId = A) =>
  database.db.withTenant(tenantId, (tx) =>
    createProcess(tx, {
      tenantId,
      kind,
      subject,
      title: `About ${subject}`,
      subtitle: 'White Palace',
      workflowType: 'disputeResolutionWorkflow',
      workflowId: `${kind}:${tenantId}:${subject}`,
      taskQueue: 'core',
      input: () => ({}),
      startedBy: 'queue',
    }),
  );

/** A refund that was approved and of which nobody knows whether it arrived. */
async function sentCase(caseId: string) {
  const sample = await approveSample(database.db, A, caseId);
  const commandId = await database.db.withTenant(A, async (tx) => {
    const call = { leg: 'refund', vendor: 'stripe', parameters: {}, apiVersion: 'v', mock: true } as const;
    const command = await intendCommand(tx, {
      ...sample.scope,
      ...call,
      decision: sample.decision,
      exposure: sample.exposure,
    });
    if (command === 'stopped') throw new Error('stopped');
    await takeMove(tx, command.id, {
      dedupe: 'native_key',
      leaseMs: 20_000,
      listingDelayMs: 2_000,
      keyWindowMs: 3_600_000,
      maximumLookups: 2,
    });
    return command.id;
  });
  return { processId: sample.scope.processId, commandId, taskId: sample.taskId };
}

describe('[PY-ADM-09] the list of runs', () => {
  it('a run that asks a person says for what, for whom and since when; another tenant does not see it', async () => {
    const caseId = own();
    const mine = await openSampleTask(database.db, A, caseId);
    const theirs = await openSampleTask(database.db, B, caseId);
    const [run] = await list(REVIEWER, `search=${caseId}`);
    expect(run).toMatchObject({
      process_id: mine.process.id,
      kind_name: 'Dispute',
      housekeeping: false,
      state: 'decision',
      state_text: 'Waits for a decision',
      stuck: null,
      outcome: null,
      step: { name: 'Waits for a decision', since: expect.any(String) },
      next: 'What is approved is sent',
      waits_for: {
        what: 'a decision',
        for_whom: 'a reviewer or an admin',
        task_id: mine.opened.taskId,
        since: expect.any(String),
      },
    });
    expect((await list(STRANGER, `search=${caseId}`)).map((each) => each.process_id)).toEqual([theirs.process.id]);
    expect((await api.as(STRANGER, 'GET', `/runs/${mine.process.id}`)).status).toBe(404);
    for (const path of ['/runs', '/run-counts', `/runs/${mine.process.id}`])
      expect((await api.as(CUSTOMER, 'GET', path)).status, path).toBe(403);
  });

  it('messages and housekeeping are left out where that is asked for, and counted', async () => {
    const subject = own();
    await process('dispute', subject);
    await process('key-rotation', subject);
    const kinds = async (query: string) => (await list(REVIEWER, `search=${subject}&${query}`)).map((run) => run.kind);
    expect((await kinds('')).toSorted()).toEqual(['dispute', 'key-rotation']);
    expect(await kinds('housekeeping=false')).toEqual(['dispute']);
    expect(await kinds('housekeeping=true')).toEqual(['key-rotation']);
    const counts = await get<{
      kinds: { kind: string; name: string; count: number }[];
      states: { state: string; count: number }[];
      housekeeping: number;
    }>(REVIEWER, '/run-counts');
    expect(counts.kinds.find(({ kind }) => kind === 'key-rotation')).toMatchObject({ name: 'Key rotations', count: 1 });
    const listed = await list(REVIEWER, 'housekeeping=false&state=decision');
    expect(counts.states.find(({ state }) => state === 'decision')?.count).toBe(listed.length);
    expect(counts.housekeeping).toBe((await list(REVIEWER, 'housekeeping=true')).length);
    const foreign = await get<{ kinds: { kind: string }[] }>(STRANGER, '/run-counts');
    expect(foreign.kinds.map(({ kind }) => kind)).not.toContain('key-rotation');
  });

  it('words of the title find a run, and signs of a pattern are signs', async () => {
    const subject = own();
    const { process: made } = await process('dispute', subject);
    for (const words of [subject, `bout ${subject}`, `ABOUT ${subject}`])
      expect((await list(REVIEWER, `search=${encodeURIComponent(words)}`)).map((run) => run.process_id)).toEqual([
        made.id,
      ]);
    expect(await list(REVIEWER, `search=${encodeURIComponent(`%${subject}`)}`)).toEqual([]);
  });

  it('what the engine has not begun after a minute is stuck; what has ended, or has just begun, is not', async () => {
    const subject = own();
    const { process: made } = await process('dispute', subject);
    const stuck = () => list(REVIEWER, `search=${subject}&stuck=true`);
    expect(await stuck()).toEqual([]);
    await database.owner`update processes set created_at = now() - interval '2 minutes' where id = ${made.id}`;
    expect(await stuck()).toMatchObject([{ process_id: made.id, stuck: { why: 'The engine has not begun it' } }]);
    await database.owner`update processes set run_id = gen_random_uuid(), created_at = now() - interval '1 hour' where id = ${made.id}`;
    expect(await stuck()).toMatchObject([{ stuck: { why: 'Nothing has happened for a quarter of an hour' } }]);
    await database.owner`update processes set status = 'closed', closed_at = now() where id = ${made.id}`;
    expect(await stuck()).toEqual([]);
  });

  it('[DR-WF-06] one that does not fit the records names the rule and the field in words', async () => {
    const caseId = own();
    const { process: made } = await openSampleTask(database.db, A, caseId);
    const resolution = {
      outcome: 'invalid',
      error_code: 'INVALID_RECORD',
      rule: 'invalid_record',
      field: 'Amount',
      reason: 'case, field Amount: a number above 0',
    };
    await database.owner`update workflow_states set status = 'failed', current_step = 'invalid', completed_at = now(),
      final_resolution = ${database.owner.json(resolution)} where process_id = ${made.id}`;
    await database.owner`update processes set status = 'closed', closed_at = now() where id = ${made.id}`;
    expect(await list(REVIEWER, `search=${caseId}&state=failed`)).toMatchObject([
      {
        outcome: {
          text: 'Does not fit the records',
          why: 'A vendor’s record breaks a rule: case, field Amount: a number above 0',
        },
      },
    ]);
  });
});

describe('[DR-WF-26] what a run asked people, told vendors and wrote', () => {
  it('is listed with words; what the caller may not read elsewhere is left out', async () => {
    const { processId, commandId, taskId } = await sentCase(own());
    await database.db.withTenant(A, (tx) =>
      queueNotifications(tx, {
        tenantId: A,
        batchKey: `${processId}:test`,
        causeId: processId,
        messages: [
          { channel: 'email', recipient: ADMIN, template: 'dispute_ended', variables: {} },
          { channel: 'email', recipient: 'somebody@customer.example', template: 'customer_refunded', variables: {} },
        ],
      }),
    );
    const seen = await detail(REVIEWER, processId);
    expect(seen).toMatchObject({ state: 'vendor', waits_for: { what: 'what Stripe did with the money' } });
    expect(seen.tasks).toMatchObject([{ task_id: taskId, state: 'approved', decided_by_name: expect.any(String) }]);
    expect(seen.money_commands).toMatchObject([
      {
        command_id: commandId,
        what: 'Refund at Stripe',
        amount_minor: 4500,
        currency: 'USD',
        state: 'attempting',
        state_text: 'Being sent',
      },
    ]);
    expect(seen.messages).toHaveLength(2);
    expect(seen.messages.map((message) => message.recipient)).toEqual([null, null]);
    expect(seen.messages.map((message) => message.to_whom)).toEqual(
      expect.arrayContaining([expect.not.stringContaining('@'), 'an address without an account']),
    );
    expect(JSON.stringify(seen)).not.toContain('somebody@customer.example');
    const byAdmin = await detail(ADMIN, processId);
    expect(byAdmin.messages.map((message) => message.recipient).toSorted()).toEqual([
      ADMIN,
      'somebody@customer.example',
    ]);
  });

  it('rows of another tenant that name the same run are not joined to it', async () => {
    const { processId } = await sentCase(own());
    await database.db.withTenant(B, (tx) =>
      queueNotifications(tx, {
        tenantId: B,
        batchKey: `${processId}:foreign`,
        causeId: processId,
        messages: [{ channel: 'email', recipient: 'x@second.example', template: 'dispute_ended', variables: {} }],
      }),
    );
    expect((await detail(ADMIN, processId)).messages).toEqual([]);
    expect((await api.as(STRANGER, 'GET', `/runs/${processId}`)).status).toBe(404);
  });
});
