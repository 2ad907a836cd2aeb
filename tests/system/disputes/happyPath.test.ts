import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POLICIES_DIRECTORY, uploadPolicies } from '../../../cli/demo/seedLearning.ts';
import { disputeStateQuery } from '../../../workflows/disputes/contract.ts';
import { eventually, openWorld, type Status, type Task, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = openWorld();
  await uploadPolicies(world.admin, POLICIES_DIRECTORY);
  await eventually('policies ingested', async () => {
    const { body } = await world.admin.get<{ policies: { status: string }[] }>('/admin/policies');
    return body.policies.length >= 3 && body.policies.every((policy) => policy.status === 'ingested');
  });
});
afterAll(() => world.close());

describe('one dispute, from the queue to exactly one refund', () => {
  let waiting: Status;
  let ended: Status;
  let task: Task;
  let prepared: Awaited<ReturnType<World['prepare']>>;

  beforeAll(async () => {
    prepared = await world.prepare('happy');
    await world.send(JSON.stringify({ case_id: prepared.caseId, customer_id: prepared.customerId }));
    task = await world.task(prepared.caseId);
    const { run_id } = (
      await world.reviewer.get<{ pending: { run_id: string; case_id: string }[] }>('/human-review/pending')
    ).body.pending.find((entry) => entry.case_id === prepared.caseId) ?? { run_id: '' };
    waiting = await world.pending(run_id);
  });

  it('[DR-OV-01] [DR-DB-07] [DR-WF-08] [DR-POL-01] proposes inside a closed schema, and executes nothing before a decision', async () => {
    expect(waiting.resolution_proposal.resolution).toMatchObject({
      action: 'full_refund',
      amountMinor: 4500,
      currency: 'USD',
      confidence: expect.any(Number),
      policyIds: expect.arrayContaining([expect.any(String)]),
    });
    expect(await world.refundsOf(prepared.chargeId)).toEqual([]);
  });

  it('[DR-OV-05] [DR-WF-01] [DR-TECH-04] [CARD-05] the message started the workflow and is gone from the queue', async () => {
    expect(waiting.workflow_id).toMatch(new RegExp(`^dispute:[0-9a-f-]{36}:${prepared.caseId}$`));
    await eventually('queue empty', async () => (await world.queueDepth(world.run.sqs.events)) === 0);
  });

  it('[DR-WF-11] [DR-DB-04] [DR-REV-01] [DR-OV-02] [CARD-04] is pending while it runs in the engine, and no other status can be stored', async () => {
    expect((await world.temporal.workflow.getHandle(waiting.workflow_id).describe()).status.name).toBe('RUNNING');
    await expect(
      world.owner`update workflow_states set status = 'strange' where process_id = ${waiting.process_id}`,
    ).rejects.toThrow();
  });

  it('[DR-WF-12] waits without any activity', async () => {
    const description = await world.temporal.workflow.getHandle(waiting.workflow_id).describe();
    expect(description.raw.pendingActivities ?? []).toEqual([]);
  });

  it("[DR-DB-05] [CARD-07] current_step equals the workflow's own state, readable through the codec", async () => {
    const handle = world.temporal.workflow.getHandle(waiting.workflow_id);
    expect(await handle.query(disputeStateQuery)).toMatchObject({ step: waiting.current_step, taskId: task.task_id });
    expect((await handle.describe()).memo).toMatchObject({ title: `Dispute, ${prepared.caseId}` });
  });

  it('[DR-WF-10] [DR-WF-09] [DR-ARCH-04] one mail per approver links to the task; the review queue carries ids and a link only', async () => {
    const mail = await eventually('approver mail', async () =>
      (await world.sandbox.records('smtp', 'mail')).find((record) =>
        String(record.source)
          .replaceAll(/=\r?\n/g, '')
          .includes(task.task_id),
      ),
    );
    expect(mail).toMatchObject({ to: ['approver@countersign.example'] });
    const message = await eventually('queue message', async () =>
      (await world.receive(world.run.sqs.reviews)).find((body) => body.includes(task.task_id)),
    );
    expect(JSON.parse(message)).toMatchObject({
      taskId: task.task_id,
      caseId: prepared.caseId,
      link: expect.stringContaining(task.task_id),
    });
    expect(message).not.toContain('billed twice');
  });

  it('[DR-REV-05] [DR-VEC-07] [DR-POL-07] [DR-POL-08] shows run, case, proposal, hash, similar cases and ranked policies', async () => {
    const shown = (
      await world.reviewer.get<{
        shown: { policies: { relevance: number }[]; similar_cases: unknown[] };
        shown_hash: string;
      }>(`/reviews/${task.task_id}`)
    ).body;
    const relevance = shown.shown.policies.map((policy) => policy.relevance);
    expect(relevance).toHaveLength(3);
    expect(relevance).toEqual(relevance.toSorted((a, b) => b - a));
  });

  it('[DR-API-03] [DR-WF-27] [DR-DB-11] [DR-OV-03] costs are readable before the run ends, by service', async () => {
    const { body } = await world.reviewer.get<Record<string, unknown>>(`/costs/workflow/${waiting.run_id}`);
    expect(body).toMatchObject({
      input_tokens: expect.any(Number),
      output_tokens: expect.any(Number),
      input_cost: expect.any(String),
      output_cost: expect.any(String),
      cost_breakdown: { llm: { calls: 1 }, embedding: { calls: expect.any(Number) } },
    });
    expect(Number(body.llm_cost)).toBeGreaterThan(0.00005);
    expect(Number(body.total_cost)).toBeLessThanOrEqual(0.0003);
  });

  it("[DR-REV-02] [DR-REV-03] [DR-REV-06] [CARD-06] the body of POST /human-review/decision decides it, as an Update in the workflow's history", async () => {
    const answer = await world.reviewer.post('/human-review/decision', {
      run_id: waiting.run_id,
      case_id: prepared.caseId,
      decision: 'approved',
      reviewer_name: 'john.doe@company.com',
      comments: 'Approved - legitimate billing dispute',
    });
    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted', decision: 'approved' } });
    ended = await world.ended(waiting.run_id);
    const { events } = await world.temporal.workflow.getHandle(waiting.workflow_id).fetchHistory();
    expect(events?.some((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toBe(true);
    expect(ended.human_review_data).toMatchObject({
      decision: 'approved',
      reviewer_name: 'john.doe@company.com',
      comments: 'Approved - legitimate billing dispute',
      decided_at: expect.any(String),
      shown_hash: task.shown_hash,
    });
  });

  it('[DR-WF-15] [DR-DB-09] [H-10] exactly one refund of the approved amount under a business key', async () => {
    const refunds = await world.refundsOf(prepared.chargeId);
    expect(refunds).toMatchObject([
      { amountMinor: 4500, idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}:[0-9a-f-]{36}:refund$/) },
    ]);
    expect(ended).toMatchObject({
      status: 'completed',
      current_step: 'completed',
      final_resolution: {
        outcome: 'refunded',
        refund_id: refunds[0]?.id,
        refund_amount_minor: 4500,
        billing_record_id: expect.any(String),
        mock: true,
      },
    });
  });

  it('[DR-WF-16] [DR-ARCH-05] billing holds one external record and no second credit; the learning store one row', async () => {
    const records = (await world.sandbox.records('zuora', 'refund')).filter(
      (record) => record.paymentId === `pay-${prepared.chargeId}`,
    );
    expect(records).toMatchObject([{ type: 'External', amount: 45 }]);
    expect(
      (await world.sandbox.requests('zuora')).filter(
        (request) => request.line.startsWith('POST') && request.line.includes('creditmemo'),
      ),
    ).toEqual([]);
    const rows = await world.owner`select * from dispute_resolutions where case_id = ${prepared.caseId}`;
    expect(rows).toHaveLength(1);
  });

  it('[DR-VEC-01] [DR-VEC-03] [DR-WF-20] the learned row has text, context, metadata, embedding, model and mock flag', async () => {
    const [row] =
      await world.owner`select *, array_length(embedding, 1) as dimensions from dispute_resolutions where case_id = ${prepared.caseId}`;
    expect(row).toMatchObject({
      dispute_type: 'billing_error',
      amount_minor: '4500',
      customer_segment: 'standard',
      outcome: 'refunded',
      resolution: expect.stringContaining('45.00'),
      reasoning: expect.any(String),
      case_context: expect.any(String),
      embedding_model: 'text-embedding-3-small',
      mock: true,
      dimensions: 1536,
    });
  });

  it('[DR-WF-17] [DR-WF-22] [W-22] customer and approver hear of the end', async () => {
    const customer = await eventually('customer mail', async () =>
      (await world.sandbox.records('smtp', 'mail')).find((mail) =>
        (mail.to as string[]).includes('happy@customer.example'),
      ),
    );
    expect(String(customer.source)).toContain('$45.00');
    const approver = await eventually('approver mail', async () =>
      (await world.sandbox.records('smtp', 'mail')).find(
        (mail) =>
          String(mail.source).includes(prepared.caseId) && String(mail.subject).startsWith('A dispute has ended'),
      ),
    );
    expect(approver).toMatchObject({
      to: ['approver@countersign.example'],
      subject: 'A dispute has ended: $45.00 paid back',
    });
  });

  it('[DR-WF-19] [DR-WF-26] [DR-WF-23] [DR-API-02] status tells the whole history, in order', async () => {
    const { history } = await world.status(waiting.run_id);
    const order = [
      'dispute_started',
      'dispute_data_fetched',
      'dispute_proposal_generated',
      'dispute_review_requested',
      'review_decided',
      'money_intended',
      'money_applied',
      'dispute_completed',
    ];
    const positions = order.map((type) => history.findIndex((event) => event.type === type));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(history.filter((event) => event.type === 'review_decided')).toHaveLength(1);
  });

  it('[DR-WF-02] [DR-WF-03] [DR-WF-04] [DR-WF-05] [DR-ARCH-03] [DR-POL-04] [DR-DEV-02] activities ran in order; the three fetches overlapped', async () => {
    const handle = world.temporal.workflow.getHandle(waiting.workflow_id, waiting.run_id);
    const first = (await handle.fetchHistory()).events ?? [];
    const scheduled = first.flatMap((event) =>
      event.activityTaskScheduledEventAttributes
        ? [{ name: event.activityTaskScheduledEventAttributes.activityType?.name, id: Number(event.eventId) }]
        : [],
    );
    expect(scheduled.map((activity) => activity.name)).toEqual([
      'fetchCrmCase',
      'fetchBilling',
      'fetchPayments',
      'findSimilarCasesAndPolicies',
      'generateResolution',
      'sendForReview',
    ]);
    const firstDone = Math.min(
      ...first.flatMap((event) => (event.activityTaskCompletedEventAttributes ? [Number(event.eventId)] : [])),
    );
    expect(scheduled.slice(0, 3).every((activity) => activity.id < firstDone)).toBe(true);
    const last = (await world.temporal.workflow.getHandle(waiting.workflow_id).fetchHistory()).events ?? [];
    const after = last.flatMap((event) =>
      event.activityTaskScheduledEventAttributes ? [event.activityTaskScheduledEventAttributes.activityType?.name] : [],
    );
    expect(after).toEqual(['admitDecision', 'executeRefund', 'recordRefundInBilling', 'storeResults']);
  });

  it('[DR-DB-01] [DR-DB-02] [DR-DB-03] [DR-DB-06] [DR-DB-10] [DR-DB-12] [DR-TECH-03] the row of a run holds case, customer, what each vendor said, costs and times; its run id opens in the engine', async () => {
    const [row] = await world.owner`select * from workflow_states where run_id = ${waiting.run_id}`;
    expect(row).toMatchObject({
      case_id: prepared.caseId,
      customer_id: prepared.customerId,
      crm_data: { mock: true },
      billing_data: { mock: true },
      payment_data: { mock: true },
      llm_cost: expect.stringMatching(/^\d+\.\d{6}$/),
    });
    expect(Number(row?.total_cost)).toBeGreaterThanOrEqual(Number(row?.llm_cost));
    expect(row?.completed_at).toBeInstanceOf(Date);
    expect(waiting.completed_at).toBeNull();
    expect((await world.temporal.workflow.getHandle(waiting.workflow_id, waiting.run_id).describe()).workflowId).toBe(
      waiting.workflow_id,
    );
  });

  it('[DR-DB-13] the table of runs has five indexes', async () => {
    const rows = await world.owner`select indexdef from pg_indexes where tablename = 'workflow_states'`;
    for (const column of ['run_id', 'case_id', 'status', 'current_step', 'created_at'])
      expect(
        rows.some((row) => String(row.indexdef).endsWith(`(${column})`)),
        column,
      ).toBe(true);
  });

  it('[DR-WF-21] [DR-LOG-03] each model call is logged with tokens and cost', () => {
    const line = world
      .log('worker')
      .split('\n')
      .find((candidate) => candidate.includes('model call') && candidate.includes(waiting.process_id));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      model: 'gpt-6-luna',
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      costUsd: expect.stringMatching(/^0\.\d{6}$/),
    });
  });

  it('[DR-COST-04] [DR-COST-14] [DR-COST-09] the request names gpt-6-luna with effort none, at most 1000 output tokens and no tools', async () => {
    const request = (await world.sandbox.requests('openai')).find(
      (candidate) => JSON.stringify(candidate.body).includes(prepared.marker) && candidate.line.includes('completions'),
    );
    expect(request?.body).toMatchObject({
      model: 'gpt-6-luna',
      reasoning_effort: 'none',
      max_completion_tokens: 1000,
      response_format: { type: 'json_schema' },
    });
    expect(request?.body).not.toHaveProperty('tools');
  });

  it('the ledger holds pending and posted entries, settled ones at most, that sum to 0', async () => {
    const rows =
      await world.owner`select t.phase, e.amount_minor::int as amount, a.code from ledger_entries e join ledger_transactions t on t.id = e.transaction_id join ledger_accounts a on a.id = e.account_id
      join money_commands c on c.id = t.command_id where c.payee = ${prepared.chargeId} order by t.occurred_at, a.code`;
    const entries = rows.map((row) => [row.phase, row.code, row.amount]);
    expect(entries.slice(0, 4)).toEqual([
      ['pending', 'customer_refunds', 4500],
      ['pending', 'refunds_reserved', -4500],
      ['posted', 'refunds_reserved', 4500],
      ['posted', 'vendor_in_transit', -4500],
    ]);
    // The reconciler may have seen the refund in the vendor's list by now: then it is settled, and nothing else follows.
    const settled = [
      ['settled', 'vendor_in_transit', 4500],
      ['settled', 'vendor_settled', -4500],
    ];
    expect([[], settled]).toContainEqual(entries.slice(4));
    expect(
      await world.owner`select currency from ledger_entries group by currency having sum(amount_minor) <> 0`,
    ).toHaveLength(0);
  });

  it('[DR-OV-04] [DR-VEC-05] [DR-VEC-10] a like dispute started afterwards is shown this one', async () => {
    const like = await world.prepare('happy-again');
    const run = await world.start(like);
    await world.pending(run);
    const [row] = await world.owner`select prompt_context as context from workflow_states where run_id = ${run}`;
    expect(JSON.stringify(row?.context)).toContain(prepared.caseId);
  });
});
