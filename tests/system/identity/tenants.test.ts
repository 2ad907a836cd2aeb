import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from '../../../cli/apiClient.ts';
import { approved } from '../../../cli/secondPerson.ts';
import { bearer, call, logIn, signUp } from '../http.ts';
import { eventually, openWorld, proveAddress, type World } from '../world.ts';

const OPEN_REVIEWS = 500;
const READERS = 50;

let world: World;
let api: string;
let boss: { access: string };
beforeAll(async () => {
  world = openWorld();
  api = world.run.api;
  boss = await logIn(api, world.run.logins.find((login) => login.role === 'super_user') ?? { email: '', password: '' });
});
afterAll(() => world.close());

const asBoss = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  call(method, `${api}/api/v1${path}`, { headers: { ...bearer(boss.access), ...headers }, ...(body ? { body } : {}) });
const slug = () => `t-${crypto.randomUUID().slice(0, 8)}`;

/** A tenant whose first admin has a known password. */
async function newTenant() {
  const name = slug();
  const email = `admin@${name}.example`;
  const made = await asBoss('POST', '/admin/tenants', { slug: name, name, admin_email: email });
  if (made.status !== 201) throw new Error(made.text);
  const demo = world.run.logins.find((login) => login.role === 'admin') ?? { email: '', password: '' };
  const [{ password_hash: hash } = { password_hash: '' }] =
    await world.owner`select password_hash from users where email = ${demo.email}`;
  await world.owner`update users set password_hash = ${hash} where email = ${email}`;
  return { tenantId: String(made.body.tenant_id), admin: { email, password: demo.password } };
}

