import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { SECOND_TENANT_ID, DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { accountPlace } from '../../db/vendors/accounts.ts';
import type { AccountVendor } from '../../domain/vendors/accounts.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { approvePowerChange, refusePowerChange } from '../identity/approvePowerChange.ts';
import { lockPowerChange } from '../identity/closePowerChange.ts';
import type { Approver } from '../slice.ts';
import { claimInstallation } from './claimInstallation.ts';
import { disconnectAccount } from './disconnectAccount.ts';
import { type AcceptedCredential, replaceAccount } from './replaceAccount.ts';

const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 7) } });
let database: TestDatabase;
let principal: { actor: string; userId: string };
let second: Approver;
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const idOf = async (email: string) =>
    String((await database.owner`select id from users where email = ${email}`)[0]?.id);
  const [admin, boss] = [await idOf('admin@countersign.example'), await idOf('super@countersign.example')];
  principal = { actor: `user:${admin}`, userId: admin };
  second = { actor: `user:${boss}`, userId: boss, requestId: 'r', roles: ['super_user'] };
});
afterAll(() => database.end());

const give = (vendor: AccountVendor, accountId: string, over: Partial<AcceptedCredential> = {}) =>
  inTenant((tx) =>
    replaceAccount(
      tx,
      cipher,
      {
        tenantId,
        vendor,
        found: { accountId, name: `Account ${accountId}`, mock: true },
        baseUrl: null,
        credential: 'secret',
        mayBeOther: false,
        ...over,
      },
      { principal, requestId: 'r' },
    ),
  );
const rows = async (vendor: AccountVendor) =>
  (
    await database.owner`select * from vendor_accounts where vendor = ${vendor} and tenant_id = ${tenantId} order by created_at`
  ).map((row) => ({ ...row }));
const decide = async (vendor: AccountVendor, how: typeof approvePowerChange) => {
  const waiting = (await rows(vendor)).find((row) => row.state === 'waiting');
  return inTenant(async (tx) =>
    how(tx, await lockPowerChange(tx, String(waiting?.waits_for)), second, async () => 'hash'),
  );
};
const connected = async (vendor: AccountVendor) => (await rows(vendor)).find((row) => row.state === 'connected');

describe('the account of a tenant at a vendor', () => {
  it('waits for a second person, then is connected; another credential of it takes its place at once', async () => {
    expect(await give('stripe', 'acct_1', { webhookSecret: 'whsec_first' })).toBe(true);
    expect(await connected('stripe')).toBeUndefined();
    await decide('stripe', approvePowerChange);
    const first = await connected('stripe');
    expect(first).toMatchObject({ account_id: 'acct_1', waits_for: expect.any(String) });
    expect(await give('stripe', 'acct_1', { credential: 'renewed' })).toBe(false);
    const renewed = await connected('stripe');
    expect(renewed?.connected_at).toEqual(first?.connected_at);
    const place = { tenantId, id: String(renewed?.id) };
    expect(cipher.decrypt(accountPlace(place, 'credential'), String(renewed?.credential))).toBe('renewed');
    // The secret of its events stays, encrypted for the row it stands in.
    expect(cipher.decrypt(accountPlace(place, 'webhook_secret'), String(renewed?.webhook_secret))).toBe('whsec_first');
    const ended = (await rows('stripe')).find((row) => row.id === first?.id);
    expect(ended?.credential).toBeNull();
  });

  it('another one is refused unless that is said; what waits is dropped by a newer one and by a refusal', async () => {
    await expect(give('stripe', 'acct_2')).rejects.toMatchObject({ code: 'OTHER_VENDOR_ACCOUNT' });
    expect(await give('stripe', 'acct_2', { mayBeOther: true })).toBe(true);
    expect(await give('stripe', 'acct_3', { mayBeOther: true })).toBe(true);
    const states = async () => (await rows('stripe')).map((row) => `${row.account_id} ${row.state}`);
    expect(await states()).toEqual(expect.arrayContaining(['acct_2 ended', 'acct_3 waiting']));
    await decide('stripe', refusePowerChange);
    expect(await states()).toEqual(expect.arrayContaining(['acct_3 ended']));
    expect((await connected('stripe'))?.account_id).toBe('acct_1');
  });

  it('belongs to one tenant: the installation’s claim of it is refused, and its own account goes before a claim', async () => {
    const claim = (of: string, vendor: AccountVendor, accountId: string) =>
      database.db.withTenant(of, (tx) =>
        claimInstallation(tx, of, vendor, { accountId, name: 'Installation', mock: true }),
      );
    await expect(claim(SECOND_TENANT_ID, 'stripe', 'acct_1')).rejects.toMatchObject({ code: 'VENDOR_ACCOUNT_IN_USE' });
    await claim(tenantId, 'stripe', 'acct_9');
    expect((await connected('stripe'))?.account_id).toBe('acct_1');
    for (const accountId of ['org_1', 'org_1', 'org_2']) await claim(tenantId, 'crm', accountId);
    expect((await rows('crm')).map(({ account_id: id, state }) => [id, state])).toEqual([
      ['org_1', 'ended'],
      ['org_2', 'connected'],
    ]);
  });

  it('is disconnected once, with what waits there', async () => {
    const leave = () => inTenant((tx) => disconnectAccount(tx, 'stripe', { actor: principal.actor, requestId: 'r' }));
    await give('stripe', 'acct_4', { mayBeOther: true });
    for (let time = 0; time < 2; time += 1) await leave();
    expect(await connected('stripe')).toBeUndefined();
    expect((await rows('stripe')).filter((row) => row.state === 'waiting' || row.credential !== null)).toEqual([]);
    const [count] =
      await database.owner`select count(*)::int as events from events where type = 'vendor_account_disconnected'`;
    expect(count).toEqual({ events: 1 });
  });
});
