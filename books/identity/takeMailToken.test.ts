import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { changePassword, requestPasswordReset, resetPassword } from './changePassword.ts';
import { makeMailToken } from './makeMailToken.ts';
import { endUnproved, proveAddress } from './proveAddress.ts';
import { signUp } from './signUp.ts';
import { voidMailTokens } from './takeMailToken.ts';

let database: TestDatabase;
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const made = (email: string = `${crypto.randomUUID()}@people.example`) =>
  inTenant((tx) =>
    signUp(
      tx,
      { tenantId, email, displayName: 'New', passwordHash: 'old' },
      { userAgent: undefined, requestId: crypto.randomUUID() },
    ),
  ).then(({ user, sessionId }) => ({ ...user, sessionId }));
const token = (userId: string, purpose: 'password' | 'address') =>
  inTenant((tx) => makeMailToken(tx, { tenantId, userId, purpose, tokenHash: crypto.randomUUID() }));
const row = async (id: string) => (await database.owner`select * from users where id = ${id}`)[0] ?? {};
const prove = (id: string, userId: string) => inTenant((tx) => proveAddress(tx, { id, userId }, 'r'));
const reset = (id: string, userId: string, passwordHash: string) =>
  inTenant((tx) => resetPassword(tx, id, { tenantId, userId, passwordHash }, 'r'));
const REFUSED = { code: 'INVALID_CREDENTIALS' };
const eventsOf = async (type: string, userId: string) =>
  (await database.owner`select 1 from events where type = ${type} and subject = ${`user:${userId}`}`).length;

describe('an account that somebody makes themselves', () => {
  it('has no role but user, an event and one mail that asks; a second one with the address is refused', async () => {
    const user = await made();
    expect(await row(user.id)).toMatchObject({ roles: ['user'], address: 'unproved' });
    expect(await eventsOf('user_registered', user.id)).toBe(1);
    expect(await database.owner`select template from notifications where recipient = ${user.email}`).toEqual([
      { template: 'address_proof' },
    ]);
    await expect(made(user.email)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  });

  it('proves its address with a token of that purpose, once; an event says so', async () => {
    const user = await made();
    await expect(prove(await token(user.id, 'password'), user.id)).rejects.toMatchObject(REFUSED);
    const id = await token(user.id, 'address');
    await expect(prove(id, crypto.randomUUID())).rejects.toMatchObject(REFUSED);
    await prove(id, user.id);
    expect((await row(user.id)).address).toBe('proved');
    await expect(prove(id, user.id)).rejects.toMatchObject(REFUSED);
    expect(await eventsOf('address_proved', user.id)).toBe(1);
  });

  it('proves nothing once it is disabled, whenever that was', async () => {
    const user = await made();
    const tokens = [await token(user.id, 'address'), await token(user.id, 'password')] as const;
    await database.owner`update users set disabled_at = now() where id = ${user.id}`;
    await expect(prove(tokens[0], user.id)).rejects.toMatchObject(REFUSED);
    await expect(reset(tokens[1], user.id, 'new')).rejects.toMatchObject(REFUSED);
    expect(await row(user.id)).toMatchObject({ address: 'unproved', password_hash: 'old' });
  });

  it('does not prove an address that has a holder by now, and ends when the holder has proved it', async () => {
    const user = await made();
    const id = await token(user.id, 'address');
    await database.owner`insert into users (tenant_id, email, display_name, password_hash, roles, address)
      values (${tenantId}, ${user.email}, 'Holder', 'x', '{user}', 'proved')`;
    await expect(prove(id, user.id)).rejects.toMatchObject(REFUSED);
    for (let time = 0; time < 2; time += 1) await inTenant((tx) => endUnproved(tx, user, 'r'));
    expect((await row(user.id)).disabled_at).not.toBeNull();
    expect(await database.owner`select revoked_reason from user_sessions where id = ${user.sessionId}`).toEqual([
      { revoked_reason: 'admin' },
    ]);
  });

  it('that has proved its own address is not ended as a stranger', async () => {
    const user = await made();
    await prove(await token(user.id, 'address'), user.id);
    await inTenant((tx) => endUnproved(tx, user, 'r'));
    expect((await row(user.id)).disabled_at).toBeNull();
    expect(await eventsOf('user_changed', user.id)).toBe(0);
  });
});

describe('a password', () => {
  it('is changed, and all sessions end but the one at hand', async () => {
    const user = await made();
    const change = (sessionId: string | null, provedHash: string, passwordHash = 'new') =>
      inTenant((tx) =>
        changePassword(
          tx,
          { tenantId, userId: user.id, passwordHash, sessionId, provedHash },
          { actor: `user:${user.id}`, requestId: 'r' },
        ),
      );
    const ended = async () =>
      (await database.owner`select revoked_reason from user_sessions where id = ${user.sessionId}`)[0]?.revoked_reason;
    await change(user.sessionId, 'old');
    expect([(await row(user.id)).password_hash, await ended()]).toEqual(['new', null]);
    await change(null, 'new');
    expect(await ended()).toBe('password');
    expect(await eventsOf('password_changed', user.id)).toBe(2);
    // Whoever proved the old one while it was changed, or while the account was disabled, changes nothing.
    await expect(change(null, 'old', 'stolen')).rejects.toMatchObject(REFUSED);
    await database.owner`update users set disabled_at = now() where id = ${user.id}`;
    await expect(change(null, 'new', 'stolen')).rejects.toMatchObject(REFUSED);
    expect((await row(user.id)).password_hash).toBe('new');
  });

  it('is reset with the newest token only, once, and that proves the address', async () => {
    const user = await made();
    const old = await token(user.id, 'password');
    await inTenant((tx) => requestPasswordReset(tx, user, crypto.randomUUID()));
    expect(await eventsOf('password_reset_requested', user.id)).toBe(1);
    await expect(reset(old, user.id, 'stolen')).rejects.toMatchObject(REFUSED);
    const late = await token(user.id, 'password');
    await database.owner`update password_resets set expires_at = now() where id = ${late}`;
    await expect(reset(late, user.id, 'late')).rejects.toMatchObject(REFUSED);
    const id = await token(user.id, 'password');
    await reset(id, user.id, 'new');
    expect(await row(user.id)).toMatchObject({ password_hash: 'new', address: 'proved' });
    await expect(reset(id, user.id, 'again')).rejects.toMatchObject(REFUSED);
    expect((await row(user.id)).password_hash).toBe('new');
  });

  it('tokens of one purpose end, those of the other stay', async () => {
    const user = await made();
    const [password, address] = [await token(user.id, 'password'), await token(user.id, 'address')];
    await inTenant((tx) => voidMailTokens(tx, user.id, 'password'));
    await expect(reset(password, user.id, 'x')).rejects.toMatchObject(REFUSED);
    await prove(address, user.id);
  });
});
