import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { changeProfile } from './changeProfile.ts';
import { changeUser, type UserRow } from './changeUser.ts';
import { createAccount } from './createAccount.ts';
import { inviteUser } from './inviteUser.ts';

let database: TestDatabase;
let user: UserRow;
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
const by = { actor: 'user:admin', requestId: 'r' };
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());
beforeEach(async () => {
  const made = { tenantId, email: `${crypto.randomUUID()}@people.example`, displayName: 'P', roles: ['user' as const] };
  user = await inTenant((tx) => inviteUser(tx, { ...made, passwordHash: 'x' }, by));
});

const change = (changes: Parameters<typeof changeUser>[2], before = user) =>
  inTenant((tx) => changeUser(tx, before, changes, by));
const eventsOf = async () =>
  (await database.owner`select type, data from events where subject = ${`user:${user.id}`} order by sequence`).map(
    ({ type, data }) => ({ type, data }),
  );
const revocations = async () =>
  (await database.owner`select kind from token_revocations where subject = ${user.id}`).map(({ kind }) => kind);

describe('somebody’s account', () => {
  it('is written once for an address, with a mail that sets the password', async () => {
    expect(user).toMatchObject({ address: 'invited', roles: ['user'] });
    expect(await database.owner`select template from notifications where recipient = ${user.email}`).toEqual([
      { template: 'password_reset' },
    ]);
    const again = { tenantId, email: user.email, displayName: 'Q', roles: ['user' as const], passwordHash: 'y' };
    await expect(inTenant((tx) => inviteUser(tx, again, by))).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    expect(await eventsOf()).toEqual([{ type: 'user_registered', data: { roles: ['user'] } }]);
  });

  it('is changed as it was read only', async () => {
    const after = await change({ display_name: 'New' });
    expect([after.displayName, after.version]).toEqual(['New', user.version + 1]);
    await expect(change({ display_name: 'Other' })).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect(await revocations()).toEqual([]);
  });

  it('new roles have an event of their own and end old tokens; disabling ends sessions as well', async () => {
    const renamed = await change({ notify_on_review: true });
    const narrowed = await change({ roles: ['user'] }, renamed);
    expect(await revocations()).toEqual(['user']);
    await change({ active: false }, narrowed);
    expect(await revocations()).toEqual(['user', 'user']);
    expect((await eventsOf()).slice(1)).toEqual([
      { type: 'user_changed', data: { notify_on_review: true } },
      { type: 'user_role_changed', data: { from: ['user'], to: ['user'] } },
      { type: 'user_changed', data: { active: false } },
    ]);
  });

  it('whose address nobody has proved gets no role', async () => {
    await database.owner`update users set address = 'unproved' where id = ${user.id}`;
    const unproved = { ...user, address: 'unproved' as const };
    await expect(change({ roles: ['reviewer'] }, unproved)).rejects.toMatchObject({ code: 'ADDRESS_NOT_PROVED' });
    expect((await change({ display_name: 'Still a user' }, unproved)).roles).toEqual(['user']);
  });

  it('more power is refused by the database outside of an approval', async () => {
    await expect(change({ roles: ['admin'] })).rejects.toThrow();
    expect(await eventsOf()).toHaveLength(1);
  });

  it('its owner’s profile is changed field by field, and the event names fields only', async () => {
    const save = (changes: object, onboarding: boolean) =>
      inTenant((tx) => changeProfile(tx, { userId: user.id, changes, onboarding, fields: Object.keys(changes) }, by));
    expect((await save({ displayName: 'Me' }, false)).onboardedAt).toBeNull();
    const onboarded = await save({ state: 'CA' }, true);
    expect(onboarded).toMatchObject({ displayName: 'Me', state: 'CA' });
    expect((await save({ state: 'NY' }, true)).onboardedAt).toEqual(onboarded.onboardedAt);
    expect((await eventsOf())[1]).toEqual({ type: 'user_changed', data: { fields: ['displayName'] } });
  });

  it('of the operator’s making has its role at once, is told to all admins, and takes no address twice', async () => {
    const email = `${crypto.randomUUID()}@people.example`;
    const make = () => inTenant((tx) => createAccount(tx, { tenantId, email, role: 'admin', passwordHash: 'x' }));
    await make();
    const [made] = await inTenant((tx) => tx.select().from(users).where(eq(users.email, email)));
    expect(made?.roles).toEqual(['admin']);
    expect(
      await database.owner`select state, decided_by from power_changes where subject = ${`invitation:${email}`}`,
    ).toEqual([{ state: 'approved', decided_by: 'operator' }]);
    await expect(make()).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  });
});
