import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { changeTenant, tellTenantChange } from './changeTenant.ts';
import { beginTenant, fillTenant, openTenant } from './createTenant.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const begin = (slug: string) =>
  database.db.withPlatform('test', (tx) => beginTenant(tx, { slug, name: 'Acme Finance' }));
const by = { actor: 'user:super', requestId: 'r' };
const first = { adminEmail: 'admin@acme.example', passwordHash: 'x', dailyBudgetNano: 7 };

describe('a tenant', () => {
  it('begins suspended, is filled with settings and a first admin, and is opened once', async () => {
    const tenant = await begin('acme');
    expect(tenant.status).toBe('suspended');
    await expect(begin('acme')).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
    const fill = () => database.db.withTenant(tenant.id, (tx) => fillTenant(tx, tenant, first, by));
    await fill();
    await expect(fill()).rejects.toThrow();
    expect(await database.owner`select address, roles from users where tenant_id = ${tenant.id}`).toEqual([
      { address: 'invited', roles: ['admin'] },
    ]);
    expect(
      (await database.owner`select type from events where tenant_id = ${tenant.id} order by sequence`).map(
        ({ type }) => type,
      ),
    ).toEqual(['user_registered', 'tenant_created']);
    const opening = () => database.db.withPlatform('test', (tx) => openTenant(tx, tenant.id));
    expect((await opening()).status).toBe('active');
    await expect(opening()).rejects.toThrow('not opened');
  });

  it('is changed as it was read only, and its suspension ends its tokens', async () => {
    const before = await begin('globex');
    const change = (changes: Parameters<typeof changeTenant>[2]) =>
      database.db.withPlatform('test', (tx) => changeTenant(tx, before, changes));
    expect((await change({ name: 'Globex' })).name).toBe('Globex');
    await expect(change({ name: 'Other' })).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    const tell = (status: 'active' | 'suspended') =>
      database.db.withTenant(before.id, (tx) => tellTenantChange(tx, before.id, { status }, by));
    const revoked = () => database.owner`select kind from token_revocations where subject = ${before.id}`;
    await tell('active');
    expect(await revoked()).toEqual([]);
    await tell('suspended');
    expect(await revoked()).toEqual([{ kind: 'tenant' }]);
  });
});