describe('[PY-TEN-01] [PY-ADM-08] tenants and their users', () => {
  it('a super user makes, lists, renames and suspends tenants; a suspended one is locked out at once', async () => {
    const { tenantId, admin } = await newTenant();
    const inside = await logIn(api, admin);
    const again = await asBoss('POST', '/admin/tenants', { slug: slug(), name: 'x', admin_email: admin.email });
    expect([again.status, again.body.error.code]).toEqual([409, 'EMAIL_TAKEN']);
    const listed = await asBoss('GET', '/admin/tenants?sort=-created_at&limit=200');
    expect(listed.body.tenants.map((tenant: { tenant_id: string }) => tenant.tenant_id)).toContain(tenantId);
    const one = await asBoss('GET', `/admin/tenants/${tenantId}`);
    expect(
      (
        await asBoss(
          'PATCH',
          `/admin/tenants/${tenantId}`,
          { name: 'Renamed' },
          { 'if-match': String(one.headers.etag) },
        )
      ).body.name,
    ).toBe('Renamed');
    expect(
      (await asBoss('PATCH', `/admin/tenants/${tenantId}`, { name: 'Late' }, { 'if-match': String(one.headers.etag) }))
        .status,
    ).toBe(412);
    expect((await asBoss('PATCH', `/admin/tenants/${tenantId}`, { status: 'suspended' })).status).toBe(200);
    expect((await call('GET', `${api}/auth/me`, { headers: bearer(inside.access) })).status).toBe(401);
    await expect(logIn(api, admin)).rejects.toThrow('401');
    expect((await call('POST', `${api}/auth/refresh`, { body: { refresh_token: inside.refresh } })).status).toBe(401);
    expect((await asBoss('PATCH', `/admin/tenants/${tenantId}`, { status: 'active' })).status).toBe(200);
    await logIn(api, admin);
    expect(
      (await asBoss('PATCH', `/admin/tenants/${world.run.logins[0]?.tenantId}`, { status: 'suspended' })).status,
    ).toBe(403);
  });

  it('[PY-ADM-04] [BK-SEC-04] [EM-SEC-07] an admin changes roles and limits of their own tenant only; each change is an event with the actor', async () => {
    const person = await signUp(api);
    const tenantId = world.run.logins[0]?.tenantId ?? '';
    const admin = (await world.admin.get<{ user_id: string }>('/auth/me')).body.user_id;
    const patch = (body: object) =>
      world.admin.call<Record<string, unknown> & { error?: { code: string } }>(
        'PATCH',
        `/admin/users/${person.userId}`,
        body,
      );
    // An address that nobody has proved holds no role, and a role that decides takes a second person.
    expect((await patch({ roles: ['reviewer'] })).body.error?.code).toBe('ADDRESS_NOT_PROVED');
    await proveAddress(world, person.email, person.password);
    const asked = await patch({ roles: ['reviewer'], review_limit_minor: 4000 });
    expect([asked.status, asked.body.state]).toEqual([202, 'pending']);
    const get = async () => (await world.admin.get(`/admin/users/${person.userId}`)).body;
    expect(await get()).toMatchObject({ roles: ['user'], review_limit_minor: null });
    await approved(world.superUser, tenantId, asked);
    expect(await get()).toMatchObject({ roles: ['reviewer'], review_limit_minor: 4000 });
    const { body } = await world.admin.get<{ events: { type: string; actor: string; data: object }[] }>(
      `/admin/events?subject=user:${person.userId}&group=identity`,
    );
    expect(
      body.events
        .filter((event) => event.actor === `user:${admin}`)
        .map((event) => event.type)
        .sort(),
    ).toEqual(['user_changed', 'user_role_changed']);
    expect(body.events.find((event) => event.type === 'user_role_changed')?.data).toMatchObject({
      from: ['user'],
      to: ['reviewer'],
      approvedBy: expect.stringMatching(/^user:/),
    });
    // Rights can't grow out of nothing.
    expect((await patch({ roles: ['super_user'] })).status).toBe(403);
    expect((await world.admin.call('PATCH', `/admin/users/${admin}`, { roles: ['super_user', 'admin'] })).status).toBe(
      403,
    );
    expect((await world.admin.call('PATCH', `/admin/users/${admin}`, { active: false })).status).toBe(403);
    expect((await world.admin.call('PATCH', `/admin/users/${admin}`, { review_limit_minor: null })).status).toBe(403);
    const made = await world.admin.post<{ key: string }>('/admin/api-keys', { name: 'hr', scopes: ['admin:users'] });
    const { key } = (await approved(world.superUser, tenantId, made)).body;
    const byKey = (roles: string[]) =>
      call('POST', `${api}/admin/users`, {
        headers: { 'x-api-key': key },
        body: { email: `${slug()}@x.example`, display_name: 'K', roles },
      });
    expect([
      (await byKey(['admin'])).status,
      (await byKey(['reviewer'])).status,
      (await byKey(['user'])).status,
    ]).toEqual([403, 403, 201]);
    const superId = (await asBoss('GET', '/auth/me')).body.user_id;
    expect((await world.admin.call('PATCH', `/admin/users/${superId}`, { active: false })).status).toBe(403);
    for (const bad of [
      {},
      { roles: [] },
      { roles: ['king'] },
      { roles: ['user', 'user'] },
      { password_hash: 'x' },
      { review_limit_minor: -1 },
    ])
      expect((await patch(bad)).status, JSON.stringify(bad)).toBe(422);
  });

  it('[EM-DB-13] settings are read and changed one by one, checked by kind, with an event and an ETag', async () => {
    const get = async (key: string) => (await world.admin.get<{ value: unknown }>(`/admin/config/${key}`)).body.value;
    const before = await get('review_expire_seconds');
    const put = (key: string, value: unknown) => world.admin.call('PUT', `/admin/config/${key}`, { value });
    expect((await put('review_expire_seconds', 7200)).status).toBe(200);
    expect(await get('review_expire_seconds')).toBe(7200);
    expect((await put('review_expire_seconds', before)).status).toBe(200);
    for (const [key, value, status] of [
      ['review_expire_seconds', 5, 422],
      ['review_expire_seconds', true, 422],
      ['second_factor_required', 1, 422],
      ['nothing', 1, 404],
      ['__proto__', 1, 404],
    ] as const)
      expect((await put(key, value)).status, key).toBe(status);
    const { body } = await world.admin.get<{ events: { data: object }[] }>('/admin/events?type=config_changed&limit=2');
    expect(body.events[1]?.data).toEqual({ from: before, to: 7200 });
  });

  it('lists page by keyset without gaps or repeats, in both directions, and refuse a cursor of another order', async () => {
    const { admin } = await newTenant();
    const client = apiClient(api, admin);
    for (let index = 0; index < 7; index += 1)
      expect(
        (
          await client.post('/admin/users', {
            email: `p${index}.${slug()}@x.example`,
            display_name: 'P',
            roles: ['user'],
          })
        ).status,
      ).toBe(201);
    type Page = { users: { email: string; created_at: string }[]; count: number; next_cursor: string | null };
    for (const sort of ['created_at', '-created_at', 'email', '-email']) {
      const whole = (await client.get<Page>(`/admin/users?sort=${sort}`)).body.users.map((user) => user.email);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = (
          await client.get<Page>(`/admin/users?sort=${sort}&limit=3${cursor ? `&cursor=${cursor}` : ''}`)
        ).body;
        expect(page.count).toBe(page.users.length);
        seen.push(...page.users.map((user) => user.email));
        cursor = page.next_cursor;
      } while (cursor);
      expect(seen, sort).toEqual(whole);
      expect(whole).toHaveLength(8);
      if (sort.endsWith('email'))
        expect(whole).toEqual(sort === 'email' ? [...whole].sort() : [...whole].sort().reverse());
    }
    const cursor = (await client.get<Page>('/admin/users?sort=email&limit=3')).body.next_cursor ?? '';
    const place = (value: string) => Buffer.from(JSON.stringify(['email', value, 'x'])).toString('base64url');
    for (const bad of [
      `sort=-email&cursor=${cursor}`,
      `cursor=${cursor}`,
      'cursor=xyz',
      'limit=0',
      'limit=201',
      'sort=password_hash',
      'order=email',
      `sort=email&cursor=${place("' or 1=1 --")}`,
    ])
      expect((await client.get(`/admin/users?${bad}`)).status, bad).toBe(422);
  });
});

