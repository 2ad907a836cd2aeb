import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import type { UserRow } from './openSession.ts';
import { confirmSecondFactor, disableSecondFactor, keepSecondFactor, takeStep } from './secondFactor.ts';

let database: TestDatabase;
let user: UserRow;
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.owner`update users set second_factor_secret = null, second_factor_confirmed_at = null, second_factor_step = null`;
  const [row] = await inTenant((tx) => tx.select().from(users).where(eq(users.email, 'reviewer@countersign.example')));
  if (!row) throw new Error('nobody');
  user = row;
});

const by = { actor: 'user:x', requestId: 'r' };
const stored = async () =>
  (
    await database.owner`select second_factor_secret as secret, second_factor_confirmed_at is not null as confirmed
    from users where id = ${user.id}`
  )[0];
const confirm = (step: number | null) => inTenant((tx) => confirmSecondFactor(tx, user.id, step, by));
const keep = (text: string) => inTenant((tx) => keepSecondFactor(tx, user.id, text));
const WRONG = { code: 'INVALID_CREDENTIALS' };

describe('a second factor', () => {
  it('is replaced until it is confirmed, then no other is kept and no second confirmation taken', async () => {
    await keep('one');
    await keep('two');
    await expect(confirm(null)).rejects.toMatchObject(WRONG);
    expect(await stored()).toEqual({ secret: 'two', confirmed: false });
    await confirm(10);
    expect(await stored()).toEqual({ secret: 'two', confirmed: true });
    await expect(keep('three')).rejects.toMatchObject({ code: 'SECOND_FACTOR_ACTIVE' });
    await expect(confirm(11)).rejects.toMatchObject({ code: 'SECOND_FACTOR_ACTIVE' });
    expect((await stored())?.secret).toBe('two');
  });

  it('takes each code once, and none after a later one', async () => {
    const take = (step: number | null) => inTenant((tx) => takeStep(tx, user.id, step));
    expect([await take(null), await take(5), await take(5), await take(4), await take(6)]).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  it('is turned off with a code that was not used yet; all admins are told', async () => {
    await keep('one');
    await confirm(20);
    const disable = (step: number | null) =>
      inTenant((tx) => disableSecondFactor(tx, user, step, { ...by, sessionId: null }));
    await expect(disable(20)).rejects.toMatchObject(WRONG);
    expect((await stored())?.confirmed).toBe(true);
    await disable(21);
    expect(await stored()).toEqual({ secret: null, confirmed: false });
    expect(
      (await database.owner`select 1 from notifications where template = 'second_factor_off'`).length,
    ).toBeGreaterThan(0);
    expect(
      await database.owner`select type from events where subject = ${`user:${user.id}`} order by sequence`,
    ).toEqual(expect.arrayContaining([{ type: 'second_factor_enabled' }, { type: 'second_factor_disabled' }]));
  });
});
