import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CASES, type DemoCase } from '../../../cli/disputes/cases.ts';
import { approved } from '../../../cli/secondPerson.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

const demo = (name: string): Partial<DemoCase> => ({ ...DEMO_CASES.find((candidate) => candidate.name === name) });

/** Starts a case and decides it as soon as it waits. Returns how it ended. */
async function play(name: string, over: Partial<DemoCase>, decision: object | null) {
  const prepared = await world.prepare(name, over);
  const run = await world.start(prepared);
  if (decision) {
    const task = await world.task(prepared.caseId);
    const answer = await world.decide(task, decision);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  }
  return { prepared, run, ended: await world.ended(run), refunds: () => world.refundsOf(prepared.chargeId) };
}

describe('what is decided for a whole tenant', () => {
  it('[DR-WF-13] [H-11] expired without acting: the task stays visible, a late decision is 409, and a POST runs the case again', async () => {
    await world.owner`update tenant_settings set review_expire_seconds = 3`;
    const prepared = await world.prepare('slow');
    const run = await world.start(prepared);
    await world.owner`update tenant_settings set review_expire_seconds = null`;
    const task = await world.task(prepared.caseId);
    expect(await world.ended(run)).toMatchObject({ current_step: 'expired', final_resolution: { outcome: 'expired' } });
    expect(await world.decide(task, { decision: 'approved' })).toMatchObject({
      status: 409,
      body: { error: { code: 'REVIEW_EXPIRED' } },
    });
    const expired = await world.reviewer.get<{ reviews: { task_id: string }[] }>('/reviews?state=expired');
    expect(expired.body.reviews.map((row) => row.task_id)).toContain(task.task_id);
    const again = await eventually('second run', async () => {
      const answer = await world.admin.post<{ run_id: string; joined: boolean }>('/disputes', {
        case_id: prepared.caseId,
        customer_id: prepared.customerId,
      });
      return answer.body.run_id && answer.body.run_id !== run ? answer.body : null;
    });
    expect(await world.pending(again.run_id)).toMatchObject({ status: 'pending' });
  });

  it('[DR-COST-12] the daily budget holds under concurrency: reserved before the call, never overspent', async () => {
    const [before] =
      await world.owner`select coalesce(sum(spent_nano + reserved_nano), 0)::bigint as used from llm_budgets where tenant_id = ${world.run.logins[0]?.tenantId ?? ''}`;
    const limit = Number(before?.used) + 700_000;
    await world.owner`update tenant_settings set llm_daily_budget_nano = ${limit} where tenant_id = ${world.run.logins[0]?.tenantId ?? ''}`;
    const cases = await Promise.all(Array.from({ length: 8 }, (_, index) => world.prepare(`budget-${index}`)));
    await Promise.all(cases.map((prepared) => world.start(prepared)));
    const tasks = await Promise.all(cases.map((prepared) => world.task(prepared.caseId)));
    const [after] =
      await world.owner`select sum(spent_nano + reserved_nano)::bigint as used from llm_budgets where tenant_id = ${world.run.logins[0]?.tenantId ?? ''}`;
    await world.owner`update tenant_settings set llm_daily_budget_nano = 5000000000`;
    expect(Number(after?.used)).toBeLessThanOrEqual(limit);
    expect(tasks.filter((task) => task.reason === 'llm_budget_exhausted').length).toBeGreaterThan(0);
    expect(tasks.filter((task) => task.reason === null).length).toBeGreaterThan(0);
  });

  it('[H-35] while money is stopped nothing leaves; afterwards the waiting workflow goes on by itself', async () => {
    const prepared = await world.prepare('stopped');
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    expect((await world.admin.post('/admin/money-stop', { reason: 'checking refunds' })).body).toMatchObject({
      stopped: true,
    });
    await world.decide(task, { decision: 'approved' });
    await eventually('executing', async () =>
      (await world.status(run)).history.some((event) => event.type === 'review_decided'),
    );
    expect(await world.refundsOf(prepared.chargeId)).toEqual([]);
    const asked = await world.admin.call('DELETE', '/admin/money-stop');
    expect(asked.status).toBe(202);
    await approved(world.superUser, world.run.logins[0]?.tenantId ?? '', asked);
    expect((await world.admin.get('/admin/money-stop')).body).toMatchObject({ stopped: false });
    expect(await world.ended(run)).toMatchObject({ final_resolution: { outcome: 'refunded' } });
    const events = await world.owner`select type from events where type in ('money_stopped', 'money_resumed')`;
    expect(events.map((event) => event.type)).toEqual(expect.arrayContaining(['money_stopped', 'money_resumed']));
  });

  it('[DR-WF-01] the same case sent twice joins one run; an ended case is not run again by its queue; nonsense ends in the dead-letter queue', async () => {
    const prepared = await world.prepare('twice');
    const body = JSON.stringify({ case_id: prepared.caseId, customer_id: prepared.customerId });
    await world.send(body);
    await world.send(body);
    const before = await world.queueDepth(world.run.sqs.deadLetters);
    await world.send('{"case_id": 17');
    await world.decide(await world.task(prepared.caseId), { decision: 'approved' });
    const listed = () =>
      world.reviewer
        .get<{ disputes: { status: string }[] }>(`/disputes?case_id=${prepared.caseId}`)
        .then((answer) => answer.body.disputes);
    await eventually('ended', async () => (await listed())[0]?.status === 'completed');
    await world.send(body);
    await eventually('dead letter', async () => (await world.queueDepth(world.run.sqs.deadLetters)) > before);
    await eventually('queue empty', async () => (await world.queueDepth(world.run.sqs.events)) === 0);
    expect(await listed()).toHaveLength(1);
    expect(await world.refundsOf(prepared.chargeId)).toHaveLength(1);
  });
});

