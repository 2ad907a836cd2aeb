import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { takeLines } from '../../../books/banking/takeLines.ts';
import { openDatabase } from '../../../db/database.ts';
import { migrateDatabase } from '../../../db/migrate.ts';
import { ensureRoles, loginName, loginUrl, ownRoles } from '../../../db/roles.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import type { BankLine } from '../../../domain/banking/line.ts';
import { createOwnedDatabase } from '../testDatabase.ts';

/** Migrations of the version in which a line held the words of all its sources together. */
const BEFORE = 53;
const [account, row] = [crypto.randomUUID(), crypto.randomUUID()];

let owner: Sql;
let ownerUrl: string;
let logins: { app: { user: string; password: string }; platform: { user: string; password: string } };

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
  // As the old version left it: two payers of one amount and day under one row, by a number that both name.
  await owner`insert into tenants (id, slug, name) values (${TENANT}, 'old', 'Old')`;
  await owner`insert into bank_accounts (id, tenant_id, identity_key, name, currency) values (${account}, ${TENANT}, 'x', 'Main', 'EUR')`;
  await owner`insert into bank_transactions (id, tenant_id, account_id, source, status, booked_on, amount_minor, currency, counterparty, reference, description, note)
    values (${row}, ${TENANT}, ${account}, 'gocardless', 'posted', '2026-03-03', 2900, 'EUR', 'Alma Berg', 'INV-1044', 'Bruno Costa INV-1044', 'kept')`;
  for (const [source, key] of [
    ['gocardless', 'id:a'],
    ['plaid', 'id:b'],
  ] as const)
    await owner`insert into bank_transaction_ids (tenant_id, account_id, source, scope, external_key, transaction_id, fingerprint, booked_on, whole_day)
      values (${TENANT}, ${account}, ${source}, 's', ${key}, ${row}, ${key}, '2026-03-03', false)`;
  await migrateDatabase(ownerUrl, logins);
});
afterAll(() => owner.end());

const line = (payer: string, id: string): BankLine => ({
  status: 'posted',
  bookedOn: '2026-03-03',
  valueOn: null,
  amountMinor: 2_900,
  currency: 'EUR',
  counterparty: payer,
  reference: 'INV-1044',
  description: null,
  endToEndId: null,
  bankReference: null,
  externalId: id,
  pendingExternalId: null,
});

it('[PY-BANK-04] lines of the version before come along with their words, under row security, and part when the bank tells both', async () => {
  const held =
    await owner`select source, amount_minor::int as amount, status, counterparty, description from bank_transaction_ids order by source`;
  expect(held.map((one) => ({ ...one }))).toEqual(
    ['gocardless', 'plaid'].map((source) => ({
      source,
      amount: 2_900,
      status: 'posted',
      counterparty: 'Alma Berg',
      description: 'Bruno Costa INV-1044',
    })),
  );
  const unforced =
    await owner`select relname from pg_class where relname in ('bank_transactions', 'bank_transaction_ids') and not relforcerowsecurity`;
  expect(unforced).toEqual([]);

  const db = openDatabase({ app: loginUrl(ownerUrl, logins.app), platform: loginUrl(ownerUrl, logins.platform) }, 1);
  const take = (source: 'plaid' | 'gocardless', lines: BankLine[]) =>
    db.withTenant(TENANT, (tx) =>
      takeLines(tx, {
        tenantId: TENANT,
        accountId: account,
        source,
        scope: 's',
        lines,
        mock: false,
        by: { actor: 'workflow', requestId: 'test' },
      }),
    );
  await take('gocardless', [line('Alma Berg', 'a'), line('Bruno Costa', 'c')]);
  await take('plaid', [line('Bruno Costa', 'b')]);
  const again = await take('gocardless', [line('Alma Berg', 'a'), line('Bruno Costa', 'c')]);
  await db.end();
  expect(again).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 2 });
  const rows = await owner`select counterparty, reference, description, note,
      (select array_agg(source order by source) from bank_transaction_ids s where s.transaction_id = t.id) as sources
    from bank_transactions t where removed_at is null order by counterparty`;
  expect(rows.map((one) => ({ ...one }))).toEqual([
    { counterparty: 'Alma Berg', reference: 'INV-1044', description: null, note: 'kept', sources: ['gocardless'] },
    {
      counterparty: 'Bruno Costa',
      reference: 'INV-1044',
      description: null,
      note: null,
      sources: ['gocardless', 'plaid'],
    },
  ]);
});
