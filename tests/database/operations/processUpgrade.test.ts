import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../../db/database.ts';
import { migrateDatabase } from '../../../db/migrate.ts';
import { runsOf } from '../../../db/processes.ts';
import { ensureRoles, loginName, loginUrl, ownRoles } from '../../../db/roles.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { createOwnedDatabase } from '../testDatabase.ts';

/** Migrations of the version whose processes had a key, `CASE-1/2`. */
const BEFORE = 36;
const KEYS = [
  ['dispute', 'CASE-1/1'],
  ['dispute', 'CASE-1/2'],
  ['dispute', 'CASE/7/1'],
  ['dispute', 'CASE-1/0'],
  ['policy', 'document'],
  ['policy', 'document/1'],
  ['policy', 'document/2'],
  ['notification', 'batch'],
  ['notification', 'batch/2'],
  ['notification', 'customers/5b0e'],
] as const;

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
    max: 1,
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
  await owner`insert into tenants (id, slug, name) values (${TENANT}, 'old', 'Old')`;
  for (const [kind, key] of KEYS)
    await owner`insert into processes (tenant_id, kind, key, workflow_type, workflow_id, task_queue, request_hash, input, started_by)
      values (${TENANT}, ${kind}, ${key}, 'x', ${`${kind}:${key}`}, 'core', 'x', '{}', 'test')`;
  await migrateDatabase(ownerUrl, logins);
});
afterAll(() => owner.end());

describe('processes of the version whose keys were texts', () => {
  it('have their subject and the number of their run, and none is lost', async () => {
    const rows = await owner`select workflow_id, subject, run from processes order by created_at`;
    expect(rows.map((row) => [row.workflow_id, row.subject, row.run])).toEqual([
      ['dispute:CASE-1/1', 'CASE-1', 1],
      ['dispute:CASE-1/2', 'CASE-1', 2],
      ['dispute:CASE/7/1', 'CASE/7', 1],
      ['dispute:CASE-1/0', 'CASE-1/0', 1],
      ['policy:document', 'document', 1],
      ['policy:document/1', 'document', 2],
      ['policy:document/2', 'document', 3],
      ['notification:batch', 'batch', 1],
      ['notification:batch/2', 'batch', 2],
      ['notification:customers/5b0e', 'customers/5b0e', 1],
    ]);
  });

  it('are continued by the next number, and no number is given twice', async () => {
    const as = (login: { user: string; password: string }) => loginUrl(ownerUrl, login);
    const db = openDatabase({ app: as(logins.app), platform: as(logins.platform) }, 1);
    try {
      const next = (kind: string, subject: string) =>
        db.withTenant(TENANT, async (tx) => (await runsOf(tx, kind, subject)).next);
      expect([
        await next('dispute', 'CASE-1'),
        await next('policy', 'document'),
        await next('policy', 'other'),
      ]).toEqual([3, 4, 1]);
    } finally {
      await db.end();
    }
    await expect(
      owner`insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by)
        values (${TENANT}, 'dispute', 'CASE-1', 2, 'x', 'another', 'core', 'x', '{}', 'test')`,
    ).rejects.toMatchObject({ code: '23505' });
  });

  it('stay under row security for everybody', async () => {
    expect(await owner`select 1 from pg_class where relname = 'processes' and not relforcerowsecurity`).toEqual([]);
  });
});
