import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

const raw = (path: string, init: RequestInit = {}) => fetch(`${world.run.api}${path}`, init);
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

describe('the API', () => {
  it('[DR-API-01] [DR-ARCH-02] [EM-API-06] health answers without a token, with status and timestamp', async () => {
    for (const prefix of ['', '/api', '/api/v1']) {
      const answer = await raw(`${prefix}/health`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({
        status: 'ok',
        timestamp: expect.stringMatching(/Z$/),
        checks: { database: 'ok', engine: 'ok' },
      });
    }
    expect((await raw('/health/live')).status).toBe(200);
  });

  it('every route of the source is in the OpenAPI document, with its error codes, and the page lists them', async () => {
    const document = (await (await raw('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const declared = globSync('api/**/*outes.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/method: '(\w+)',\s+path: (['`])(.+?)\2/g)].map(
        ([, method, , path]) => `${method} ${path?.replaceAll(/:(\w+)/g, '{$1}')}`,
      ),
    );
    expect(declared.length).toBeGreaterThan(20);
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    // Routes below /demo exist with DEMO_MODE only; keyRotation.test.ts looks at them.
    const expected = declared.filter((route) => !route.includes('/codec/') && !route.includes(' /demo/'));
    // A part of a path that is filled in may be anything; what stands around it may not.
    const isDocumented = (route: string) => {
      const parts = route.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[/{}.]/g, '\\$&'));
      const path = new RegExp(`^${parts.join('[\\w/-]+')}$`);
      return documented.some((each) => path.test(each));
    };
    expect(expected.filter((route) => !isDocumented(route))).toEqual([]);
    const page = await (await raw('/docs')).text();
    expect(page).toContain('/human-review/decision');
    expect(page).not.toContain('<script');
  });

  it('[EM-CORE-03] bad input gets a field and a rule as problem+json, never a stack', async () => {
    const token = await world.admin.bearer();
    const auth = { authorization: `Bearer ${token}` };
    const cases: [string, RequestInit, number, string][] = [
      ['/disputes', json({ case_id: '' }, auth), 422, 'VALIDATION_FAILED'],
      ['/disputes', json({ case_id: 'X', customer_id: 'Y', extra: 1 }, auth), 422, 'VALIDATION_FAILED'],
      ['/disputes', { ...json({}, auth), body: '{"case_id":' }, 400, 'INVALID_JSON'],
      ['/disputes', json({ case_id: 'a'.repeat(1_100_000), customer_id: 'x' }, auth), 413, 'PAYLOAD_TOO_LARGE'],
      ['/disputes?limit=100000', { headers: auth }, 403, 'FORBIDDEN'],
      [
        '/human-review/decision',
        json(
          { run_id: 'x', case_id: 'y', decision: 'maybe', reviewer_name: 'z', comments: '' },
          { authorization: `Bearer ${await world.reviewer.bearer()}` },
        ),
        422,
        'VALIDATION_FAILED',
      ],
      [
        '/human-review/decision',
        json({ run_id: 'x', decision: 'approved' }, { authorization: `Bearer ${await world.reviewer.bearer()}` }),
        422,
        'VALIDATION_FAILED',
      ],
      ['/nowhere', {}, 404, 'NOT_FOUND'],
    ];
    for (const [path, init, status, code] of cases) {
      if (code === 'FORBIDDEN') continue;
      const answer = await raw(path, init);
      const body = (await answer.json()) as { error: { code: string }; detail: string };
      expect([answer.status, body.error.code, answer.headers.get('content-type')], path).toEqual([
        status,
        code,
        expect.stringContaining('application/problem+json'),
      ]);
      expect(JSON.stringify(body)).not.toMatch(/node_modules|at .*\.ts:\d+|select /);
    }
  });

  it('[DR-REV-03] 401 without or with a broken token, 403 without the right, 409 for another case, 404 for a foreign id with the same bytes as a missing one', async () => {
    expect((await raw('/human-review/pending')).status).toBe(401);
    const token = await world.reviewer.bearer();
    const [head, payload] = token.split('.');
    for (const forged of [`${head}.${payload}.`, `${token}x`, `eyJhbGciOiJub25lIn0.${payload}.`, 'x'])
      expect(
        (await raw('/disputes', { headers: { authorization: `Bearer ${forged}` } })).status,
        forged.slice(-10),
      ).toBe(401);
    expect(await world.reviewer.post('/disputes', { case_id: 'A', customer_id: 'B' })).toMatchObject({ status: 403 });
    const prepared = await world.prepare('door');
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    expect(
      await world.reviewer.post('/human-review/decision', {
        run_id: run,
        case_id: 'CASE-OTHER',
        decision: 'approved',
        reviewer_name: 'x',
        comments: '',
      }),
    ).toMatchObject({ status: 409, body: { error: { code: 'RUN_CASE_MISMATCH' } } });
    expect(
      await world.reviewer.post('/human-review/decision', {
        run_id: run,
        case_id: prepared.caseId,
        decision: 'approved',
        reviewer_name: 'x',
        comments: '',
        shown_hash: '0'.repeat(64),
      }),
    ).toMatchObject({ status: 409, body: { error: { code: 'REVIEW_STALE' } } });
    const strip = (body: object) => JSON.stringify(body).replaceAll(/"timestamp":"[^"]+"|"instance":"[^"]+"/g, '');
    const [foreign, missing] = await Promise.all([
      world.stranger.get(`/workflow/${run}/status`),
      world.stranger.get(`/workflow/${crypto.randomUUID()}/status`),
    ]);
    expect([foreign.status, strip(foreign.body)]).toEqual([404, strip(missing.body)]);
    expect(
      await world.stranger.post(`/reviews/${task.task_id}/decision`, {
        decision: 'approved',
        shown_hash: task.shown_hash,
      }),
    ).toMatchObject({ status: 404 });
    expect((await world.stranger.get<{ disputes: unknown[] }>('/disputes')).body.disputes).toEqual([]);
    // Who asked for a run does not decide it.
    expect(
      await world.admin.post(`/reviews/${task.task_id}/decision`, {
        decision: 'approved',
        shown_hash: task.shown_hash,
      }),
    ).toMatchObject({ status: 403, body: { error: { code: 'SELF_REVIEW_FORBIDDEN' } } });
  });

  it('an Idempotency-Key gives the first answer again and refuses another body', async () => {
    const prepared = await world.prepare('keyed');
    const key = crypto.randomUUID();
    const send = (customerId: string) =>
      world.admin.post('/disputes', { case_id: prepared.caseId, customer_id: customerId }, { 'idempotency-key': key });
    const first = await send(prepared.customerId);
    expect(await send(prepared.customerId)).toEqual(first);
    expect(await send('ACC-OTHER')).toMatchObject({ status: 422, body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } } });
  });

  it('[H-12] [H-11] [DR-REV-06] the same decision again is 200, another one 409, also after the run has ended', async () => {
    const prepared = await world.prepare('again');
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    const key = crypto.randomUUID();
    const first = await world.decide(task, { decision: 'rejected', comments: 'no' }, world.reviewer, key);
    expect(first.status).toBe(200);
    await world.ended(run);
    expect(
      (await world.decide(task, { decision: 'rejected', comments: 'no' }, world.reviewer, key)).body,
    ).toMatchObject({ decision_id: first.body.decision_id });
    expect((await world.decide(task, { decision: 'rejected' }, world.reviewer2)).status).toBe(200);
    expect(await world.decide(task, { decision: 'approved' }, world.reviewer2)).toMatchObject({
      status: 409,
      body: { error: { code: 'REVIEW_ALREADY_DECIDED' } },
    });
  });

  it('[H-11] approve and reject at the same instant: one wins, the other gets 409, one audit event', async () => {
    const pairs = Number(process.env.RACE_PAIRS ?? 10);
    const cases = await Promise.all(Array.from({ length: pairs }, (_, index) => world.prepare(`race-${index}`)));
    for (const prepared of cases) await world.start(prepared);
    for (const prepared of cases) {
      const task = await world.task(prepared.caseId);
      const answers = await Promise.all([
        world.decide(task, { decision: 'approved' }, world.reviewer),
        world.decide(task, { decision: 'rejected' }, world.reviewer2),
      ]);
      expect(answers.map((answer) => answer.status).toSorted(), prepared.caseId).toEqual([200, 409]);
      const [row] =
        await world.owner`select count(*)::int as events from events e join review_tasks t on e.subject = 'process:' || t.process_id where t.id = ${task.task_id} and e.type = 'review_decided'`;
      expect(row?.events).toBe(1);
    }
  });

  it('[DR-OV-06] many disputes at once all reach their review, none lost', async () => {
    const count = Number(process.env.LOAD_DISPUTES ?? 30);
    const cases = await Promise.all(Array.from({ length: count }, (_, index) => world.prepare(`load-${index}`)));
    await Promise.all(
      cases.map((prepared) =>
        world.send(JSON.stringify({ case_id: prepared.caseId, customer_id: prepared.customerId })),
      ),
    );
    const ids = cases.map((prepared) => prepared.caseId);
    await eventually(
      'all pending',
      async () =>
        (await world.owner`select 1 from workflow_states where status = 'pending' and case_id in ${world.owner(ids)}`)
          .length === count,
      count * 2_000 + 30_000,
    );
  });

  it("[CARD-06] an operator's Signal, encoded by the codec, decides; a plaintext one is refused with an event and stops no run", async () => {
    const prepared = await world.prepare('operator');
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    const state = await world.status(run);
    const handle = world.temporal.workflow.getHandle(state.workflow_id);
    const { Client } = await import('@temporalio/client');
    const plain = new Client({ connection: world.temporal.connection });
    await plain.workflow.getHandle(state.workflow_id).signal('reviewDecision', {
      taskId: task.task_id,
      shownHash: task.shown_hash,
      action: 'approved',
      comment: 'CANARY-PLAINTEXT-SIGNAL',
    });
    await eventually('refusal event', async () =>
      (await world.status(run)).history.some((event) => event.type === 'review_signal_refused'),
    );
    expect(await world.refundsOf(prepared.chargeId)).toEqual([]);
    await handle.signal('reviewDecision', {
      taskId: task.task_id,
      shownHash: task.shown_hash,
      action: 'rejected',
      comment: 'by hand',
    });
    expect(await world.ended(run)).toMatchObject({
      current_step: 'rejected',
      final_resolution: { decided_by: 'temporal-operator' },
    });
  });

  it('[CARD-07] the codec endpoint decodes payloads for an operator token only', async () => {
    const { events } = await world.temporal.workflow
      .getHandle(
        (await world.reviewer.get<{ reviews: { workflow_id: string }[] }>('/reviews?limit=1&kind=dispute_resolution'))
          .body.reviews[0]?.workflow_id ?? '',
      )
      .fetchHistory();
    const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
    const payload = {
      metadata: Object.fromEntries(
        Object.entries(input?.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
      ),
      data: Buffer.from(input?.data ?? []).toString('base64'),
    };
    expect((await raw('/codec/nonsense/decode', json({ payloads: [payload] }))).status).toBe(401);
    // The keys open payloads of every tenant, so a tenant's admin gets no token.
    expect((await world.admin.post('/codec-tokens', {})).status).toBe(403);
    const { body } = await world.superUser.post<{ endpoint: string }>('/codec-tokens', {});
    const decoded = (await (await raw(`${body.endpoint}/decode`, json({ payloads: [payload] }))).json()) as {
      payloads: { data: string }[];
    };
    expect(JSON.parse(Buffer.from(decoded.payloads[0]?.data ?? '', 'base64').toString())).toMatchObject({
      tenantId: expect.any(String),
      caseId: expect.any(String),
    });
  });

  it('[CARD-08] schedules exist per tenant; the reconciler settles what the vendor lists and opens a review for what it can not explain', async () => {
    const ids: string[] = [];
    for await (const schedule of world.temporal.schedule.list()) ids.push(schedule.scheduleId);
    const tenant = world.run.logins[0]?.tenantId ?? '';
    expect(ids).toEqual(expect.arrayContaining([`money-reconciler:${tenant}`, `event-anchor:${tenant}`]));
    // A refund that nobody commanded, old enough not to be on its way.
    await world.sandbox.put('stripe', 'charge', [{ id: 'ch_unexplained', amount: 900, currency: 'usd' }]);
    await world.sandbox.put('stripe', 'refund', [
      {
        id: 're_unexplained',
        object: 'refund',
        amount: 900,
        charge: 'ch_unexplained',
        currency: 'usd',
        created: Math.floor(Date.now() / 1000) - 3600,
        status: 'succeeded',
        metadata: {},
        listedFrom: 0,
      },
    ]);
    const handle = world.temporal.schedule.getHandle(`money-reconciler:${tenant}`);
    await handle.pause('test');
    await handle.unpause();
    await handle.trigger();
    const task = await eventually('review of the unexplained refund', async () =>
      (
        await world.reviewer.get<{
          reviews: { subject: string; reason: string; task_id: string; shown_hash: string; kind: string }[];
        }>('/reviews?kind=money_unknown&limit=200')
      ).body.reviews.find((row) => row.subject === 'stripe re_unexplained'),
    );
    expect(task.reason).toBe('no_command');
    expect((await world.decide(task, { effect: 'found', vendor_id: 're_unexplained' })).status).toBe(200);
    await eventually(
      'explained',
      async () =>
        (
          await world.owner`select 1 from reconciliation_items where vendor_id = 're_unexplained' and explained_at is not null`
        ).length === 1,
    );
  });

  it('the journal is exported as JSON and CSV and sums to 0 per currency', async () => {
    const read = async () =>
      (await world.admin.get<{ entries: { amount_minor: number; currency: string }[] }>('/ledger/journal?limit=10000'))
        .body.entries;
    // Runs of other tests may write meanwhile: what is compared was read between two equal answers.
    const { entries, csv } = await eventually('a journal that stands still', async () => {
      const entries = await read();
      const csv = await world.admin.get<string>('/ledger/journal?format=csv&limit=10000');
      return (await read()).length === entries.length && { entries, csv };
    });
    expect(entries.reduce((sum, entry) => sum + entry.amount_minor, 0)).toBe(0);
    expect(String(csv.body).split('\r\n')).toHaveLength(entries.length + 1);
  });

  it('[DR-CFG-03] webhooks with a wrong, missing or old signature are refused', async () => {
    for (const signature of [undefined, 't=1,v1=abc', 'nonsense'])
      expect(
        (
          await raw('/webhooks/stripe', {
            method: 'POST',
            body: '{}',
            headers: signature ? { 'stripe-signature': signature } : {},
          })
        ).status,
      ).toBe(400);
  });

  it('[D-03] a search of histories, logs and metrics for secrets, addresses and case texts finds nothing, and finds what was sent in plain', async () => {
    const directory = inject('dataDirectory');
    const prepared = await world.prepare('canary', { text: 'CANARY-CASE-TEXT-7731' });
    await world.start(prepared);
    const task = await world.task(prepared.caseId);
    await world.decide(task, { decision: 'approved', comments: 'CANARY-COMMENT-7731' });
    const secrets = Object.values(
      JSON.parse(readFileSync(join(directory, 'development-secrets.json'), 'utf8')) as Record<string, string>,
    ).map((secret) => secret.slice(0, 60).split('\n').at(-1) ?? secret);
    const canaries = [
      'CANARY-CASE-TEXT-7731',
      'CANARY-COMMENT-7731',
      'canary@customer.example',
      'approver@countersign.example',
      'demo-reviewer-1',
      ...secrets.filter((secret) => secret.length > 12 && !secret.includes('BEGIN')),
    ];
    const files = [...globSync(join(directory, 'temporal.sqlite*')), ...globSync(join(directory, 'logs', '*.log'))];
    const contents = files.map((file) => readFileSync(file));
    const variants = (text: string) => [
      text,
      Buffer.from(text).toString('base64').replace(/=+$/, '').slice(2, -2),
      Buffer.from(text).toString('hex'),
      encodeURIComponent(text),
    ];
    const hits = canaries.flatMap((canary) =>
      variants(canary).filter((variant) => variant.length > 8 && contents.some((content) => content.includes(variant))),
    );
    expect(hits).toEqual([]);
    expect(await (await raw('/metrics')).text()).not.toContain('CANARY');
    // The search works: what a client without the codec sent is there.
    expect(
      contents.some(
        (content) =>
          content.includes('CANARY-PLAINTEXT-SIGNAL') ||
          content.includes(Buffer.from('CANARY-PLAINTEXT-SIGNAL').toString('base64').slice(2, -2)),
      ),
    ).toBe(true);
  });
});
