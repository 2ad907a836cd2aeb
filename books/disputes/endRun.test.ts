import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { sampleFacts } from '../../domain/disputes/fixtures.ts';
import { type DisputeOutcome, ENDS_OF_RUN } from '../../domain/disputes/runStates.ts';
import { approveSample } from '../../tests/database/approveSample.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { finishCommand } from '../money/finishCommand.ts';
import { intendCommand } from '../money/intendCommand.ts';
import { takeMove } from '../money/takeMove.ts';
import { endRun } from './endRun.ts';
import { learnRefundFailure, type RefundFailure } from './learnRefundFailure.ts';
import { moveRun } from './moveRun.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());
const inBooks = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);

const PROTOCOL = { dedupe: 'native_key', leaseMs: 1, listingDelayMs: 1, keyWindowMs: 1, maximumLookups: 1 } as const;
const CALL = { leg: 'refund', vendor: 'stripe', parameters: {}, apiVersion: 'v', mock: true } as const;
const REVIEW = { remindMs: 1, escalateMs: 1, expireMs: 1 };

/** A run whose case names a customer, at its review. */
async function decided(caseId: string) {
  const sample = await approveSample(database.db, tenantId, caseId);
  const { processId } = sample.scope;
  const facts = sampleFacts({ caseId, contactEmail: `${caseId.toLowerCase()}@example.com` });
  await inBooks((tx) =>
    moveRun(tx, processId, 'awaiting_review', {
      crmData: facts.crm,
      billingData: facts.billing,
      paymentData: facts.payments,
      caseEmbedding: [1, 0],
      embeddingModel: 'test',
    }),
  );
  await database.owner`update processes set input = ${database.owner.json({ review: REVIEW })} where id = ${processId}`;
  return sample;
}

/** The refund of a run, applied. */
async function paid(sample: Awaited<ReturnType<typeof decided>>) {
  const { scope, decision, exposure } = sample;
  const refundId = `re_${sample.decisionId}`;
  const command = await inBooks((tx) => intendCommand(tx, { ...scope, ...CALL, decision, exposure }));
  if (command === 'stopped') throw new Error('stopped');
  await inBooks((tx) => takeMove(tx, command.id, PROTOCOL));
  await inBooks((tx) => finishCommand(tx, command.id, { kind: 'applied', vendorId: refundId }));
  return { commandId: command.id, refundId };
}
const end = (sample: Awaited<ReturnType<typeof decided>>, outcome: DisputeOutcome, code?: string) =>
  inBooks((tx) => endRun(tx, sample.scope, { outcome, ...(code ? { code } : {}) }, ['boss@example.com']));
const runOf = async (processId: string) =>
  (await database.owner`select * from workflow_states where process_id = ${processId}`)[0] ?? {};
const runsOf = (caseId: string) =>
  database.owner`select status, input from processes where kind = 'dispute' and subject = ${caseId} order by run`;
const failure = (refundId: string, commandId: string | null): RefundFailure => ({
  tenantId,
  refundId,
  eventId: `evt_${refundId}`,
  type: 'refund.failed',
  commandId,
  learnedBy: 'stripe',
  requestId: 'r',
});
const isTaken = async (refundId: string) =>
  (await database.owner`select taken_at from webhook_events where object_id = ${refundId}`)[0]?.taken_at !== null;

describe('the end of a run', () => {
  it.each(Object.entries(ENDS_OF_RUN))('%s: row, process, event and who is told, once', async (outcome, ends) => {
    const caseId = `END-${outcome}`;
    const sample = await decided(caseId);
    const { processId } = sample.scope;
    for (const _again of [1, 2]) await end(sample, outcome as DisputeOutcome);
    expect(await runOf(processId)).toMatchObject({
      status: ends.status,
      current_step: ends.step,
      final_resolution: { outcome, decision: 'approved', refund_id: null },
    });
    expect((await runOf(processId)).completed_at).not.toBeNull();
    expect(await runsOf(caseId)).toMatchObject([{ status: 'closed' }]);
    const events =
      await database.owner`select type from events where subject = ${`process:${processId}`} and type = ${ends.event}`;
    expect(events).toHaveLength(1);
    const told =
      await database.owner`select recipient, template from notifications where variables ->> 'subject' = ${`case ${caseId}`}
      and recipient in ('boss@example.com', ${`${caseId.toLowerCase()}@example.com`}) order by template`;
    const customer = ends.tells ? [ends.tells] : [];
    expect(told.map(({ template }) => template)).toEqual([...customer, 'dispute_ended']);
  });

  it('a refund is told with what was really paid, and the case is kept for later ones', async () => {
    const sample = await decided('END-PAID');
    const { refundId } = await paid(sample);
    await end(sample, 'refunded');
    const resolution = { outcome: 'refunded', refund_id: refundId, refund_amount_minor: 4500, refund_currency: 'USD' };
    expect((await runOf(sample.scope.processId)).final_resolution).toMatchObject(resolution);
    const learned =
      await database.owner`select outcome, resolution from dispute_resolutions where case_id = 'END-PAID'`;
    expect(learned).toEqual([{ outcome: 'refunded', resolution: 'full_refund 45.00 USD' }]);
  });

  it('a run that has ended stays as it is', async () => {
    const sample = await decided('END-TWICE');
    await end(sample, 'rejected');
    await end(sample, 'failed', 'CANCELLED');
    expect(await runOf(sample.scope.processId)).toMatchObject({ current_step: 'rejected', status: 'completed' });
    await expect(inBooks((tx) => moveRun(tx, sample.scope.processId, 'executing'))).rejects.toMatchObject({
      code: 'RUN_PAST_THIS',
    });
  });
});

describe('a refund that failed later', () => {
  it('of a closed case opens it again with the command that failed, and the same news opens nothing twice', async () => {
    const sample = await decided('FAIL-1');
    const { commandId, refundId } = await paid(sample);
    await end(sample, 'refunded');
    for (const _again of [1, 2]) await inBooks((tx) => learnRefundFailure(tx, failure(refundId, commandId)));
    const runs = await runsOf('FAIL-1');
    expect(runs.map(({ status }) => status)).toEqual(['closed', 'open']);
    expect(runs[1]?.input).toMatchObject({ failedCommandId: commandId, review: REVIEW });
    expect(await isTaken(refundId)).toBe(true);
  });

  it('of an open case is kept until the run ends: it is not told as refunded, and goes on by itself', async () => {
    const sample = await decided('FAIL-2');
    const { commandId, refundId } = await paid(sample);
    await inBooks((tx) => learnRefundFailure(tx, failure(refundId, commandId)));
    expect([(await runsOf('FAIL-2')).length, await isTaken(refundId)]).toEqual([1, false]);
    await end(sample, 'refunded');
    expect(await runOf(sample.scope.processId)).toMatchObject({
      status: 'failed',
      final_resolution: { outcome: 'failed', error_code: 'REFUND_FAILED' },
    });
    expect((await runsOf('FAIL-2')).map(({ status }) => status)).toEqual(['closed', 'open']);
    expect(await isTaken(refundId)).toBe(true);
  });

  it('is kept where no command is known for it, and where it is not the effect of its command', async () => {
    const sample = await decided('FAIL-3');
    const { commandId } = await paid(sample);
    await end(sample, 'refunded');
    for (const [refundId, command] of [
      ['re_unknown', null],
      ['re_second_under_the_key', commandId],
    ] as const) {
      await inBooks((tx) => learnRefundFailure(tx, failure(refundId, command)));
      expect(await isTaken(refundId)).toBe(false);
    }
    expect(await runsOf('FAIL-3')).toHaveLength(1);
  });
});