// Each has a case of its own and takes away only its own faults, so they wait side by side; the longest waits come first.
describe.concurrent('every way a dispute can end', () => {
  it('[DR-WF-18] [H-30] [O-08] an outcome that lookups can not settle asks a person, who answers found', async () => {
    const prepared = await world.prepare('unknown', {
      faults: [
        { vendor: 'stripe', route: 'POST /v1/refunds', fault: 'drop_after', times: 2, account: '{chargeId}' },
        { vendor: 'stripe', route: 'GET /v1/refunds', fault: 'unavailable', account: '{chargeId}' },
      ],
    });
    const run = await world.start(prepared);
    await world.decide(await world.task(prepared.caseId), { decision: 'approved' });
    const task = await eventually(
      'money_unknown task',
      async () =>
        (
          await world.reviewer.get<{
            reviews: { task_id: string; shown_hash: string; subject: string; kind: string; reason: string | null }[];
          }>('/reviews?kind=money_unknown&limit=200')
        ).body.reviews.find((row) => row.subject === prepared.caseId),
      // Its leases and lookups take 55 s where nothing else runs.
      300_000,
    );
    const [refund] = await world.refundsOf(prepared.chargeId);
    expect(await world.decide(task, { decision: 'approved' })).toMatchObject({ status: 422 });
    expect((await world.decide(task, { effect: 'found', vendor_id: refund?.id })).status).toBe(200);
    expect(await world.ended(run)).toMatchObject({ final_resolution: { outcome: 'refunded', refund_id: refund?.id } });
    expect(await world.refundsOf(prepared.chargeId)).toHaveLength(1);
  });

  it('[DR-WF-15] [H-30] applied with the answer lost: looked up, not repeated', async () => {
    const { ended, refunds, prepared } = await play('lost', demo('answer-lost'), { decision: 'approved' });
    expect(ended.final_resolution).toMatchObject({ outcome: 'refunded' });
    expect(await refunds()).toHaveLength(1);
    const asked = (await world.sandbox.requests('stripe')).filter(
      (request) => request.line === 'GET /v1/refunds' && request.url.includes(prepared.chargeId),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(ended.history.map((event) => event.type)).toEqual(
      expect.arrayContaining(['money_outcome_unknown', 'money_outcome_resolved']),
    );
  });

  it('[DR-WF-05] [DR-WF-24] one source that is down is tried again alone', async () => {
    const { ended, prepared } = await play(
      'crm-down',
      { faults: [{ vendor: 'salesforce', fault: 'unavailable', times: 7, account: '{caseId}' }] },
      { decision: 'approved' },
    );
    expect(ended.final_resolution).toMatchObject({ outcome: 'refunded' });
    const billing = (await world.sandbox.requests('zuora')).filter(
      (request) => request.line === `GET /v1/accounts/${prepared.customerId}`,
    );
    expect(billing).toHaveLength(1);
  });

  it('[H-32] a source that stays down parks the case with what is known; its reviewer asks for another try when it is back', async () => {
    const prepared = await world.prepare('gateway-down', {
      faults: [{ vendor: 'stripe', route: 'GET /v1/charges', fault: 'unavailable', account: '{customerId}' }],
    });
    const run = await world.start(prepared);
    const parked = await world.task(prepared.caseId);
    expect(parked.reason).toBe('vendor_unavailable');
    expect(
      (await world.decide(parked, { decision: 'modified', modified_resolution: { action: 'full_refund', amount: 45 } }))
        .status,
    ).toBe(422);
    await world.sandbox.clearFaults(prepared.customerId);
    expect((await world.decide(parked, { decision: 'retry' })).status).toBe(200);
    const second = await eventually('second task', async () => {
      const task = await world.task(prepared.caseId);
      return task.task_id !== parked.task_id && task;
    });
    expect(second.reason).toBeNull();
    expect((await world.decide(second, { decision: 'approved' })).status).toBe(200);
    expect(await world.ended(run)).toMatchObject({ final_resolution: { outcome: 'refunded' } });
  });

  it('[DR-WF-03] [H-27] rejected: completed, no vendor call that moves money, the rejection recorded', async () => {
    const { ended, refunds, prepared } = await play('no', {}, { decision: 'rejected', comments: 'not ours' });
    expect(ended).toMatchObject({
      status: 'completed',
      current_step: 'rejected',
      final_resolution: { outcome: 'rejected' },
    });
    expect(ended.history.map((event) => event.type)).toContain('dispute_rejected');
    expect(await refunds()).toEqual([]);
    expect(
      (await world.sandbox.records('zuora', 'refund')).filter(
        (record) => record.paymentId === `pay-${prepared.chargeId}`,
      ),
    ).toEqual([]);
  });

  it("[DR-REV-04] modified: the reviewer's amount is refunded and shown; above the bound is 422", async () => {
    const prepared = await world.prepare('changed');
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    const above = await world.decide(task, {
      decision: 'modified',
      modified_resolution: { action: 'partial_refund', amount: 45.01, reason: 'too much' },
    });
    expect(above).toMatchObject({ status: 422, body: { error: { code: 'AMOUNT_OUT_OF_RANGE' } } });
    const ok = await world.decide(task, {
      decision: 'modified',
      modified_resolution: { action: 'partial_refund', amount: 20, reason: 'half' },
    });
    expect(ok.status).toBe(200);
    expect(await world.ended(run)).toMatchObject({
      final_resolution: { outcome: 'refunded', decision: 'modified', refund_amount_minor: 2000, reason: 'half' },
    });
    expect(await world.refundsOf(prepared.chargeId)).toMatchObject([{ amountMinor: 2000 }]);
  });

  it('[DR-WF-06] [DR-WF-07] invalid type and amount above billing: failed early, no model cost', async () => {
    for (const name of ['invalid-type', 'above-billing']) {
      const { ended } = await play(name, demo(name), null);
      expect(ended).toMatchObject({
        status: 'failed',
        current_step: 'invalid',
        llm_cost: '0.000000',
        final_resolution: { outcome: 'invalid', error_code: 'INVALID_DISPUTE', reason: expect.any(String) },
      });
    }
  });

  it('[DR-WF-13] reminds and escalates before the deadline', async () => {
    const prepared = await world.prepare('reminded');
    const processId = (
      await world.admin.post<{ process_id: string }>('/disputes', {
        case_id: prepared.caseId,
        customer_id: prepared.customerId,
      })
    ).body.process_id;
    const task = await world.task(prepared.caseId);
    // Waits are inputs of the run; this run's are a day, so the events are asked of a run that was started with short ones.
    const short = await world.prepare('reminded-soon');
    await world.owner`insert into processes (id, tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by)
      select gen_random_uuid(), tenant_id, 'dispute', ${short.caseId}, 1, workflow_type, ${`dispute:${world.run.logins[0]?.tenantId}:${short.caseId}`}, task_queue, 'x', '{}', 'queue' from processes where id = ${processId}`;
    const [row] =
      await world.owner`update processes set input = jsonb_build_object('tenantId', tenant_id, 'processId', id, 'caseId', ${short.caseId}::text, 'customerId', ${short.customerId}::text, 'requestId', 'r', 'review', '{"remindMs":1500,"escalateMs":2500,"expireMs":60000}'::jsonb) where subject = ${short.caseId} and run = 1 returning id, tenant_id`;
    await world.owner`insert into workflow_states (tenant_id, process_id, case_id, customer_id, status, current_step) values (${row?.tenant_id}, ${row?.id}, ${short.caseId}, ${short.customerId}, 'running', 'fetching_data')`;
    await world.owner`insert into outbox (tenant_id, kind, subject_id) values (${row?.tenant_id}, 'start', ${row?.id})`;
    const history = async () => (await world.status(String(row?.id))).history.map((event) => event.type);
    await eventually('escalated', async () => (await history()).includes('review_escalated'));
    expect(await history()).toContain('review_reminded');
    expect(
      (await world.owner`select escalated_at from review_tasks where process_id = ${row?.id}`)[0]?.escalated_at,
    ).toBeInstanceOf(Date);
    expect(task.task_id).toBeTruthy();
  });

  it('[H-32] model refusal, nonsense twice and quota park the case with the reason; nothing is lost', async () => {
    for (const [fault, reason] of [
      ['refusal', 'model_refused'],
      ['malformed_output', 'model_output_invalid'],
      ['length_cut', 'model_output_invalid'],
      ['quota', 'model_quota_exhausted'],
    ] as const) {
      const prepared = await world.prepare(`park-${fault.replace('_', '-')}`, {
        faults: [{ vendor: 'openai', fault, account: '{marker}' }],
      });
      await world.start(prepared);
      const task = await world.task(prepared.caseId);
      expect(task.reason, fault).toBe(reason);
      expect(await world.decide(task, { decision: 'approved' })).toMatchObject({ status: 422 });
    }
  });

  it('[DR-WF-08] [DR-WF-24] one unreadable answer is asked again; a parked case can be tried again by its reviewer', async () => {
    const once = await world.prepare('nonsense-once', {
      faults: [{ vendor: 'openai', fault: 'malformed_output', times: 1, account: '{marker}' }],
    });
    await world.start(once);
    expect((await world.task(once.caseId)).reason).toBeNull();
    const twice = await world.prepare('try-again', {
      faults: [{ vendor: 'openai', fault: 'malformed_output', times: 2, account: '{marker}' }],
    });
    const run = await world.start(twice);
    const parked = await world.task(twice.caseId);
    expect(parked.reason).toBe('model_output_invalid');
    expect((await world.decide(parked, { decision: 'retry' })).status).toBe(200);
    const second = await eventually('second task', async () => {
      const task = await world.task(twice.caseId);
      return task.task_id !== parked.task_id && task;
    });
    expect(second.reason).toBeNull();
    expect((await world.decide(second, { decision: 'approved' })).status).toBe(200);
    expect(await world.ended(run)).toMatchObject({ final_resolution: { outcome: 'refunded' } });
  });

  it('a model answer that the books can not keep is nonsense: asked twice, paid twice, parked', async () => {
    const prepared = await world.prepare('nul-answer');
    const value = JSON.stringify({
      action: 'full_refund',
      amount: 45,
      currency: 'USD',
      reason: 'pay \u0000 it',
      confidence: 90,
      policy_ids: [],
    });
    await world.sandbox.fault({ vendor: 'openai', fault: 'arbitrary_output', account: prepared.marker, value });
    const run = await world.start(prepared);
    expect((await world.task(prepared.caseId)).reason).toBe('model_output_invalid');
    const calls = await world.owner`select u.id from llm_usage u join workflow_states s on s.process_id = u.process_id
      where s.run_id = ${run} and u.purpose = 'proposal'`;
    expect(calls).toHaveLength(2);
  });

  it('[H-31] a model that obeys the case text still proposes at most the bound', async () => {
    const { ended, refunds } = await play('obey', demo('prompt-injection'), { decision: 'approved' });
    expect(ended.resolution_proposal).toMatchObject({ resolution: { amountMinor: 4500, cutFromMinor: 9_999_900 } });
    expect(await refunds()).toMatchObject([{ amountMinor: 4500 }]);
  });

  it('[DR-WF-18] refused for good: failed with the code, billing untouched, the ledger voided', async () => {
    const { ended, refunds, prepared } = await play(
      'refused',
      { faults: [{ vendor: 'stripe', fault: 'refuse', account: '{chargeId}' }] },
      { decision: 'approved' },
    );
    expect(ended).toMatchObject({
      status: 'failed',
      current_step: 'failed',
      final_resolution: { outcome: 'failed', error_code: 'charge_disputed', refund_id: null, billing_record_id: null },
    });
    expect(await refunds()).toEqual([]);
    const phases =
      await world.owner`select t.phase from ledger_transactions t join money_commands c on c.id = t.command_id where c.payee = ${prepared.chargeId} order by t.occurred_at`;
    expect(phases.map((row) => row.phase)).toEqual(['pending', 'voided']);
  });

  it('[H-33] a case without a charge shows the candidates; the reviewer chooses one', async () => {
    const prepared = await world.prepare('which');
    const second = { id: `${prepared.chargeId}_b`, amount: 5000, currency: 'usd', customer: prepared.customerId };
    await world.sandbox.put('stripe', 'charge', [second]);
    const [record] = (await world.sandbox.records('salesforce', 'case')).filter(
      (candidate) => candidate.Id === prepared.caseId,
    );
    await world.sandbox.put('salesforce', 'Case', [{ ...record, Stripe_Charge_Id__c: null }]);
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    expect(task.reason).toBe('charge_unclear');
    expect(
      (await world.decide(task, { decision: 'modified', modified_resolution: { action: 'full_refund', amount: 45 } }))
        .status,
    ).toBe(422);
    expect(
      (
        await world.decide(task, {
          decision: 'modified',
          modified_resolution: { action: 'full_refund', amount: 45, charge_id: second.id },
        })
      ).status,
    ).toBe(200);
    await world.ended(run);
    expect([(await world.refundsOf(second.id)).length, (await world.refundsOf(prepared.chargeId)).length]).toEqual([
      1, 0,
    ]);
  });

  it('[H-34] an open chargeback or a given credit goes to review, and no amount can be approved', async () => {
    const chargeback = await world.prepare('chargeback');
    await world.sandbox.put('stripe', 'charge', [
      { id: chargeback.chargeId, amount: 6000, currency: 'usd', customer: chargeback.customerId, disputed: true },
    ]);
    const credited = await world.prepare('credited');
    await world.sandbox.put('zuora', 'creditmemo', [
      {
        id: `cm-${credited.caseId}`,
        accountNumber: credited.customerId,
        amount: 45,
        status: 'Posted',
        comment: `given for ${credited.caseId}`,
      },
    ]);
    for (const [prepared, reason] of [
      [chargeback, 'chargeback_open'],
      [credited, 'credit_given'],
    ] as const) {
      await world.start(prepared);
      const task = await world.task(prepared.caseId);
      expect(task.reason).toBe(reason);
      expect(
        (await world.decide(task, { decision: 'modified', modified_resolution: { action: 'full_refund', amount: 1 } }))
          .status,
      ).toBe(422);
    }
  });

  it('[H-34] a charge that changed after the approval is not refunded; a new review opens', async () => {
    const prepared = await world.prepare('moved');
    await world.start(prepared);
    const task = await world.task(prepared.caseId);
    await world.sandbox.put('stripe', 'charge', [
      { id: prepared.chargeId, amount: 6000, amount_refunded: 3000, currency: 'usd', customer: prepared.customerId },
    ]);
    expect((await world.decide(task, { decision: 'approved' })).status).toBe(200);
    const second = await eventually('second review', async () => {
      const next = await world.task(prepared.caseId);
      return next.task_id !== task.task_id && next;
    });
    expect(second.reason).toBe('charge_changed');
    expect(await world.refundsOf(prepared.chargeId)).toEqual([]);
  });

  it('[H-34] a refund that fails days later reverses the ledger and reopens the case', async () => {
    const { prepared, run } = await play('late', {}, { decision: 'approved' });
    const [refund] = await world.refundsOf(prepared.chargeId);
    const answer = (await world.sandbox.put('stripe', 'refund_failure', [{ id: refund?.id }])) as {
      delivered: number[];
    };
    expect(answer.delivered).toEqual([200]);
    const task = await eventually('reopened', async () =>
      (
        await world.reviewer.get<{ reviews: { subject: string; reason: string; task_id: string }[] }>(
          '/reviews?limit=200',
        )
      ).body.reviews.find((row) => row.subject === prepared.caseId),
    );
    expect(task.reason).toBe('refund_failed');
    const phases =
      await world.owner`select t.phase from ledger_transactions t join money_commands c on c.id = t.command_id where c.payee = ${prepared.chargeId} order by t.occurred_at`;
    expect(phases.map((row) => row.phase)).toContain('reversed');
    const runs = (await world.reviewer.get<{ disputes: { run_id: string }[] }>(`/disputes?case_id=${prepared.caseId}`))
      .body.disputes;
    expect(runs).toHaveLength(2);
    expect(runs.map((row) => row.run_id)).toContain(run);
  });

  it('[H-10] [DR-API-04] a refunded case is not refunded again without allow_repeat; costs add up over its runs', async () => {
    const { prepared, run } = await play(
      'repeat',
      {},
      { decision: 'modified', modified_resolution: { action: 'partial_refund', amount: 20 } },
    );
    await world.sandbox.put('stripe', 'charge', [
      { id: prepared.chargeId, amount: 20_000, currency: 'usd', customer: prepared.customerId },
    ]);
    const second = await eventually('second run', async () => {
      const answer = await world.admin.post<{ run_id: string }>('/disputes', {
        case_id: prepared.caseId,
        customer_id: prepared.customerId,
      });
      return answer.body.run_id !== run ? answer.body.run_id : null;
    });
    await world.decide(await world.task(prepared.caseId), {
      decision: 'modified',
      modified_resolution: { action: 'partial_refund', amount: 25 },
      override_reason: 'The rest is owed as well.',
    });
    expect(await world.ended(second)).toMatchObject({
      status: 'failed',
      final_resolution: { error_code: 'CASE_ALREADY_REFUNDED' },
    });
    expect(await world.refundsOf(prepared.chargeId)).toHaveLength(1);
    const { body } = await world.reviewer.get<{
      total_cost: string;
      workflow_count: number;
      workflows: { total_cost: string }[];
    }>(`/costs/case/${prepared.caseId}`);
    expect(body.workflow_count).toBe(2);
    expect(Number(body.total_cost)).toBeCloseTo(
      body.workflows.reduce((sum, workflow) => sum + Number(workflow.total_cost), 0),
      5,
    );
  });

  it('[DR-COST-07] [DR-COST-08] [DR-COST-15] [DR-COST-16] [DR-VEC-11] a re-run hits the answer cache: cost 0 for the hit, the saving shown, still one learned row', async () => {
    const { prepared, run } = await play('cached', {}, { decision: 'rejected' });
    const second = await eventually('second run', async () => {
      const answer = await world.admin.post<{ run_id: string }>('/disputes', {
        case_id: prepared.caseId,
        customer_id: prepared.customerId,
      });
      return answer.body.run_id !== run ? answer.body.run_id : null;
    });
    await world.pending(second);
    const { body } = await world.reviewer.get<{
      llm_cost: string;
      cost_breakdown: { llm: { cache_hits: number; saved: string } };
    }>(`/costs/workflow/${second}`);
    expect(body).toMatchObject({ llm_cost: '0.000000', cost_breakdown: { llm: { cache_hits: 1 } } });
    expect(Number(body.cost_breakdown.llm.saved)).toBeGreaterThan(0);
    await world.decide(await world.task(prepared.caseId), { decision: 'rejected' });
    await world.ended(second);
    expect(await world.owner`select 1 from dispute_resolutions where case_id = ${prepared.caseId}`).toHaveLength(1);
  });
});
