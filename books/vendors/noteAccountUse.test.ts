import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { noteAccountUse } from './noteAccountUse.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const note = (code: string | null, startedAt = new Date(), of = tenantId) =>
  database.db.withTenant(of, (tx) => noteAccountUse(tx, { tenantId: of, vendor: 'crm', code, startedAt }));
const connect = async (source = 'tenant', of = tenantId) => {
  await database.owner`update vendor_accounts set state = 'ended', credential = null, ended_at = now() where state = 'connected' and tenant_id = ${of}`;
  await database.owner`insert into vendor_accounts (tenant_id, vendor, source, state, account_id, account_name, credential, connected_by, connected_at)
    values (${of}, 'crm', ${source}, 'connected', ${`00D-${of}`}, 'Acme', ${source === 'tenant' ? 'x' : null}, 'x', now())`;
};
const lastCode = async (of = tenantId) =>
  (await database.owner`select last_code from vendor_accounts where state = 'connected' and tenant_id = ${of}`)[0]
    ?.last_code;
const mails = () =>
  database.owner`select tenant_id, recipient, variables from notifications where template = 'vendor_account_refused'`;
const events = async () =>
  (await database.owner`select type from events where type like 'vendor_account_%' order by sequence`).map(
    ({ type }) => type,
  );

/** What has happened so far was a day before. */
const aDayLater = () =>
  database.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update events set occurred_at = occurred_at - interval '25 hours' where type like 'vendor_account_%'`;
  });

beforeEach(async () => {
  await connect();
  await database.owner`delete from notifications`;
});

describe('how the last use of an account went', () => {
  it('the first refusal is told once to those who manage users; the next success ends it, and one on another day is told anew', async () => {
    const before = (await events()).length;
    await note('CRM_CREDENTIALS');
    await note('CRM_CREDENTIALS');
    const told = await mails();
    expect(told.map((mail) => [mail.tenant_id, mail.recipient])).toEqual([[tenantId, 'admin@second.example']]);
    expect(told[0]?.variables).toEqual({ vendor: 'Salesforce', account: 'Acme' });
    await note(null);
    expect(await lastCode()).toBeNull();
    await note(null);
    await aDayLater();
    await note('CRM_PERMISSION');
    expect(await mails()).toHaveLength(2);
    expect((await events()).slice(before)).toEqual([
      'vendor_account_refused',
      'vendor_account_works_again',
      'vendor_account_refused',
    ]);
  });

  it('a credential that may read but not write is told once a day; another one is told at once', async () => {
    for (let use = 0; use < 5; use += 1) {
      await note('CRM_PERMISSION');
      expect(await lastCode()).toBe('CRM_PERMISSION');
      await note(null);
    }
    expect(await mails()).toHaveLength(1);
    await connect();
    await note('CRM_CREDENTIALS');
    expect(await mails()).toHaveLength(2);
  });

  it('two uses that are refused at once are told once', async () => {
    await Promise.all([note('CRM_CREDENTIALS'), note('CRM_CREDENTIALS'), note('CRM_CREDENTIALS')]);
    expect(await mails()).toHaveLength(1);
  });

  it('an outage is told to nobody here, and neither ends a refusal nor hides it', async () => {
    await note('CRM_UNAVAILABLE');
    expect([await lastCode(), await mails()]).toEqual(['CRM_UNAVAILABLE', []]);
    await note('CRM_CREDENTIALS');
    await note('CRM_UNAVAILABLE');
    await note('CRM_CREDENTIALS');
    expect([await lastCode(), (await mails()).length]).toEqual(['CRM_CREDENTIALS', 1]);
  });

  it('a use that began before the credential was given says nothing about it', async () => {
    const startedAt = new Date(Date.now() - 60_000);
    await note('CRM_CREDENTIALS', startedAt);
    expect([await lastCode(), await mails()]).toEqual([null, []]);
    await note('CRM_CREDENTIALS');
    await note(null, startedAt);
    expect(await lastCode()).toBe('CRM_CREDENTIALS');
  });

  it("the installation's own credential is kept and told to nobody here; another tenant's account stays as it is", async () => {
    await connect('tenant', A);
    await connect('installation');
    await note('CRM_CREDENTIALS');
    expect([await lastCode(), await lastCode(A), await mails()]).toEqual(['CRM_CREDENTIALS', null, []]);
    await note('CRM_CREDENTIALS', new Date(), A);
    expect(new Set((await mails()).map((mail) => mail.tenant_id))).toEqual(new Set([A]));
  });
});
