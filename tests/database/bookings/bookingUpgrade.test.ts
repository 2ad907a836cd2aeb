import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrateDatabase } from '../../../db/migrate.ts';
import { ensureRoles, loginName, ownRoles } from '../../../db/roles.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { createOwnedDatabase } from '../testDatabase.ts';

/** Migrations of the version before payments had a guard. */
const BEFORE = 10;

let owner: Sql;
let ownerUrl: string;
let logins: { app: { user: string; password: string }; platform: { user: string; password: string } };
const [booking, payment, claim, twin] = [
  'BK-20260101-001',
  crypto.randomUUID(),
  crypto.randomUUID(),
  crypto.randomUUID(),
];

beforeAll(async () => {
  const made = await createOwnedDatabase(inject('embeddedUrl'));
  ({ ownerUrl } = made);
  logins = {
    app: { user: loginName(made.name, 'app'), password: 'test-app-password' },
    platform: { user: loginName(made.name, 'platform'), password: 'test-platform-password' },
  };
  owner = postgres(Object.assign(new URL(inject('embeddedUrl')), { pathname: `/${made.name}` }).toString(), {
    max: 2,
    onnotice: () => undefined,
  });
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await ensureRoles(client, ownerUrl, logins);
  await client`create schema drizzle`;
  await client.unsafe(
    'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
  const files = readMigrationFiles({ migrationsFolder: join(import.meta.dirname, '../../../db/migrations') });
  await client.begin(async (tx) => {
    for (const { sql, hash, folderMillis } of files.slice(0, BEFORE)) {
      for (const statement of sql) await tx.unsafe(ownRoles(statement, logins));
      await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
    }
  });
  await client.end();
  // As the old version left it: confirmed for less, twice by one placeholder, and a claim whose maker only its event knows.
  await owner`insert into tenants (id, slug, name) values (${TENANT}, 'old', 'Old')`;
  const [farm] =
    await owner`insert into properties (tenant_id, name, type, address, contact, currency, day_minor, night_minor, full_day_minor, full_night_minor)
    values (${TENANT}, 'Farm', 'farm', 'x', 'x', 'PKR', 1000000, 1, 1, 1) returning id`;
  await owner`insert into bookings (tenant_id, booking_id, property_id, customer_name, booking_date, shift_type, total_minor, currency, expires_at)
    values (${TENANT}, ${booking}, ${farm?.id}, 'John Doe', '2026-01-01', 'Day', 1000000, 'PKR', now())`;
  await owner`insert into payments (payment_id, tenant_id, booking_id, source, amount_minor, currency, transaction_id, status) values
    (${payment}, ${TENANT}, ${booking}, 'gmail', 100, 'PKR', 'TX-4411-22', 'verified'), (${claim}, ${TENANT}, ${booking}, 'screenshot', 100, 'PKR', 'NA', 'rejected'),
    (${twin}, ${TENANT}, null, 'gmail', 100, 'PKR', 'NA', 'matched')`;
  await owner`insert into payments (tenant_id, source, amount_minor, currency) values (${TENANT}, 'manual', 5000, 'ISK')`;
  await owner`update bookings set status = 'Confirmed', payment_id = ${payment} where booking_id = ${booking}`;
  await owner.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${TENANT}, true)`;
    await tx`select append_event('payment_created', 'user:somebody', ${`payment:${claim}`}, '{}'::jsonb, null, null)`;
  });
  await migrateDatabase(ownerUrl, logins);
});
afterAll(() => owner.end());

describe('books of the version before', () => {
  it('come along as they are: what was confirmed stays, and can still be written', async () => {
    const [row] =
      await owner`select b.status, p.amount_minor::int, p.transfer_key from bookings b join payments p using (payment_id)`;
    expect({ ...row }).toEqual({ status: 'Confirmed', amount_minor: 100, transfer_key: 'TX441122' });
    await owner`update bookings set customer_phone = 'v1:k:x', updated_at = now() where booking_id = ${booking}`;
    await owner`update payments set email_body = null, updated_at = now() where payment_id = ${payment}`;
  });

  it('show amounts with the digits that their currency has, also those written before', async () => {
    const [row] = await owner`select amount::text from payments where currency = 'ISK'`;
    expect(row?.amount).toBe('5000');
  });

  it('say who claimed a payment, from its event; a placeholder is no id', async () => {
    const rows =
      await owner`select payment_id, claimed_by, transfer_key from payments where payment_id in (${claim}, ${twin}) order by claimed_by nulls last`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { payment_id: claim, claimed_by: 'user:somebody', transfer_key: null },
      { payment_id: twin, claimed_by: null, transfer_key: null },
    ]);
  });

  it('and every new confirmation is checked, under row security for everybody', async () => {
    await owner`insert into bookings (tenant_id, booking_id, property_id, customer_name, booking_date, shift_type, total_minor, currency, expires_at)
      select tenant_id, 'BK-20260101-002', property_id, customer_name, booking_date, shift_type, total_minor, currency, now() + interval '1 hour' from bookings`;
    await expect(
      owner.begin(async (tx) => {
        await tx`update payments set status = 'verified', booking_id = 'BK-20260101-002' where payment_id = ${twin}`;
        await tx`update bookings set status = 'Confirmed', payment_id = ${twin} where booking_id = 'BK-20260101-002'`;
      }),
    ).rejects.toMatchObject({ code: '23514' });
    const forced =
      await owner`select relname from pg_class where relname in ('payments', 'events') and not relforcerowsecurity`;
    expect(forced).toEqual([]);
  });
});
