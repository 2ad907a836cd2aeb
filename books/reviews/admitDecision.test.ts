import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { DecisionMessage } from '../../domain/reviews/decision.ts';
import { REVIEW_KINDS } from '../../domain/reviews/kinds.ts';
import type { ReviewWarning } from '../../domain/reviews/warnings.ts';
import { decisionsOf, openSampleTask, reviewerId, storeRequest } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { admitDecision } from './admitDecision.ts';
import { closeTask } from './closeTask.ts';
import type { Judgement, ReviewKindActivities, ReviewKinds } from './kind.ts';
import { refuseRequest } from './refuseRequest.ts';

let database: TestDatabase;
let reviewer: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  reviewer = `user:${await reviewerId(database.db, tenantId)}`;
});
afterAll(() => database.end());

/** What an area might make of a decision, and which of its functions were asked. */
function area(over: { judgement?: Partial<Judgement>; judges?: ErrorCode; applies?: ErrorCode } = {}) {
  const asked: string[] = [];
  const kind: ReviewKindActivities = {
    async judge() {
      asked.push('judge');
      if (over.judges) return { ok: false, code: over.judges };
      const approval = { action: 'full_refund', amountMinor: 4500, payee: 'ch_1', reason: null };
      const risks = [{ amountMinor: 4500, currency: 'USD' }];
      return { ok: true, approval, risks, owners: [], problem: null, ...over.judgement };
    },
    async apply() {
      asked.push('apply');
      return over.applies ?? null;
    },
  };
  return { asked, reviewKinds: Object.fromEntries(REVIEW_KINDS.map((name) => [name, kind])) as unknown as ReviewKinds };
}

interface Sample {
  processId: string;
  message: DecisionMessage;
}
async function sample(
  caseId: string,
  { actor = reviewer, warnings, reason }: { actor?: string; warnings?: ReviewWarning[]; reason?: string } = {},
): Promise<Sample> {
  const { process, opened } = await openSampleTask(database.db, tenantId, caseId, warnings ? { warnings } : {});
  const { taskId, shownHash } = opened;
  const action = 'approved' as const;
  const requestId =
    actor === 'temporal-operator'
      ? crypto.randomUUID()
      : await storeRequest(database.db, tenantId, opened, action, actor, null, reason ?? null);
  return { processId: process.id, message: { requestId, taskId, shownHash, action, actor } };
}
const admit = ({ processId, message }: Sample, kinds = area(), production = false) =>
  database.db.withTenant(tenantId, (tx) =>
    admitDecision(tx, { reviewKinds: kinds.reviewKinds, production }, { tenantId, processId }, message),
  );
const rowsOf = async ({ processId, message }: Sample) => {
  const [task] = await database.owner`select state from review_tasks where id = ${message.taskId}`;
  const [request] = await database.owner`select outcome from decision_requests where id = ${message.requestId}`;
  const events =
    await database.owner`select type, data ->> 'code' as code from events where subject = ${`process:${processId}`} order by sequence`;
  return {
    state: task?.state,
    outcome: request?.outcome,
    events: events.map((event) => [event.type, event.code]),
    decisions: (await decisionsOf(database.db, tenantId, message.taskId)).length,
  };
};
const refusedWith = (code: string) => ({
  state: 'pending',
  outcome: { accepted: false, code },
  events: [['review_decision_refused', code]],
  decisions: 0,
});

describe('a decision that is admitted', () => {
  it('becomes final with its effects: task, request, decision and event; the same again is the same decision', async () => {
    const one = await sample('ADMIT-1');
    const kinds = area();
    const first = await admit(one, kinds);
    expect(first).toMatchObject({ ok: true, pays: true });
    expect(await admit(one, kinds)).toEqual(first);
    expect(kinds.asked).toEqual(['judge', 'apply']);
    expect(await rowsOf(one)).toEqual({
      state: 'approved',
      outcome: { accepted: true, decisionId: first.ok && first.decisionId },
      events: [['review_decided', null]],
      decisions: 1,
    });
    const [row] = await decisionsOf(database.db, tenantId, one.message.taskId);
    expect(row).toMatchObject({ decision: 'approved', approvedMinor: 4500, payee: 'ch_1', actor: reviewer });
  });

  it('another one about the same task is refused, and the first stays', async () => {
    const one = await sample('ADMIT-2');
    await admit(one);
    const requestId = await storeRequest(database.db, tenantId, one.message, 'rejected', reviewer);
    const another = { ...one, message: { ...one.message, requestId, action: 'rejected' as const } };
    expect(await admit(another)).toEqual({ ok: false, code: 'REVIEW_ALREADY_DECIDED' });
    expect(await rowsOf(one)).toMatchObject({ state: 'approved', decisions: 1 });
  });

  it('a refusal that the area finds while it acts leaves nothing of the decision', async () => {
    const one = await sample('ADMIT-3');
    expect(await admit(one, area({ applies: 'SLOT_TAKEN' as ErrorCode }))).toEqual({ ok: false, code: 'SLOT_TAKEN' });
    expect(await rowsOf(one)).toEqual(refusedWith('SLOT_TAKEN'));
  });
});

