import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { keepConsentFlow, takeConsentFlow } from './consentFlow.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

it('a consent flow is taken once, by its own provider and in time', async () => {
  const [user] = await database.owner`select id from users where tenant_id = ${tenantId} limit 1`;
  const flow = { tenantId, userId: String(user?.id), sessionId: crypto.randomUUID(), provider: 'gmail:evidence' };
  const keep = (seconds: number) => database.db.withTenant(tenantId, (tx) => keepConsentFlow(tx, flow, seconds));
  const take = (id: string, provider = flow.provider) =>
    database.db.withTenant(tenantId, (tx) => takeConsentFlow(tx, id, provider));
  const id = await keep(60);
  expect(await take(id, 'gmail:payment_inbox')).toBeUndefined();
  expect(await take(id)).toEqual(flow);
  expect(await take(id)).toBeUndefined();
  expect(await take(await keep(0))).toBeUndefined();
});