describe('[PY-SEC-04] [EM-SEC-05] API keys', () => {
  it('work for their scopes only, are shown once and kept as a hash, and stop when revoked', async () => {
    const made = await world.admin.post<{ key: string; key_id: string; prefix: string }>('/admin/api-keys', {
      name: 'case system',
      scopes: ['disputes:start', 'disputes:read'],
    });
    expect(made.status).toBe(201);
    const { key, key_id: id } = made.body;
    const headers = { 'x-api-key': key };
    const prepared = await world.prepare('by-key');
    const started = await call('POST', `${api}/disputes`, {
      headers,
      body: { case_id: prepared.caseId, customer_id: prepared.customerId },
    });
    expect(started.status).toBe(202);
    expect((await call('GET', `${api}/reviews`, { headers })).status).toBe(403);
    expect((await call('GET', `${api}/me`, { headers })).status).toBe(403);
    expect((await call('GET', `${api}/auth/me`, { headers })).body).toMatchObject({
      kind: 'service',
      roles: ['service'],
      session_id: null,
    });
    for (const bad of [
      `${key}x`,
      key.slice(0, -1),
      key.replace('cs_', 'ck_'),
      `${made.body.prefix}_${'A'.repeat(43)}`,
      'x',
      '',
    ])
      expect((await call('GET', `${api}/disputes`, { headers: { 'x-api-key': bad } })).status, bad).toBe(401);
    const [row] = await world.owner`select k::text as whole, last_used_at from api_keys k where id = ${id}`;
    expect(row?.whole).not.toContain(key.slice(-43));
    expect(row?.last_used_at).not.toBeNull();
    const list = await world.admin.get<object>('/admin/api-keys?limit=200');
    expect(JSON.stringify(list.body)).not.toContain(key.slice(-43));
    // Who made the key is behind what it started: they may not decide it.
    const task = await world.task(prepared.caseId);
    const own = await world.decide(task, { decision: 'approved' }, world.admin);
    expect([own.status, own.body.error?.code]).toEqual([403, 'SELF_REVIEW_FORBIDDEN']);
    expect((await world.decide(task, { decision: 'rejected' })).status).toBe(200);
    expect((await world.admin.call('DELETE', `/admin/api-keys/${id}`)).status).toBe(204);
    const after = await call('GET', `${api}/disputes`, { headers });
    expect([after.status, after.body.error.code]).toEqual([401, 'TOKEN_REVOKED']);
    const { body } = await world.admin.get<{ events: { type: string }[] }>(`/admin/events?subject=key:${id}`);
    expect(body.events.map((event) => event.type)).toEqual(['api_key_revoked', 'api_key_created']);
  });

  it('[C-33] with review:decide a key may decide, never more than its maker; an expired key is 401', async () => {
    const scopes = ['review:read', 'review:decide'];
    const made = await world.admin.post<{ key: string }>('/admin/api-keys', { name: 'decider', scopes });
    const { key } = made.body;
    // A key that decides opens nothing until a second person has approved it.
    expect((await call('GET', `${api}/reviews`, { headers: { 'x-api-key': key } })).status).toBe(401);
    await approved(world.superUser, world.run.logins[0]?.tenantId ?? '', made);
    const prepared = await world.prepare('decided-by-key');
    await world.send(JSON.stringify({ case_id: prepared.caseId, customer_id: prepared.customerId }));
    const task = await world.task(prepared.caseId);
    const decided = await call('POST', `${api}/reviews/${task.task_id}/decision`, {
      headers: { 'x-api-key': key },
      body: { decision: 'rejected', shown_hash: task.shown_hash },
    });
    expect(decided.status).toBe(200);
    expect((await world.admin.post('/admin/api-keys', { name: 'too much', scopes: ['admin:tenants'] })).status).toBe(
      403,
    );
    expect(
      (await world.admin.post('/admin/api-keys', { name: 'late', scopes, expires_at: '2020-01-01T00:00:00Z' })).status,
    ).toBe(422);
    const brief = (
      await world.admin.post<{ key: string; key_id: string }>('/admin/api-keys', {
        name: 'brief',
        scopes: ['review:read'],
        expires_at: new Date(Date.now() + 60_000).toISOString(),
      })
    ).body;
    expect((await call('GET', `${api}/reviews`, { headers: { 'x-api-key': brief.key } })).status).toBe(200);
    await world.owner`update api_keys set expires_at = now() - interval '1 second' where id = ${brief.key_id}`;
    expect((await call('GET', `${api}/reviews`, { headers: { 'x-api-key': brief.key } })).body.error.code).toBe(
      'TOKEN_EXPIRED',
    );
  });
});

