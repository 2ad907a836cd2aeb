import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { purgeExpired } from '../../../activities/operations/purgeExpired.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const connection = async (status: string, externalId: string | null, age: string): Promise<string> => {
  const [row] =
    await database.owner`insert into bank_connections (tenant_id, provider, status, external_id, mock, updated_at)
    values (${TENANT}, 'plaid', ${status}, ${externalId}, true, now() - ${age}::interval) returning id`;
  return String(row?.id);
};
const left = async () =>
  (await database.owner`select id from bank_connections where tenant_id = ${TENANT}`).map(({ id }) => String(id));

describe('[W-25] consents at banks that nobody finished', () => {
  it('are forgotten after 30 days; a connection that ever was one stays, whatever the product deletes', async () => {
    const old = await connection('pending', null, '31 days');
    const fresh = await connection('pending', null, '29 days');
    const reads = await connection('active', 'item-1', '400 days');
    const ended = await connection('disconnected', 'item-2', '400 days');
    await new MockActivityEnvironment().run(purgeExpired({ db: database.db }), { tenantId: TENANT });
    expect((await left()).toSorted()).toEqual([fresh, reads, ended].toSorted());
    expect(await left()).not.toContain(old);
    await database.db.withTenant(TENANT, (tx) => tx.execute(sql`delete from bank_connections`));
    expect((await left()).toSorted()).toEqual([reads, ended].toSorted());
  });
});
