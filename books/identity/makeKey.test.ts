import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { makeKey } from './makeKey.ts';
import { noteKeyUse } from './noteKeyUse.ts';
import { revokeKey } from './revokeKey.ts';

let database: TestDatabase;
let maker: Parameters<typeof makeKey>[2];
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const [admin] = await database.owner`select id from users where email = 'admin@countersign.example'`;
  const userId = String(admin?.id);
  maker = { tenantId, userId, actor: `user:${userId}`, permissions: ['disputes:read', 'review:decide'] };
});
afterAll(() => database.end());

const make = (scopes: string[]) => {
  const prefix = crypto.randomUUID().slice(0, 12);
  return inTenant((tx) =>
    makeKey(tx, { name: 'key', scopes, expiresAt: null, prefix, keyHash: prefix }, maker, 'request'),
  );
};
const shown = async (id: string) => (await database.owner`select * from api_keys where id = ${id}`)[0] ?? {};
const eventsOf = async (id: string) =>
  (await database.owner`select type from events where subject = ${`key:${id}`} order by sequence`).map(
    ({ type }) => type,
  );

describe('a key of a service', () => {
  it('has no right that its maker does not have', async () => {
    await expect(make(['disputes:read', 'admin:users'])).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { scopes: ['admin:users'] },
    });
    expect(await database.owner`select 1 from api_keys`).toHaveLength(0);
  });

  it('works at once without rights over money, and waits for a second person with them', async () => {
    const reads = await make(['disputes:read']);
    expect([reads.waitsFor, await eventsOf(reads.id)]).toEqual([null, ['api_key_created']]);
    const decides = await make(['review:decide']);
    expect(await database.owner`select id, state from power_changes where subject = ${`key:${decides.id}`}`).toEqual([
      { id: decides.waitsFor, state: 'pending' },
    ]);
  });

  it('is revoked once, with what is open under it; a key that is not there changes nothing', async () => {
    const { id } = await make(['disputes:read']);
    const by = { actor: 'user:x', requestId: 'r' };
    for (let time = 0; time < 2; time += 1) await inTenant((tx) => revokeKey(tx, tenantId, id, by));
    await inTenant((tx) => revokeKey(tx, tenantId, crypto.randomUUID(), by));
    expect((await shown(id)).revoked_at).not.toBeNull();
    expect(await eventsOf(id)).toEqual(['api_key_created', 'api_key_revoked']);
    expect(await database.owner`select kind from token_revocations where subject = ${id}`).toEqual([{ kind: 'token' }]);
  });

  it('its use is written at most once a minute', async () => {
    const { id } = await make(['disputes:read']);
    const use = async () => {
      await inTenant((tx) => noteKeyUse(tx, id));
      return String((await shown(id)).last_used_at);
    };
    await database.owner`update api_keys set last_used_at = now() - interval '59 seconds' where id = ${id}`;
    const before = String((await shown(id)).last_used_at);
    expect(await use()).toBe(before);
    await database.owner`update api_keys set last_used_at = now() - interval '61 seconds' where id = ${id}`;
    const old = String((await shown(id)).last_used_at);
    expect(await use()).not.toBe(old);
  });
});