describe('two tenants with 500 open reviews each', () => {
  it(`[PY-TEN-04] [PY-TEN-05] ${READERS} readers at once see nothing of the other tenant in any answer, and every review of their own`, async () => {
    const tenants = [await newTenant(), await newTenant()];
    for (const { tenantId } of tenants)
      await world.owner.begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
        await tx`with made as (
            insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by)
            select ${tenantId}, 'dispute', 'OF-' || ${tenantId}::text || '-' || n, 1, 'x', 'x:' || ${tenantId}::text || ':' || n, 'none', 'x', '{}', 'test' from generate_series(1, ${OPEN_REVIEWS}) n returning id, subject),
          shown as (
            insert into review_snapshots (tenant_id, canonical_json, shown_hash) select ${tenantId}, '{"tenant":"' || ${tenantId}::text || '"}', md5(subject) || md5(subject) from made returning id, shown_hash)
          insert into review_tasks (tenant_id, process_id, kind, gate, subject, snapshot_id, requested_by)
          select ${tenantId}, made.id, 'dispute_resolution', 'proposal/1', made.subject, shown.id, 'test' from made join shown on shown.shown_hash = md5(made.subject) || md5(made.subject)`;
      });
    const clients = tenants.map((tenant) => apiClient(api, tenant.admin));
    await Promise.all(clients.map((client) => client.bearer()));
    let foreign = 0;
    const seen = tenants.map(() => new Set<string>());
    type Page = { reviews: { task_id: string; subject: string }[]; next_cursor: string | null };
    const reader = async (index: number) => {
      const mine = index % 2;
      const [client, own, other] = [clients[mine], tenants[mine]?.tenantId ?? '', tenants[1 - mine]?.tenantId ?? ''];
      let cursor: string | null = null;
      do {
        const page: { body: Page } = (await client?.get<Page>(
          `/reviews?limit=${20 + index}${cursor ? `&cursor=${cursor}` : ''}`,
        )) ?? { body: { reviews: [], next_cursor: null } };
        if (JSON.stringify(page.body).includes(other)) foreign += 1;
        for (const review of page.body.reviews) {
          if (!review.subject.includes(own)) foreign += 1;
          seen[mine]?.add(review.task_id);
        }
        const first = page.body.reviews[0];
        if (first && index % 5 === 0) {
          const detail = await client?.get(`/reviews/${first.task_id}`);
          if (JSON.stringify(detail?.body).includes(other) || detail?.status !== 200) foreign += 1;
          if ((await clients[1 - mine]?.get(`/reviews/${first.task_id}`))?.status !== 404) foreign += 1;
        }
        cursor = page.body.next_cursor;
      } while (cursor);
    };
    await Promise.all(Array.from({ length: READERS }, (_, index) => reader(index)));
    expect(foreign).toBe(0);
    expect(seen.map((own) => own.size)).toEqual([OPEN_REVIEWS, OPEN_REVIEWS]);
    for (const { tenantId } of tenants)
      await world.owner`update processes set status = 'closed' where tenant_id = ${tenantId}`;
  });
});

