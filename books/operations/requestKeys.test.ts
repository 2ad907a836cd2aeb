import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { freeRequestKey } from './freeRequestKey.ts';
import { keepAnswer, keepFirstAnswer } from './keepAnswer.ts';
import { takeRequestKey } from './takeRequestKey.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const answer = (text: string) => ({ status: 200, body: { text } });
const kept = async (key: string) =>
  (await database.owner`select status, body from idempotency_keys where key = ${key}`).map((row) => ({ ...row }));

describe('keys of requests', () => {
  it('one request takes a key; when it is freed the next one does', async () => {
    const request = { tenantId, route: 'POST /test', key: 'one' };
    const take = () => database.db.withTenant(tenantId, (tx) => takeRequestKey(tx, request, 'hash'));
    expect([await take(), await take()]).toEqual([true, false]);
    await database.db.withTenant(tenantId, (tx) => freeRequestKey(tx, request));
    expect(await take()).toBe(true);
    await database.db.withTenant(tenantId, (tx) => keepAnswer(tx, request, answer('done')));
    expect(await kept('one')).toEqual([answer('done')]);
  });

  it('of two answers without a taken key the first stays', async () => {
    const request = { tenantId, route: 'POST /test', key: 'two' };
    for (const text of ['first', 'second'])
      await database.db.withTenant(tenantId, (tx) => keepFirstAnswer(tx, request, 'hash', answer(text)));
    expect(await kept('two')).toEqual([answer('first')]);
  });
});
