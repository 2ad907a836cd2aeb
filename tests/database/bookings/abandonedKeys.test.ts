import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const [ADMIN, CUSTOMER] = ['admin@countersign.example', 'customer@countersign.example'];
let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
  for (const who of [ADMIN, CUSTOMER]) await api.access(who);
});
afterAll(async () => {
  await api.end();
  await database.end();
});

/**
 * A process that dies between its work and the answer it keeps leaves a key without an answer, which is free after a
 * minute. What the work does is guarded by keys of its own, so the second time does nothing, or says why.
 */
it('the same request after such a death makes nothing twice', async () => {
  const { owner } = database;
  const [farm] =
    await owner`insert into properties (tenant_id, name, type, address, contact, currency, day_minor, night_minor, full_day_minor, full_night_minor)
    values (${TENANT}, 'Key Farm', 'farm', 'x', 'x', 'PKR', 500000, 600000, 1000000, 1100000) returning id`;
  const twice = async (who: string, path: string, body: object) => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await api.as(who, 'POST', path, body, headers);
    await owner`update idempotency_keys set status = null, body = null, created_at = now() - interval '61 seconds' where key = ${headers['idempotency-key']}`;
    const second = await api.as(who, 'POST', path, body, headers);
    return { first, codes: [first.status, second.status, second.body?.error?.code ?? null] };
  };
  const count = async (table: string, where: string) =>
    Number((await owner.unsafe(`select count(*) from ${table} where ${where}`))[0]?.count);

  const booked = await twice(CUSTOMER, '/bookings', {
    property_id: farm?.id,
    booking_date: '2034-01-01',
    shift_type: 'Day',
  });
  expect(booked.codes).toEqual([201, 409, 'SLOT_TAKEN']);
  const id = String(booked.first.body.booking_id);
  expect(await count('bookings', `property_id = '${farm?.id}'`)).toBe(1);

  const claim = { amount: 5000, transaction_id: 'TXN5550001' };
  expect((await twice(CUSTOMER, `/bookings/${id}/payments`, claim)).codes).toEqual([201, 409, 'DUPLICATE_PAYMENT']);
  expect(await count('payments', `booking_id = '${id}'`)).toBe(1);

  const brought = await twice(ADMIN, '/disputes', { case_id: 'CASE-KEY', customer_id: 'ACC-KEY' });
  expect(brought.codes[1]).toBeLessThan(300);
  expect(await count('processes', `kind = 'dispute' and subject = 'CASE-KEY'`)).toBe(1);

  const invited = { email: 'key@new.example', display_name: 'Key', roles: ['user'] };
  expect((await twice(ADMIN, '/admin/users', invited)).codes).toEqual([201, 409, 'EMAIL_TAKEN']);
  // Power over money is a request of which one waits.
  await twice(ADMIN, '/admin/users', { ...invited, email: 'key2@new.example', roles: ['admin'] });
  expect(await count('power_changes', `subject = 'invitation:key2@new.example' and state = 'pending'`)).toBe(1);
});
