import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { purgeExpired } from '../../../activities/operations/purgeExpired.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { openSampleTask } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

it('[W-25] words of a case are searched for a year after its task has ended; its names are found longer, and the snapshot stays', async () => {
  const open = async (name: string) => (await openSampleTask(database.db, TENANT, name)).opened.taskId;
  const [old, young, waiting] = [await open('OLD'), await open('YOUNG'), await open('WAITING')];
  await database.owner`update review_tasks set search_text = lower(subject) || E'\n' || 'my card was charged twice'`;
  await database.owner`update review_tasks set state = 'cancelled', closed_at = now() - interval '366 days' where id = ${old}`;
  await database.owner`update review_tasks set state = 'cancelled', closed_at = now() - interval '364 days' where id = ${young}`;
  const found = async (words: string) =>
    (
      await database.owner`select subject from review_tasks where search_text like ${`%${words}%`} order by subject`
    ).map(({ subject }) => subject);
  const purge = async () =>
    (await new MockActivityEnvironment().run(purgeExpired({ db: database.db }), { tenantId: TENANT })) as Record<
      string,
      number
    >;
  expect((await purge()).search_texts).toBe(1);
  expect(await found('charged twice')).toEqual(['WAITING', 'YOUNG']);
  expect(await found('dispute old')).toEqual(['OLD']);
  const [kept] =
    await database.owner`select count(*)::int as snapshots from review_snapshots s join review_tasks t on t.snapshot_id = s.id where t.id in (${old}, ${waiting})`;
  expect(kept).toEqual({ snapshots: 2 });
  // What is short already is not written again each night.
  expect((await purge()).search_texts).toBe(0);
});
