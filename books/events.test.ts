import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../tests/database/testDatabase.ts';
import { appendEvent } from './events.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const subject = 'process:chain';
const append = (data: Record<string, unknown>, fails = false) =>
  database.db.withTenant(tenantId, async (tx) => {
    await appendEvent(tx, { type: 'review_reminded', actor: 'workflow', subject, data, requestId: 'r' });
    if (fails) throw new Error('what it tells of was not done');
  });
const broken = async () =>
  database.owner.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
    return tx`select problem from broken_events() where problem is not null`;
  });

describe('the chain of events', () => {
  it('each is linked to the one before, in the transaction of what it tells of', async () => {
    await append({ number: 1 });
    await expect(append({ number: 2 }, true)).rejects.toThrow('not done');
    await append({ number: 3 });
    const rows =
      await database.owner`select type, actor, data, request_id, workflow_id from events where subject = ${subject} order by sequence`;
    const row = { type: 'review_reminded', actor: 'workflow', request_id: 'r', workflow_id: null };
    expect(rows.map((found) => ({ ...found }))).toEqual([
      { ...row, data: { number: 1 } },
      { ...row, data: { number: 3 } },
    ]);
    expect(await broken()).toEqual([]);
  });

  it('planted bug: one that was changed behind its back is seen', async () => {
    await database.owner`set session_replication_role = replica`;
    const change = (data: object) =>
      database.owner`update events set data = ${database.owner.json(data as never)} where subject = ${subject} and data ->> 'number' in ('3', '4')`;
    await change({ number: 4 });
    const seen = await broken();
    await change({ number: 3 });
    await database.owner`set session_replication_role = origin`;
    expect(seen.map((row) => row.problem)).toEqual(['data']);
    expect(await broken()).toEqual([]);
  });
});
