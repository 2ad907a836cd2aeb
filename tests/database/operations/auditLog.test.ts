import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { appendEvent } from '../../../books/events.ts';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const EVENTS = 3_000;
const EDITS = 1_000;

let database: TestDatabase;
const broken = async () =>
  new Map(
    (await database.db.withTenant(A, (tx) => tx.execute(sql`select sequence, problem from broken_events()`))).map(
      (row) => [Number(row.sequence), String(row.problem)],
    ),
  );
/** As a superuser who switches triggers off: what no grant can prevent and the chain must show. */
const byForce = (work: (tx: typeof database.owner) => Promise<unknown>) =>
  database.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    // A transaction of postgres.js is called the same way as the pool itself.
    await work(tx as unknown as typeof database.owner);
  });

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  for (let start = 0; start < EVENTS; start += 500)
    await database.db.withTenant(A, async (tx) => {
      for (let index = 0; index < 500; index += 1)
        await appendEvent(tx, {
          type: 'user_changed',
          actor: `user:${index}`,
          subject: `s${start + index}`,
          data: { index },
        });
    });
});
afterAll(() => database.end());

describe('[S10] [PM-EV-02] [PM-DB-08] [D-18] the audit log', () => {
  it('refuses the application every change and every way to switch the refusal off', async () => {
    for (const statement of [
      'update events set actor = $$nobody$$',
      'delete from events',
      'truncate events',
      'alter table events disable trigger all',
      'alter table events disable trigger append_only',
      'drop trigger append_only on events',
      'drop table events cascade',
      'alter table events rename to other',
      'set local session_replication_role = replica',
      'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
      'update event_heads set hash = $$x$$',
      'delete from event_heads',
      'alter table events disable rule all',
      'update audit_logs set actor = $$nobody$$',
    ])
      await expect(
        database.db.withTenant(A, (tx) => tx.execute(sql.raw(statement))),
        statement,
      ).rejects.toThrow();
    await expect(database.owner`update events set actor = 'nobody'`).rejects.toThrow();
    await expect(database.owner`truncate events`).rejects.toThrow();
    expect(await broken()).toEqual(new Map());
  });

  it('audit_logs shows what people did', async () => {
    const [row] = await database.db.withTenant(A, (tx) => tx.execute(sql`select count(*) as n from audit_logs`));
    expect(Number(row?.n)).toBe(EVENTS);
  });

  it(`locates all of ${EDITS} rows edited as superuser, whichever column, and nothing else`, async () => {
    const columns = [
      "type = 'x'",
      "actor = 'x'",
      "subject = 'x'",
      "data = '{}'",
      'occurred_at = now()',
      "data_digest = 'x'",
      'salt = gen_random_uuid()',
      "hash = 'x'",
      "previous_hash = 'x'",
    ];
    const chosen = new Map<number, string>();
    while (chosen.size < EDITS)
      chosen.set(1 + Math.floor(Math.random() * EVENTS), columns[chosen.size % columns.length] ?? '');
    const before = await database.owner`create table kept as select * from events`;
    expect(before.count).toBe(EVENTS);
    await byForce(async (tx) => {
      for (const [sequence, change] of chosen)
        await tx.unsafe(`update events set ${change} where tenant_id = '${A}' and sequence = ${sequence}`);
    });
    const found = await broken();
    expect([...chosen.keys()].filter((sequence) => !found.has(sequence))).toEqual([]);
    // A changed hash also breaks the link of its successor, and the newest one no longer fits the head.
    const explained = [...found.keys()].filter(
      (sequence) => !chosen.has(sequence) && !chosen.get(sequence - 1)?.startsWith('hash') && sequence !== EVENTS,
    );
    expect(explained).toEqual([]);
    await byForce(async (tx) => {
      await tx`delete from events`;
      await tx`insert into events select * from kept`;
    });
    expect(await broken()).toEqual(new Map());
  });

  it('finds a cut tail, a removed middle and an emptied log', async () => {
    await byForce((tx) => tx`delete from events where tenant_id = ${A} and sequence > ${EVENTS - 5}`);
    expect(await broken()).toEqual(new Map([[EVENTS, 'cut']]));
    await byForce((tx) => tx`delete from events where tenant_id = ${A} and sequence = 100`);
    expect((await broken()).get(101)).toBe('link');
    await byForce((tx) => tx`delete from events`);
    expect(await broken()).toEqual(new Map([[EVENTS, 'cut']]));
  });
});