describe('live changes', () => {
  /** Reads server-sent events until told to stop. */
  async function listen(token: string, topics = '') {
    const stop = new AbortController();
    const answer = await fetch(`${api}/api/v1/live${topics}`, { headers: bearer(token), signal: stop.signal });
    const heard: { event: string; data: { id?: string; state?: string } }[] = [];
    let ended = false;
    const reading = (async () => {
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of answer.body ?? []) {
        text += decoder.decode(chunk as Uint8Array);
        for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
          const [, event, data] = /event: (\w+)\ndata: (.*)/.exec(text.slice(0, at)) ?? [];
          if (event && data) heard.push({ event, data: JSON.parse(data) });
          text = text.slice(at + 2);
        }
      }
    })()
      .catch(() => undefined)
      .finally(() => {
        ended = true;
      });
    return {
      status: answer.status,
      heard,
      hasEnded: () => ended,
      stop: async () => {
        stop.abort();
        await reading;
      },
    };
  }

  it('reach readers of the own tenant with the right, without polling, and end with the token', async () => {
    const reviewer = await logIn(api, world.run.logins[0] ?? { email: '', password: '' });
    const stranger = await logIn(
      api,
      world.run.logins.find((login) => login.email === 'reviewer@second.example') ?? { email: '', password: '' },
    );
    const [own, foreign] = [await listen(reviewer.access), await listen(stranger.access)];
    await eventually('ready', async () => own.heard.some((entry) => entry.event === 'ready'));
    const prepared = await world.prepare('live');
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    await eventually('the open review', async () =>
      own.heard.some(
        (entry) => entry.event === 'reviews' && entry.data.id === task.task_id && entry.data.state === 'pending',
      ),
    );
    await world.decide(task, { decision: 'rejected' });
    const { process_id: processId } = await world.ended(run);
    await eventually(
      'the decided review and the ended run',
      async () =>
        own.heard.some(
          (entry) => entry.event === 'reviews' && entry.data.id === task.task_id && entry.data.state === 'rejected',
        ) &&
        own.heard.some(
          (entry) => entry.event === 'disputes' && entry.data.id === processId && entry.data.state === 'completed',
        ),
    );
    expect(foreign.heard.filter((entry) => entry.event !== 'ready')).toEqual([]);
    expect(JSON.stringify(own.heard)).not.toContain(prepared.caseId);
    await call('POST', `${api}/auth/logout`, { headers: bearer(reviewer.access) });
    await eventually('the end of the stream', async () => own.hasEnded(), 5_000);
    expect(own.heard.at(-1)?.event).toBe('end');
    await foreign.stop();
    const person = await signUp(api);
    expect((await listen(person.access)).status).toBe(403);
    expect((await call('GET', `${api}/live?topics=secrets`, { headers: bearer(stranger.access) })).status).toBe(422);
  });
});
