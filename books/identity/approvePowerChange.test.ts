import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import type { Approver } from '../slice.ts';
import { approvePowerChange, refusePowerChange } from './approvePowerChange.ts';
import { lockPowerChange } from './closePowerChange.ts';
import { makeKey } from './makeKey.ts';
import { operatorPowerChange } from './operatorPowerChange.ts';
import { type PowerRequest, requestPowerChange } from './requestPowerChange.ts';
import { lockSettings, writeSetting } from './writeSetting.ts';

let database: TestDatabase;
let asker: { actor: string; userId: string };
let second: Approver;
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const idOf = async (email: string) =>
    String((await database.owner`select id from users where email = ${email}`)[0]?.id);
  const [admin, boss] = [await idOf('admin@countersign.example'), await idOf('super@countersign.example')];
  asker = { actor: `user:${admin}`, userId: admin };
  second = { actor: `user:${boss}`, userId: boss, requestId: 'r', roles: ['super_user'] };
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.owner`update tenant_settings set policy_cap_minor = 1000 where tenant_id = ${tenantId}`;
});

const ask = (over: Partial<PowerRequest> = {}) =>
  inTenant((tx) =>
    requestPowerChange(tx, {
      tenantId,
      kind: 'setting',
      subject: 'config:policy_cap_minor',
      subjectUserId: null,
      before: { value: 1000 },
      after: { value: 2000 },
      summary: 'the cap grows',
      principal: asker,
      requestId: 'r',
      ...over,
    }),
  );
const approve = (id: string, by = second) =>
  inTenant(async (tx) => approvePowerChange(tx, await lockPowerChange(tx, id), by, async () => 'hash'));
const refuse = (id: string) => inTenant(async (tx) => refusePowerChange(tx, await lockPowerChange(tx, id), second));
const cap = async () =>
  Number(
    (await database.owner`select policy_cap_minor from tenant_settings where tenant_id = ${tenantId}`)[0]
      ?.policy_cap_minor,
  );
const eventsOf = async (id: string) =>
  (await database.owner`select type from events where subject = ${`power-change:${id}`} order by sequence`).map(
    ({ type }) => type,
  );

