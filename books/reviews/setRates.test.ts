import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { openSampleTask } from '../../tests/database/books.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { lockSettings, writeSetting } from '../identity/writeSetting.ts';
import { setRates } from './setRates.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  for (const name of ['RATE-1', 'RATE-2', 'RATE-3']) await openSampleTask(database.db, tenantId, name);
  await database.owner`update review_tasks set currency = 'PKR'`;
});
afterAll(() => database.end());

const by = { actor: 'books', requestId: 'r' };
/** How often a change was begun: one that two transactions block for each other is begun again. */
let begun = 0;
const set = (rates: { currency: string; rate: string }[]) =>
  database.db.withTenant(tenantId, (tx) => {
    begun += 1;
    return setRates(tx, { tenantId, validFrom: '2026-01-03', rates, ...by });
  });

describe('[D-07] rates of the inbox', () => {
  it('reorder the tasks of their currency, and tell how many', async () => {
    expect(await set([{ currency: 'PKR', rate: '0.5' }])).toBe(3);
    expect(await set([{ currency: 'PKR', rate: '0.5' }])).toBe(0);
    const [row] = await database.owner`select count(*)::int as events from events where type = 'currency_rates_set'`;
    expect(row).toEqual({ events: 2 });
  });

  it('two that name their currencies in another order wait for each other at one place, and none is begun again', async () => {
    begun = 0;
    const [pkr, eur] = [
      { currency: 'PKR', rate: '0.25' },
      { currency: 'EUR', rate: '1.5' },
    ];
    const waiting = async (count: number) => {
      for (;;) {
        const [row] =
          await database.owner`select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
        if (Number(row?.count) >= count) return;
      }
    };
    let saves: Promise<number>[] = [];
    // The row of PKR is held until both wait: the first for it, the second, where nothing orders them, with EUR in its hand.
    await database.owner.begin(async (held) => {
      await held`select 1 from currency_rates where currency = 'PKR' for update`;
      saves = [set([pkr, eur])];
      await waiting(1);
      saves.push(set([eur, pkr]));
      await waiting(2);
    });
    await Promise.all(saves);
    expect(begun).toBe(2);
  });

  it('a change of the base currency beside them is waited for too', async () => {
    const base = database.db.withTenant(tenantId, async (tx) =>
      writeSetting(tx, await lockSettings(tx), 'base_currency', 'USD', by),
    );
    await Promise.all([base, set([{ currency: 'PKR', rate: '0.125' }])]);
    const rows = await database.owner`select worth_minor::int as worth, at_risk_minor::int as risk from review_tasks`;
    for (const { worth, risk } of rows) expect(worth).toBe(Math.trunc(risk * 0.125));
  });
});
