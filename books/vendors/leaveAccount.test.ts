import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SECOND_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { leaveAccount } from './endAccount.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const insert = async (vendor: string, webhookSecret: string | null, state = 'connected') => {
  const [row] = await database.owner`insert into vendor_accounts
    (tenant_id, vendor, state, account_id, account_name, credential, webhook_secret, connected_by, connected_at)
    values (${tenantId}, ${vendor}, ${state}, ${`of-${vendor}`}, 'Acme', 'x', ${webhookSecret}, 'x', now()) returning id`;
  return String(row?.id);
};
const leave = (id: string) => database.db.withTenant(tenantId, (tx) => leaveAccount(tx, id));
const rowOf = async (id: string) =>
  (
    await database.owner`select state, credential, webhook_secret, ended_at is not null as ended from vendor_accounts where id = ${id}`
  )[0];

describe('leaving an account', () => {
  it('forgets its credential and keeps what checks its events; without that nothing is left of it', async () => {
    const [withSecret, without] = [await insert('stripe', 'secret'), await insert('crm', null)];
    await leave(withSecret);
    await leave(without);
    expect(await rowOf(withSecret)).toEqual({ state: 'left', credential: null, webhook_secret: 'secret', ended: true });
    expect(await rowOf(without)).toEqual({ state: 'ended', credential: null, webhook_secret: null, ended: true });
  });

  it('leaves one that waits, and one that was left, as they are', async () => {
    const waiting = await insert('billing', null, 'waiting');
    await leave(waiting);
    expect(await rowOf(waiting)).toMatchObject({ state: 'waiting', credential: 'x' });
    const [left] = await database.owner`select id, ended_at from vendor_accounts where state = 'left'`;
    await leave(String(left?.id));
    const [after] = await database.owner`select ended_at from vendor_accounts where id = ${left?.id}`;
    expect(after?.ended_at).toEqual(left?.ended_at);
  });
});