describe('a change that widens power over money', () => {
  it('is made by its approval and by nothing else, once, and all admins are told', async () => {
    const { id } = await ask();
    expect(await cap()).toBe(1000);
    const write = inTenant(async (tx) =>
      writeSetting(tx, await lockSettings(tx), 'policy_cap_minor', 2000, { actor: 'user:x', requestId: 'r' }),
    );
    await expect(write).rejects.toThrow();
    expect((await approve(id)).state).toBe('approved');
    expect(await cap()).toBe(2000);
    await expect(approve(id)).rejects.toMatchObject({ code: 'POWER_CHANGE_CLOSED' });
    expect(await eventsOf(id)).toEqual(['power_change_requested', 'power_change_approved']);
    const mails = await database.owner`select distinct template from notifications order by template`;
    expect(mails.map(({ template }) => template)).toEqual(['power_change_decided', 'power_change_requested']);
  });

  it('is not approved by whoever asked, the database says', async () => {
    const { id } = await ask();
    await expect(approve(id, { ...second, ...asker })).rejects.toThrow();
    expect(await cap()).toBe(1000);
  });

  it('is refused and stays undone; a newer one takes the place of an older', async () => {
    const [old, { id }] = [await ask(), await ask()];
    await expect(approve(old.id)).rejects.toMatchObject({ code: 'POWER_CHANGE_CLOSED' });
    expect((await refuse(id)).state).toBe('refused');
    expect([await cap(), await eventsOf(id)]).toEqual([1000, ['power_change_requested', 'power_change_refused']]);
    await expect(refuse(id)).rejects.toMatchObject({ code: 'POWER_CHANGE_CLOSED' });
    await expect(refuse(crypto.randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is not made when what it is about has changed, when it is too old, or when whoever asked may not any more', async () => {
    const changed = await ask();
    await database.owner`update tenant_settings set policy_cap_minor = 500 where tenant_id = ${tenantId}`;
    await expect(approve(changed.id)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    const invited = await ask({ kind: 'setting', before: { value: 500 } });
    await database.owner`update users set disabled_at = now() where id = ${asker.userId}`;
    await expect(approve(invited.id)).rejects.toMatchObject({ code: 'POWER_CHANGE_CLOSED' });
    await database.owner`update users set disabled_at = null where id = ${asker.userId}`;
    expect((await approve(invited.id)).state).toBe('approved');
    const [late] = await database.owner`insert into power_changes
      (tenant_id, kind, subject, after, summary, requested_by, requested_by_user, expires_at)
      values (${tenantId}, 'setting', 'config:reviewer_limit_minor', '{"value": 1}', 'late', ${asker.actor}, ${asker.userId}, now())
      returning id`;
    await expect(approve(String(late?.id))).rejects.toMatchObject({ code: 'POWER_CHANGE_CLOSED' });
  });

  it('of a super user is approved by super users only', async () => {
    const email = `${crypto.randomUUID()}@people.example`;
    const boss = { actor: second.actor, userId: second.userId ?? '' };
    const { id } = await ask({
      kind: 'invitation',
      subject: `invitation:${email}`,
      before: null,
      after: { email, display_name: 'New', roles: ['super_user'] },
      principal: boss,
    });
    const admin: Approver = { ...asker, requestId: 'r', roles: ['admin'] };
    await expect(approve(id, admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await approve(id, { ...admin, roles: ['super_user'] })).state).toBe('approved');
    const [made] = await inTenant((tx) => tx.select().from(users).where(eq(users.email, email)));
    expect(made).toMatchObject({ roles: ['super_user'], address: 'invited', passwordHash: 'hash' });
  });

  it('a key works once it is approved, and a refused one is revoked', async () => {
    const key = () =>
      inTenant((tx) => {
        const prefix = crypto.randomUUID().slice(0, 12);
        const wanted = { name: 'k', scopes: ['review:decide'], expiresAt: null, prefix, keyHash: prefix };
        return makeKey(tx, wanted, { tenantId, permissions: ['review:decide'], ...asker }, 'r');
      });
    const [good, bad] = [await key(), await key()];
    await approve(String(good.waitsFor));
    await refuse(String(bad.waitsFor));
    const rows = await database.owner`select waits_for is null as works, revoked_at is not null as revoked from api_keys
      where id in ${database.owner([good.id, bad.id])} order by revoked_at is not null`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { works: true, revoked: false },
      { works: false, revoked: true },
    ]);
  });

  it('one person has room for twenty requests', async () => {
    await database.owner`update tenant_settings set policy_cap_minor = 1000 where tenant_id = ${tenantId}`;
    let made = 0;
    const more = async (): Promise<void> => {
      await ask({ subject: `invitation:${made}@x.example`, kind: 'invitation' });
      made += 1;
      return more();
    };
    await expect(more()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(made).toBeLessThanOrEqual(20);
  });

  it('of somebody at the machine is approved as it is written', async () => {
    await inTenant(async (tx) => {
      await operatorPowerChange(tx, {
        tenantId,
        kind: 'setting',
        subject: 'config:policy_cap_minor',
        after: { value: 3000 },
        summary: 'the cap grows',
      });
      await writeSetting(tx, await lockSettings(tx), 'policy_cap_minor', 3000, { actor: 'operator', requestId: 'cli' });
    });
    expect(await cap()).toBe(3000);
  });
});

describe('a setting', () => {
  it('takes what its rule allows only', async () => {
    const write = (value: unknown) =>
      inTenant(async (tx) =>
        writeSetting(tx, await lockSettings(tx), 'policy_cap_minor', value, { actor: 'user:x', requestId: 'r' }),
      );
    await expect(write('much')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await write(10)).version).toBeGreaterThan(1);
    const [event] =
      await database.owner`select data from events where type = 'config_changed' order by sequence desc limit 1`;
    expect(event?.data).toEqual({ from: 1000, to: 10 });
  });
});
