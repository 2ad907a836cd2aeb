import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { appendEvent } from '../../../books/events.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

describe('row security from the first table on', () => {
  it('every table with tenant_id has RLS and FORCE, and the logins own nothing and bypass nothing', async () => {
    const open = await database.owner`
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)`;
    expect(open.map((row) => row.relname)).toEqual([]);
    const [login] =
      await database.app`select rolsuper, rolbypassrls, (select count(*) from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`;
    expect(login).toMatchObject({ rolsuper: false, rolbypassrls: false, owned: '0' });
  });

  it('shows and writes rows of the own tenant only, also after SET ROLE and RESET ROLE', async () => {
    await database.db.withTenant(A, (tx) => appendEvent(tx, { type: 'user_changed', actor: 'test', subject: 'of_a' }));
    await database.db.withTenant(B, (tx) => appendEvent(tx, { type: 'user_changed', actor: 'test', subject: 'of_b' }));
    const seen = await database.db.withTenant(B, async (tx) => {
      await tx.execute(sql`reset role`);
      return tx.execute(sql`select subject from events`);
    });
    expect(seen.map((row) => row.subject)).toEqual(['of_b']);
    await expect(database.app`select * from users`).resolves.toHaveLength(0);
    await expect(
      database.db.withTenant(A, (tx) =>
        tx.execute(
          sql`insert into tenant_settings (tenant_id, llm_daily_budget_nano) values (${B}, 1) on conflict (tenant_id) do update set llm_daily_budget_nano = 1`,
        ),
      ),
    ).rejects.toThrow();
    const updated = await database.db.withTenant(A, (tx) =>
      tx.execute(sql`update tenant_settings set llm_daily_budget_nano = 7 where tenant_id = ${B} returning 1`),
    );
    expect(updated).toHaveLength(0);
  });

  /** Rows of A that a later user of the pooled connection sees without setting a tenant. */
  async function leakAfter(local: boolean): Promise<number> {
    const reserved = await database.app.reserve();
    try {
      await reserved.unsafe('begin');
      await reserved.unsafe(`select set_config('app.tenant_id', '${A}', ${local})`);
      await reserved.unsafe('commit');
      return (await reserved.unsafe('select 1 from events')).length;
    } finally {
      await reserved.unsafe('reset all');
      reserved.release();
    }
  }

  it('the tenant ends with its transaction', async () => {
    expect(await leakAfter(true)).toBe(0);
  });

  it("planted bug: SET without LOCAL leaks to the pool's next user", async () => {
    expect(await leakAfter(false)).toBeGreaterThan(0);
  });

  it('10,000 reads of two tenants interleaved on a pool of 5 never see the other', async () => {
    let foreign = 0;
    for (let round = 0; round < 100; round += 1) {
      const rows = await Promise.all(
        Array.from({ length: 100 }, (_, index) => {
          const tenantId = index % 2 ? A : B;
          return database.db
            .withTenant(tenantId, (tx) => tx.execute(sql`select tenant_id from events`))
            .then((found) => found.filter((row) => row.tenant_id !== tenantId).length);
        }),
      );
      foreign += rows.reduce((sum, count) => sum + count, 0);
    }
    expect(foreign).toBe(0);
  });

  it('planted bug: without FORCE row security the interleaving check would be empty; with it dropped, rows leak', async () => {
    await database.owner`alter table events disable row level security`;
    const seen = await database.db.withTenant(B, (tx) => tx.execute(sql`select subject from events`));
    await database.owner`alter table events enable row level security`;
    expect(seen.map((row) => row.subject)).toContain('of_a');
  });
});

describe('append-only, hash-chained events', () => {
  it('refuses UPDATE, DELETE, TRUNCATE and direct INSERT by the application, and trigger switch-off', async () => {
    for (const statement of [
      "update events set type = 'x'",
      'delete from events',
      'truncate events',
      `insert into events values ('${A}', 99, 'x', 'x', 'x', '{}', gen_random_uuid(), 'x', 'x', 'x', null, null, now())`,
      'alter table events disable trigger all',
      'update event_heads set sequence = 0',
      'truncate ledger_entries',
      'update ledger_entries set amount_minor = 0',
      'delete from review_snapshots',
    ]) {
      await expect(
        database.db.withTenant(A, (tx) => tx.execute(sql.raw(statement))),
        statement,
      ).rejects.toThrow();
    }
  });

  it('locates every event that a superuser edited, and a cut tail', async () => {
    const broken = () =>
      database.db.withTenant(A, (tx) => tx.execute(sql`select sequence, problem from broken_events()`));
    await database.db.withTenant(A, async (tx) => {
      for (let index = 0; index < 20; index += 1)
        await appendEvent(tx, { type: 'user_changed', actor: 'test', subject: 's', data: { index } });
    });
    expect(await broken()).toHaveLength(0);
    await database.owner`set session_replication_role = replica`;
    await database.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update events set data = '{"index": 999}' where tenant_id = ${A} and sequence = 5`;
      await tx`update events set actor = 'somebody else' where tenant_id = ${A} and sequence = 9`;
    });
    expect((await broken()).map((row) => [Number(row.sequence), row.problem])).toEqual([
      [5, 'data'],
      [9, 'hash'],
    ]);
    await database.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from events where tenant_id = ${A} and sequence > 15`;
    });
    const [tail] = await database.db.withTenant(A, (tx) =>
      tx.execute(sql`select (select max(sequence) from events) < (select sequence from event_heads) as cut`),
    );
    expect(tail?.cut).toBe(true);
  });
});
