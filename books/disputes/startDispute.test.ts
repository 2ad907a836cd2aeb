import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { SECOND_TENANT_ID, DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { sampleCase, sampleCharge, sampleFacts } from '../../domain/disputes/fixtures.ts';
import type { StoredProposal } from '../../domain/disputes/proposal.ts';
import { RUN_STEPS, stepsBefore } from '../../domain/disputes/runStates.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { keepProposal } from './keepProposal.ts';
import { keepRecord } from './keepRecord.ts';
import { moveRun } from './moveRun.ts';
import { noteDecision } from './noteDecision.ts';
import { endMoneyProblem, noteMoneyProblem } from './noteMoneyProblem.ts';
import { refuseSending } from './refuseSending.ts';
import { type DisputeStart, startDispute } from './startDispute.ts';
import { tellOfReview } from './tellOfReview.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());
const inBooks = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);

const REVIEW = { remindMs: 3_600_000, escalateMs: 7_200_000, expireMs: 86_400_000 };
const begin = (caseId: string, over: Partial<DisputeStart> = {}) =>
  database.db.withTenant(over.tenantId ?? tenantId, (tx) =>
    startDispute(tx, {
      tenantId,
      vendorTenantId: tenantId,
      caseId,
      customerId: 'ACC-1',
      startedBy: 'queue',
      requestId: 'r',
      review: REVIEW,
      mayRerun: true,
      ...over,
    }),
  );
const scopeOf = async (caseId: string) => ({
  tenantId,
  processId: (await begin(caseId)).process.id,
  requestId: 'r',
});
const runOf = async (processId: string) =>
  (await database.owner`select * from workflow_states where process_id = ${processId}`)[0] ?? {};
const eventsOf = async (processId: string) =>
  (await database.owner`select type, data from events where subject = ${`process:${processId}`} order by sequence`).map(
    ({ type, data }) => [type, data],
  );
const put = (processId: string, step: string) =>
  database.owner`update workflow_states set current_step = ${step} where process_id = ${processId}`;
const close = (processId: string) =>
  database.owner`update processes set status = 'closed', closed_at = now() where id = ${processId}`;

describe('the start of a dispute', () => {
  it('writes process, start, run and event; a second message joins the open run', async () => {
    const first = await begin('START-1');
    const again = await begin('START-1', { startedBy: 'user:x' });
    expect([first.kind, again.kind, again.process.id]).toEqual(['started', 'joined', first.process.id]);
    expect(await runOf(first.process.id)).toMatchObject({ status: 'running', current_step: 'fetching_data' });
    expect(await eventsOf(first.process.id)).toEqual([['dispute_started', { caseId: 'START-1', run: 1 }]]);
    const starts = await database.owner`select 1 from outbox where subject_id = ${first.process.id}`;
    expect(starts).toHaveLength(1);
  });

  it('an ended case is run again where that may be, as its next run, and else is told', async () => {
    const first = await begin('START-2');
    await close(first.process.id);
    expect(await begin('START-2', { mayRerun: false })).toMatchObject({ kind: 'ended_before' });
    const again = await begin('START-2');
    expect(again).toMatchObject({ kind: 'started', process: { subject: 'START-2', run: 2 } });
  });

  it('both forms of a CRM id are one case', async () => {
    const short = await begin('500000000000001');
    expect((await begin('500000000000001AAA')).process.id).toBe(short.process.id);
  });

  it("the tenant's own deadline shortens the review and what comes before it", async () => {
    await database.owner`update tenant_settings set review_expire_seconds = 60 where tenant_id = ${tenantId}`;
    const { process } = await begin('START-3');
    await database.owner`update tenant_settings set review_expire_seconds = null where tenant_id = ${tenantId}`;
    const review = { remindMs: 60_000, escalateMs: 60_000, expireMs: 60_000 };
    expect(process.input).toMatchObject({ caseId: 'START-3', processId: process.id, review });
  });

  it('a tenant without vendor accounts is refused before anything is written', async () => {
    await expect(begin('START-4', { tenantId: SECOND_TENANT_ID })).rejects.toMatchObject({
      code: 'INTEGRATION_NOT_CONFIGURED',
    });
    expect(await database.owner`select 1 from processes where subject = 'START-4'`).toEqual([]);
  });
});

