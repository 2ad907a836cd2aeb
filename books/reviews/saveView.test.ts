import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { MAXIMUM_VIEWS } from '../../domain/reviews/limits.ts';
import { reviewerId } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { removeView } from './removeView.ts';
import { saveView } from './saveView.ts';

let database: TestDatabase;
let userId: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  userId = await reviewerId(database.db, tenantId);
});
afterAll(() => database.end());

const save = (name: string, query: string) =>
  database.db.withTenant(tenantId, (tx) => saveView(tx, { tenantId, userId, page: 'reviews', name, query }));
const remove = (viewId: string, by: string) =>
  database.db.withTenant(tenantId, (tx) => removeView(tx, { viewId, userId: by }));

describe('views that a person keeps', () => {
  it('the same name again replaces one; only its owner removes it, once', async () => {
    const first = await save('large', 'a=1');
    const second = await save('large', 'a=2');
    expect([second.id, second.query]).toEqual([first.id, 'a=2']);
    await expect(remove(first.id, crypto.randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await remove(first.id, userId);
    await expect(remove(first.id, userId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await database.owner`select 1 from saved_views`).toEqual([]);
  });

  it('there is room for so many and no more', async () => {
    for (let made = 0; made < MAXIMUM_VIEWS; made += 1) await save(`view ${made}`, '');
    await expect(save('one more', '')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const [row] = await database.owner`select count(*)::int as views from saved_views`;
    expect(row?.views).toBe(MAXIMUM_VIEWS);
  });
});