describe('what only the books know is asked in one order', () => {
  it('stale: another process, a task that is not there, another hash', async () => {
    const [one, two] = [await sample('STALE-1'), await sample('STALE-2')];
    for (const wrong of [
      { ...one, processId: two.processId },
      { ...one, message: { ...one.message, taskId: crypto.randomUUID() } },
      { ...one, message: { ...one.message, taskId: two.message.taskId } },
      { ...one, message: { ...one.message, shownHash: '0'.repeat(64) } },
    ]) {
      const kinds = area();
      expect(await admit(wrong, kinds)).toEqual({ ok: false, code: 'REVIEW_STALE' });
      expect(kinds.asked).toEqual([]);
    }
    expect(await rowsOf(one)).toMatchObject({ state: 'pending', decisions: 0 });
  });

  it('a request that was refused or withdrawn stays so, though it comes again', async () => {
    const one = await sample('REFUSED-1');
    await database.db.withTenant(tenantId, (tx) => refuseRequest(tx, one.message.requestId, 'BULK_ABORTED'));
    expect(await admit(one)).toEqual({ ok: false, code: 'BULK_ABORTED' });
    expect(await rowsOf(one)).toEqual(refusedWith('BULK_ABORTED'));
  });

  it('a refusal is kept once: a later one does not take its place', async () => {
    const one = await sample('REFUSED-2');
    for (const code of ['REVIEW_STALE', 'FORBIDDEN'] as const)
      await database.db.withTenant(tenantId, (tx) => refuseRequest(tx, one.message.requestId, code));
    expect((await rowsOf(one)).outcome).toEqual({ accepted: false, code: 'REVIEW_STALE' });
  });

  it('expired: nothing is asked of the area', async () => {
    const one = await sample('LATE-1');
    await database.db.withTenant(tenantId, (tx) => closeTask(tx, one.message.taskId, 'expired'));
    const kinds = area();
    expect(await admit(one, kinds)).toEqual({ ok: false, code: 'REVIEW_EXPIRED' });
    expect(kinds.asked).toEqual([]);
  });

  it('an action that the kind does not have', async () => {
    const one = await sample('ACTION-1');
    await database.owner`update decision_requests set action = 'found' where id = ${one.message.requestId}`;
    expect(await admit(one)).toEqual({ ok: false, code: 'VALIDATION_FAILED' });
  });

  it('the judgement of the area, before anybody asks who decides', async () => {
    const stranger = `user:${crypto.randomUUID()}`;
    const code = 'AMOUNT_OUT_OF_RANGE';
    expect(await admit(await sample('JUDGE-1', { actor: stranger }), area({ judges: code }))).toEqual({
      ok: false,
      code,
    });
  });

  it('who decides: a stranger, an owner of the object, above the limit; before what the area found against it', async () => {
    const problem = 'VALIDATION_FAILED' as const;
    const judge = (judgement: Partial<Judgement>) => area({ judgement: { problem, ...judgement } });
    const stranger = await sample('WHO-1', { actor: `user:${crypto.randomUUID()}` });
    expect(await admit(stranger, judge({}))).toEqual({ ok: false, code: 'FORBIDDEN' });
    expect(await admit(await sample('WHO-2'), judge({ owners: [reviewer] }))).toEqual({
      ok: false,
      code: 'SELF_REVIEW_FORBIDDEN',
    });
    await database.owner`update tenant_settings set reviewer_limit_minor = 4499 where tenant_id = ${tenantId}`;
    const above = await admit(await sample('WHO-3'), judge({}));
    await database.owner`update tenant_settings set reviewer_limit_minor = 4500 where tenant_id = ${tenantId}`;
    const within = await admit(await sample('WHO-4'), judge({}));
    await database.owner`update tenant_settings set reviewer_limit_minor = null where tenant_id = ${tenantId}`;
    expect(above).toEqual({ ok: false, code: 'REVIEWER_LIMIT_EXCEEDED' });
    expect(within).toEqual({ ok: false, code: problem });
  });

  it('the reason against warnings, before the effects', async () => {
    const warnings = [{ code: 'odd', text: 'It is odd.' }];
    const kinds = area();
    expect(await admit(await sample('WARN-1', { warnings }), kinds)).toEqual({ ok: false, code: 'OVERRIDE_REQUIRED' });
    expect(kinds.asked).toEqual(['judge']);
    const said = await sample('WARN-2', { warnings, reason: 'the customer called and explained it' });
    expect(await admit(said)).toMatchObject({ ok: true });
  });

  it("an operator's signal is stored when it comes; in production it moves no money without the tenant's leave", async () => {
    const one = await sample('SIGNAL-1', { actor: 'temporal-operator' });
    expect(await admit(one, area(), true)).toEqual({ ok: false, code: 'OPERATOR_SIGNAL_REFUSED' });
    expect(await rowsOf(one)).toEqual(refusedWith('OPERATOR_SIGNAL_REFUSED'));
    expect(await admit(await sample('SIGNAL-2', { actor: 'temporal-operator' }))).toMatchObject({ ok: true });
  });
});