describe('the step of a run', () => {
  it('a move that the table does not know is refused and changes nothing, every other is made', async () => {
    const { processId } = await scopeOf('MOVE-1');
    for (const from of RUN_STEPS)
      for (const to of RUN_STEPS) {
        await put(processId, from);
        const moved = await inBooks((tx) => moveRun(tx, processId, to, { customerId: to })).then(
          () => 'moved',
          (error: { code?: string }) => error.code,
        );
        const known = stepsBefore(to).includes(from);
        expect(moved, `${from} to ${to}`).toBe(known ? 'moved' : 'RUN_PAST_THIS');
        if (!known) expect((await runOf(processId)).current_step).toBe(from);
      }
  });

  it('nothing follows an end, and money comes after a review only', () => {
    const ends = ['completed', 'rejected', 'invalid', 'expired', 'failed'] as const;
    for (const to of RUN_STEPS) expect(stepsBefore(to).filter((from) => ends.includes(from as never))).toEqual([]);
    expect(stepsBefore('executing')).toEqual(['awaiting_review', 'executing', 'awaiting_money_outcome']);
  });

  it('what vendors said is kept with its event, and nothing of it once the run has ended', async () => {
    const scope = await scopeOf('KEEP-1');
    const invalid = { record: 'CRM case', field: 'amount', rule: 'number', reason: 'no number' };
    await inBooks((tx) => keepRecord(tx, scope, 'crmData', { dispute: sampleCase(), mock: true }));
    await inBooks((tx) => keepRecord(tx, scope, 'billingData', { invalid, mock: true }));
    expect(await runOf(scope.processId)).toMatchObject({
      crm_data: { dispute: { caseId: 'CASE-1' } },
      billing_data: { invalid },
    });
    expect((await eventsOf(scope.processId)).slice(1)).toEqual([
      ['dispute_data_fetched', { source: 'crmData' }],
      ['dispute_data_fetched', { source: 'billingData', invalid }],
    ]);
    await put(scope.processId, 'failed');
    await expect(inBooks((tx) => keepRecord(tx, scope, 'paymentData', {}))).rejects.toMatchObject({
      code: 'RUN_PAST_THIS',
    });
    expect(await eventsOf(scope.processId)).toHaveLength(3);
  });

  it('a proposal is kept with its event, or why there is none', async () => {
    const scope = await scopeOf('KEEP-2');
    const proposed: StoredProposal = {
      round: 1,
      kind: 'proposed',
      charge: sampleCharge(),
      maximumMinor: 4500,
      resolution: {
        action: 'full_refund',
        amountMinor: 4500,
        currency: 'USD',
        reason: 'r',
        confidence: 80,
        policyIds: [],
        cutFromMinor: null,
      },
    };
    await inBooks((tx) => keepProposal(tx, scope, proposed));
    expect(await runOf(scope.processId)).toMatchObject({
      current_step: 'generating_resolution',
      resolution_proposal: { round: 1, kind: 'proposed' },
    });
    await inBooks((tx) => keepProposal(tx, scope, { round: 2, kind: 'parked', reason: 'model_refused' }));
    expect((await eventsOf(scope.processId)).slice(1)).toEqual([
      ['dispute_proposal_generated', { round: 1, action: 'full_refund', amountMinor: 4500 }],
      ['dispute_proposal_generated', { round: 2, parked: 'model_refused' }],
    ]);
  });

  it('money that is not sent leaves what was read now and says why; before a review nothing is refused', async () => {
    const scope = await scopeOf('KEEP-3');
    const decided = { ...scope, decisionId: crypto.randomUUID() };
    const refuse = () => inBooks((tx) => refuseSending(tx, decided, 'charge_changed', sampleFacts()));
    await expect(refuse()).rejects.toMatchObject({ code: 'RUN_PAST_THIS' });
    await put(scope.processId, 'awaiting_review');
    await refuse();
    expect(await runOf(scope.processId)).toMatchObject({
      current_step: 'executing',
      payment_data: { charges: [{ chargeId: 'ch_1' }] },
    });
    expect((await eventsOf(scope.processId)).at(-1)).toEqual([
      'money_not_sent',
      { decisionId: decided.decisionId, problem: 'charge_changed' },
    ]);
  });
});

describe('what a run shows beside its step', () => {
  it('a decision, while it is open', async () => {
    const { processId } = await scopeOf('SHOW-1');
    await database.owner`update workflow_states set status = 'pending' where process_id = ${processId}`;
    await inBooks((tx) => noteDecision(tx, processId, { decision: 'approved' }));
    expect(await runOf(processId)).toMatchObject({ status: 'running', human_review_data: { decision: 'approved' } });
    await database.owner`update workflow_states set completed_at = now() where process_id = ${processId}`;
    await inBooks((tx) => noteDecision(tx, processId, { decision: 'rejected' }));
    expect(await runOf(processId)).toMatchObject({ human_review_data: { decision: 'approved' } });
  });

  it('how often the step that moves money has failed, until it went well', async () => {
    const { processId } = await scopeOf('SHOW-2');
    for (const code of ['STRIPE_UNAVAILABLE', 'STRIPE_RATE_LIMITED'])
      await inBooks((tx) => noteMoneyProblem(tx, processId, code));
    expect((await runOf(processId)).money_problem).toEqual({ code: 'STRIPE_RATE_LIMITED', times: 2 });
    await inBooks((tx) => endMoneyProblem(tx, processId));
    expect((await runOf(processId)).money_problem).toBeNull();
  });

  it('an opened review is told to people, and to the queue where one hears of reviews', async () => {
    for (const publishes of [true, false]) {
      const scope = await scopeOf(`TELL-${publishes}`);
      const run = { runId: null, caseId: `TELL-${publishes}` } as never;
      const opened = { taskId: crypto.randomUUID(), shownHash: 'h' } as never;
      const review = { run, opened, amountMinor: 4500, currency: 'USD', configured: ['a@example.com'], publishes };
      for (const _again of [1, 2])
        await inBooks((tx) => tellOfReview(tx, { ...scope, round: 1, parkedReason: null }, review));
      const told =
        await database.owner`select channel from notifications where recipient in ('a@example.com', 'human-review') and variables ->> 'processId' = ${scope.processId} order by channel`;
      expect(told.map(({ channel }) => channel)).toEqual(publishes ? ['email', 'queue'] : ['email']);
      expect((await eventsOf(scope.processId)).at(-1)).toMatchObject(['dispute_review_requested', { round: 1 }]);
    }
  });
});
