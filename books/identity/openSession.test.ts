import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { endSessions } from './endSessions.ts';
import { logIn, noteFailedLogin } from './logIn.ts';
import { endOwnSession, logOut } from './logOut.ts';
import type { UserRow } from './openSession.ts';
import { refreshSession } from './refreshSession.ts';
import { revoke } from './revoke.ts';

let database: TestDatabase;
let user: UserRow;
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const [row] = await inTenant((tx) => tx.select().from(users).where(eq(users.email, 'admin@countersign.example')));
  if (!row) throw new Error('nobody');
  user = row;
});
afterAll(() => database.end());

const open = () => inTenant((tx) => logIn(tx, user, { userAgent: 'a\u0007gent', requestId: 'r' }));
const owner = () => ({ tenantId, userId: user.id, actor: `user:${user.id}` });
const session = async (id: string) => (await database.owner`select * from user_sessions where id = ${id}`)[0] ?? {};
const revokedOf = (subject: string) =>
  database.owner`select kind, expires_at > now() + interval '8 hours' as outlasts from token_revocations where subject = ${subject}`;
const eventsOf = async (type: string) =>
  (await database.owner`select count(*)::int as count from events where type = ${type}`)[0]?.count;

describe('a session', () => {
  it('begins with a login, which is an event as a failed one is', async () => {
    const grant = await open();
    expect(await session(grant.sessionId)).toMatchObject({ user_agent: 'agent', revoked_at: null });
    expect(grant.issuedAtMs).toBeGreaterThan(0);
    await inTenant((tx) => noteFailedLogin(tx, 'account:x', 'r'));
    expect([await eventsOf('user_logged_in'), await eventsOf('login_failed')]).toEqual([1, 1]);
  });

  it('is refreshed with its newest token; one that has had its successor ends it, and then it is over', async () => {
    const { sessionId, refreshTokenId } = await open();
    const refresh = (tokenId: string) =>
      inTenant((tx) => refreshSession(tx, user, { sessionId, tokenId, requestId: 'r' }));
    const next = await refresh(refreshTokenId);
    if (typeof next === 'string') throw new Error(next);
    expect(next.sessionId).toBe(sessionId);
    expect(await refresh(refreshTokenId)).toBe('reused');
    expect((await session(sessionId)).revoked_reason).toBe('reuse');
    expect(await eventsOf('refresh_token_reused')).toBe(1);
    expect(await refresh(next.refreshTokenId)).toBe('over');
    expect(await eventsOf('refresh_token_reused')).toBe(1);
  });

  it('that has run out, and one of somebody else, is not refreshed', async () => {
    const { sessionId, refreshTokenId: tokenId } = await open();
    const at = { sessionId, tokenId, requestId: 'r' };
    const stranger = { ...user, id: crypto.randomUUID() };
    expect(await inTenant((tx) => refreshSession(tx, stranger, at))).toBe('over');
    await database.owner`update user_sessions set expires_at = now() where id = ${sessionId}`;
    expect(await inTenant((tx) => refreshSession(tx, user, at))).toBe('reused');
  });

  it('ends with its access tokens: all but one, or one; those that have ended stay as they are', async () => {
    const [kept, other] = [await open(), await open()];
    const end = (which: { sessionId?: string; except?: string }) =>
      inTenant((tx) => endSessions(tx, { tenantId, userId: user.id, ...which }, 'admin'));
    expect(await end({ except: kept.sessionId })).toBeGreaterThan(0);
    expect((await session(kept.sessionId)).revoked_at).toBeNull();
    expect((await session(other.sessionId)).revoked_reason).toBe('admin');
    expect(await revokedOf(other.sessionId)).toHaveLength(1);
    expect(await end({ sessionId: other.sessionId })).toBe(0);
    expect(await revokedOf(other.sessionId)).toHaveLength(1);
  });

  it('is ended by its owner alone, once, and by a logout together with the token at hand', async () => {
    const { sessionId } = await open();
    const before = Number(await eventsOf('token_revoked'));
    const stranger = { ...owner(), userId: crypto.randomUUID() };
    await expect(inTenant((tx) => endOwnSession(tx, stranger, sessionId, 'r'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    for (let time = 0; time < 2; time += 1) await inTenant((tx) => endOwnSession(tx, owner(), sessionId, 'r'));
    expect((await session(sessionId)).revoked_reason).toBe('user');
    expect(await eventsOf('token_revoked')).toBe(before + 1);
    const last = await open();
    const tokenId = crypto.randomUUID();
    await inTenant((tx) => logOut(tx, { ...owner(), sessionId: last.sessionId, tokenId }, 'r'));
    expect((await session(last.sessionId)).revoked_reason).toBe('logout');
    expect(await revokedOf(tokenId)).toEqual([{ kind: 'token', outlasts: true }]);
  });

  it('a revocation has the instant of its statement, later than what was issued in the same transaction', async () => {
    const subject = crypto.randomUUID();
    const [row] = await inTenant(async (tx) => {
      await tx.execute(sql`select pg_sleep(0.01)`);
      await revoke(tx, { tenantId, kind: 'user', subject });
      return tx.execute(sql`select revoked_at > now() as later from token_revocations where subject = ${subject}`);
    });
    expect(row).toEqual({ later: true });
  });
});
