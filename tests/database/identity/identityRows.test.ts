import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { purgeExpired } from '../../../activities/operations/purgeExpired.ts';
import { createRateLimits, type RateLimits } from '../../../api/http/rateLimits.ts';
import { createOAuthStates } from '../../../api/identity/oauthState.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { EVENT_NAMES } from '../../../domain/events/names.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let userId: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const [user] = await database.owner`select id from users where tenant_id = ${A} limit 1`;
  userId = String(user?.id);
});
afterAll(() => database.end());

describe('[EM-CFG-05] [S14] the state of a consent flow', () => {
  const CALLBACK = 'https://desk.example/api/v1/back';
  const SECRET = 'a secret of at least thirty-two characters';
  const states = () => createOAuthStates(database.db, SECRET, CALLBACK);
  const session = async (over: { user?: string } = {}) => {
    const [row] = await database.owner`insert into user_sessions (tenant_id, user_id, current_token_hash, expires_at)
      values (${A}, ${over.user ?? userId}, 'x', now() + interval '1 hour') returning id`;
    return String(row?.id);
  };
  /** A flow that was begun, and the browser that holds its cookie. */
  async function issue(over: { sessionId?: string } = {}) {
    const flow = { tenantId: A, userId, sessionId: over.sessionId ?? (await session()), provider: 'gmail' };
    const { state, setCookie } = await database.db.withTenant(A, (tx) => states().issue(tx, flow));
    const [name = '', value = ''] = (setCookie.split(';')[0] ?? '').split('=');
    const browser = (wanted: string) => (wanted === name ? value : undefined);
    const back = (provider = 'gmail', cookies = browser) => states().consume(state, provider, cookies);
    return { flow, state, setCookie, browser, back };
  }
  const refused = { code: 'INVALID_STATE_TOKEN' };
  afterAll(() => database.owner`delete from user_sessions where tenant_id = ${A}`);

  it('comes back once, for the flow it was made for; 100 callbacks at once consume it once', async () => {
    const { back, flow } = await issue();
    expect((await back()).flow).toMatchObject(flow);
    await expect(back()).rejects.toMatchObject(refused);
    const second = await issue();
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => second.back()));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('is refused when forged, foreign, for another provider or too old', async () => {
    const { state, back, browser } = await issue();
    const [tenant, id, signature] = state.split('.');
    const forged = [
      '',
      'x',
      '..',
      `${tenant}.${id}.`,
      `${tenant}.${id}.${signature}x`,
      `${B}.${id}.${signature}`,
      `${tenant}.${crypto.randomUUID()}.${signature}`,
      `${state}.x`,
      "'; drop table oauth_states; --",
    ];
    for (const wrong of forged)
      await expect(states().consume(wrong, 'gmail', browser), wrong).rejects.toMatchObject(refused);
    const other = createOAuthStates(database.db, 'another secret of thirty-two characters!', CALLBACK);
    await expect(other.consume(state, 'gmail', browser)).rejects.toMatchObject(refused);
    await expect(back('plaid')).rejects.toMatchObject(refused);
    await database.owner`update oauth_states set expires_at = now() - interval '1 second' where id = ${id ?? ''}`;
    await expect(back()).rejects.toMatchObject(refused);
  });

  it('belongs to the browser that asked: another one is refused and does not use it up', async () => {
    const [mine, theirs] = [await issue(), await issue()];
    expect(mine.setCookie).toMatch(/; Path=\/api\/v1\/back; HttpOnly; SameSite=Lax; Secure$/);
    const value = theirs.setCookie.split(';')[0]?.split('=')[1];
    for (const cookies of [() => undefined, () => '', () => 'x', () => value, theirs.browser])
      await expect(mine.back('gmail', cookies)).rejects.toMatchObject(refused);
    expect((await mine.back()).clearCookie).toContain('Max-Age=0');
  });

  it('ends with the session: after logout, expiry, or for a disabled user it is worth nothing', async () => {
    const ends: [string, (sessionId: string) => PromiseLike<unknown>][] = [
      ['logout', (id) => database.owner`update user_sessions set revoked_at = now() where id = ${id}`],
      ['expiry', (id) => database.owner`update user_sessions set expires_at = now() where id = ${id}`],
      ['no such session', (id) => database.owner`delete from user_sessions where id = ${id}`],
      ['disabled', () => database.owner`update users set disabled_at = now() where id = ${userId}`],
    ];
    for (const [what, end] of ends) {
      const sessionId = await session();
      const { back } = await issue({ sessionId });
      await end(sessionId);
      await expect(back(), what).rejects.toMatchObject(refused);
    }
    await database.owner`update users set disabled_at = null where id = ${userId}`;
    // The session of somebody else does not stand in.
    const [other] = await database.owner`select id from users where tenant_id = ${A} and id <> ${userId} limit 1`;
    const foreign = await issue({ sessionId: await session({ user: String(other?.id) }) });
    await expect(foreign.back()).rejects.toMatchObject(refused);
  });
});

