import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SECOND_TENANT_ID, DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { keepOpenings } from './keepOpenings.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const keep = (connectionId: string, of = tenantId) =>
  database.db.withTenant(of, (tx) => keepOpenings(tx, connectionId));

/** A bank with one account of 500.00 and three booked lines, one taken back, one pending and one after the day of the balance. */
async function bank(balance: { minor: number | null; on: string | null }) {
  const { owner } = database;
  const [connectionId, accountId] = [crypto.randomUUID(), crypto.randomUUID()];
  await owner`insert into bank_connections (id, tenant_id, provider, status) values (${connectionId}, ${tenantId}, 'plaid', 'active')`;
  await owner`insert into bank_accounts (id, tenant_id, identity_key, name, currency, balance_minor, balance_on)
    values (${accountId}, ${tenantId}, ${accountId}, 'Main', 'EUR', ${balance.minor}, ${balance.on})`;
  await owner`insert into bank_account_links (tenant_id, connection_id, account_id, external_id) values (${tenantId}, ${connectionId}, ${accountId}, 'x')`;
  for (const [day, amount, status, removed] of [
    ['2026-11-02', 10_000, 'posted', false],
    ['2026-11-05', -2_500, 'posted', false],
    ['2026-11-06', 700, 'posted', true],
    ['2026-11-07', 800, 'pending', false],
    ['2026-11-11', 900, 'posted', false],
  ] as const)
    await owner`insert into bank_transactions (tenant_id, account_id, source, status, booked_on, amount_minor, currency, removed_at)
      values (${tenantId}, ${accountId}, 'plaid', ${status}, ${day}, ${amount}, 'EUR', ${removed ? new Date() : null})`;
  const opening = async () =>
    (
      await owner`select opening_minor::int as minor, opening_on::text as "on" from bank_accounts where id = ${accountId}`
    )[0];
  return { connectionId, accountId, opening };
}

describe('where an account of a provider begins', () => {
  it('is the told balance less the booked lines up to its day, fixed once: what is lost later shows', async () => {
    const { connectionId, accountId, opening } = await bank({ minor: 50_000, on: '2026-11-10' });
    expect(await keep(connectionId)).toBe(1);
    expect(await opening()).toEqual({ minor: 42_500, on: '2026-11-02' });
    await database.owner`update bank_accounts set balance_minor = 60_000 where id = ${accountId}`;
    await database.owner`update bank_transactions set removed_at = now() where account_id = ${accountId}`;
    expect(await keep(connectionId)).toBe(0);
    expect(await opening()).toEqual({ minor: 42_500, on: '2026-11-02' });
    const events = await database.owner`select type from events where subject = ${`bank-account:${accountId}`}`;
    expect(events.map(({ type }) => type)).toEqual(['bank_opening_fixed']);
  });

  it('waits while no balance is told, and is nobody else’s', async () => {
    const { connectionId, opening } = await bank({ minor: null, on: null });
    expect(await keep(connectionId)).toBe(0);
    const other = await bank({ minor: 50_000, on: '2026-11-10' });
    expect(await keep(other.connectionId, SECOND_TENANT_ID)).toBe(0);
    expect([await opening(), await other.opening()]).toEqual([
      { minor: null, on: null },
      { minor: null, on: null },
    ]);
  });
});