describe('[W-25] [PY-AUTH-07] data retention', () => {
  it('deletes what has ended, in one tenant, and keeps what has not', async () => {
    const { owner, db } = database;
    for (const tenant of [A, B]) {
      const [user] = await owner`select id from users where tenant_id = ${tenant} limit 1`;
      for (const age of ['400 days', '1 minute']) {
        const past = owner`now() - ${age}::interval`;
        await owner`insert into token_revocations (tenant_id, kind, subject, revoked_at, expires_at) values (${tenant}, 'token', gen_random_uuid(), ${past}, ${past} + interval '1 hour')`;
        await owner`insert into user_sessions (tenant_id, user_id, current_token_hash, expires_at) values (${tenant}, ${user?.id}, 'x', ${past} + interval '30 days')`;
        await owner`insert into password_resets (tenant_id, user_id, token_hash, expires_at) values (${tenant}, ${user?.id}, gen_random_uuid()::text, ${past} + interval '30 minutes')`;
        await owner`insert into idempotency_keys (tenant_id, route, key, request_hash, created_at) values (${tenant}, 'r', gen_random_uuid()::text, 'x', ${past})`;
        await owner`insert into notifications (tenant_id, batch_id, channel, recipient, template, variables, status, created_at) values (${tenant}, gen_random_uuid(), 'email', 'a@example.com', 'x', '{}', 'sent', ${past})`;
        for (const status of ['preview', 'done'])
          await owner`insert into bulk_decisions (tenant_id, decision, preview_hash, actor, total, status, created_at) values (${tenant}, 'approved', 'x', 'user:x', 0, ${status}, ${past})`;
      }
    }
    const purged = await new MockActivityEnvironment().run(purgeExpired({ db }), {
      tenantId: A,
    });
    expect(purged).toMatchObject({
      token_revocations: 1,
      user_sessions: 1,
      password_resets: 1,
      idempotency_keys: 1,
      notifications: 1,
      bulk_decisions: 1,
    });
    const counts = async (tenant: string) =>
      (
        await owner`select (select count(*) from token_revocations where tenant_id = ${tenant})::int as a, (select count(*) from user_sessions where tenant_id = ${tenant})::int as b,
        (select count(*) from idempotency_keys where tenant_id = ${tenant})::int as c, (select count(*) from notifications where tenant_id = ${tenant})::int as d,
        (select count(*) from bulk_decisions where tenant_id = ${tenant})::int as e`
      )[0];
    expect(await counts(A)).toEqual({ a: 1, b: 1, c: 1, d: 1, e: 3 });
    expect(await counts(B)).toEqual({ a: 2, b: 2, c: 2, d: 2, e: 4 });
    await expect(
      db.withTenant(A, (tx) => tx.execute(sql`delete from bulk_decisions where status = 'done'`)),
    ).rejects.toMatchObject({ cause: { code: '23001' } });
    const [event] = await db.withTenant(A, (tx) => tx.execute(sql`select data from events where type = 'data_purged'`));
    expect(event?.data).toMatchObject({ notifications: 1 });
  });
});

describe('[EM-API-10] [PY-AUTH-09] rate limits shared by several API processes', () => {
  const processes = () => [createRateLimits(database.db), createRateLimits(database.db), createRateLimits(database.db)];
  const outcome = (attempt: Promise<void>) =>
    attempt.then(
      () => 'passed',
      (error: { code: string; details: { retry_after_seconds: number } }) =>
        error.details.retry_after_seconds > 0 ? error.code : 'no wait',
    );
  const count = (outcomes: string[], what: string) => outcomes.filter((one) => one === what).length;

  it('1,000 parallel requests through three processes pass a bucket of 100 at most 100 times, with a wait', async () => {
    const limits = processes();
    const policy = { capacity: 100, windowSeconds: 86_400 };
    const often = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => outcome((limits[index % 3] as RateLimits).takeOften('often', policy))),
    );
    expect([count(often, 'passed'), count(often, 'RATE_LIMITED')]).toEqual([100, 900]);
    const single = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        outcome(
          (limits[index % 3] as RateLimits).take({
            bucket: 'single',
            policy: { ...policy, capacity: 7 },
            code: 'ACCOUNT_LOCKED',
          }),
        ),
      ),
    );
    expect([count(single, 'passed'), count(single, 'ACCOUNT_LOCKED')]).toEqual([7, 193]);
  });

  it('of several buckets all or none are taken, what is given back counts again, and a bucket refills', async () => {
    const [limits] = processes();
    if (!limits) throw new Error('no limits');
    const wide = { bucket: 'wide', policy: { capacity: 3, windowSeconds: 86_400 } };
    const narrow = { bucket: 'narrow', policy: { capacity: 1, windowSeconds: 86_400 } };
    await limits.take(wide, narrow);
    expect(await outcome(limits.take(wide, narrow))).toBe('RATE_LIMITED');
    expect(await outcome(createRateLimits(database.db).take(wide))).toBe('passed');
    expect(await outcome(limits.take(wide))).toBe('passed');
    expect(await outcome(limits.take(wide))).toBe('RATE_LIMITED');
    await limits.giveBack(wide);
    expect(await outcome(createRateLimits(database.db).take(wide))).toBe('passed');
    await database.owner`update rate_limits set updated_at = updated_at - interval '1 day' where bucket = 'wide'`;
    expect(await outcome(createRateLimits(database.db).take(wide))).toBe('passed');
  });
});

describe('[PM-EV-02] event names', () => {
  it('are one closed list; what the books hold is in it', async () => {
    expect(new Set(EVENT_NAMES).size).toBe(EVENT_NAMES.length);
    const rows = await database.owner`select distinct type from events`;
    for (const row of rows) expect(EVENT_NAMES).toContain(row.type);
    // @ts-expect-error an unknown name does not compile
    const unknown: (typeof EVENT_NAMES)[number] = 'refund_guessed';
    expect(EVENT_NAMES).not.toContain(unknown);
  });
});
