import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { createSalesforceClient } from '../../../providers/salesforce/client.ts';
import { createZuoraClient } from '../../../providers/zuora/client.ts';
import { createVendors, type Vendors } from '../../../workers/vendors.ts';
import { type AccountWorld, code, openAccountWorld } from '../accountWorld.ts';
import { adminDeps } from '../routeCaller.ts';

let world: AccountWorld;
beforeAll(async () => {
  world = await openAccountWorld(inject('embeddedUrl'));
  await world.connectAll('whsec_of_globex_only');
  const initech = { stripe: 'sk_initech', salesforce: 'crm_initech', zuora: 'bill_initech' };
  await world.sandbox.put('sandbox', 'company', [{ id: 'initech', name: 'Initech', credentials: initech }]);
  for (const company of [undefined, 'globex', 'initech'] as const) {
    const record = { Id: 'CASE-1', AccountId: 'ACC-1', Status: 'New', CurrencyIsoCode: 'USD', Amount__c: 45 };
    await world.sandbox.put('salesforce', 'Case', [{ ...record, Description: `of ${company ?? 'home'}` }], company);
    const payment = { id: `pay-of-${company ?? 'home'}`, amount: 45, referenceId: null };
    const account = { id: 'ACC-1', currency: 'USD', status: 'Active', invoices: [], payments: [payment] };
    await world.sandbox.put('zuora', 'account', [account], company);
  }
});
afterAll(() => world.stop());

const reads = async (vendors: Vendors, tenantId: string): Promise<string[]> => [
  (await (await vendors.crm(tenantId)).fetchCase('CASE-1')).dispute.description,
  ...(await (await vendors.billing(tenantId)).payments('ACC-1')).map(({ paymentId }) => paymentId),
];
const asked = async (vendor: string) =>
  (await world.sandbox.requests(vendor)).filter(({ line }) => String(line).endsWith('/token')).length;
const stored = () => world.database.owner`select coalesce(jsonb_agg(t), '[]')::text as text from (
  select to_jsonb(e) from events e union all select to_jsonb(v) from vendor_accounts v) t`;

describe('a client gets its access tokens itself', () => {
  it('one token serves until it ends; an ended one is renewed and the work goes on', async () => {
    expect(await reads(world.vendors, B)).toEqual(['of globex', 'pay-of-globex']);
    const before = [await asked('salesforce'), await asked('zuora')];
    expect(await reads(world.vendors, B)).toEqual(['of globex', 'pay-of-globex']);
    expect([await asked('salesforce'), await asked('zuora')]).toEqual(before);
    for (const vendor of ['salesforce', 'zuora'])
      await world.sandbox.fault({ vendor, fault: 'token_ended', company: 'globex', times: 1 });
    expect(await reads(world.vendors, B)).toEqual(['of globex', 'pay-of-globex']);
    expect([await asked('salesforce'), await asked('zuora')]).toEqual(before.map((count) => count + 1));
    expect((await stored())[0]?.text).not.toMatch(/globex_[A-Za-z0-9_-]{32}|_secret_globex/);
  });

  it('a recorded refund whose token has ended is recorded once', async () => {
    await world.sandbox.fault({
      vendor: 'zuora',
      route: 'POST /v1/payments',
      fault: 'token_ended',
      company: 'globex',
      times: 1,
    });
    const billing = await world.vendors.billing(B);
    const record = { paymentId: 'pay-of-globex', totalAmount: '45.00', comment: 'x', referenceId: 'once' };
    const id = await billing.recordExternalRefund(record, 'key-once');
    const effects = (await world.sandbox.effects('zuora')).filter(({ businessKey }) => businessKey === 'once');
    expect(effects.map((effect) => [effect.id, effect.company])).toEqual([[id, 'globex']]);
  });

  it('tokens that ended at the vendor unseen are renewed', async () => {
    await world.sandbox.advanceClock(7_200_000);
    expect(await reads(world.vendors, B)).toEqual(['of globex', 'pay-of-globex']);
  });

  it('a wrong secret is refused with the code of the credential, a token endpoint that is down with that of an outage', async () => {
    const wrong = { salesforce: 'crm_other', zuora: 'bill_other' };
    await world.sandbox.put('sandbox', 'company', [{ id: 'globex', credentials: wrong }]);
    const tried = () =>
      Promise.all([
        code(world.vendors.crm(B).then((crm) => crm.fetchCase('CASE-1'))),
        code(world.vendors.billing(B).then((billing) => billing.payments('ACC-1'))),
      ]);
    expect(await tried()).toEqual(['CRM_CREDENTIALS', 'BILLING_CREDENTIALS']);
    for (const [vendor, route] of [
      ['salesforce', 'POST /services/oauth2/token'],
      ['zuora', 'POST /oauth/token'],
    ] as const)
      await world.sandbox.fault({ vendor, route, fault: 'unavailable', company: 'globex', times: 1 });
    expect(await tried()).toEqual(['CRM_UNAVAILABLE', 'BILLING_UNAVAILABLE']);
    await world.sandbox.put('sandbox', 'company', [{ id: 'globex' }]);
    expect(await tried()).toEqual(['done', 'done']);
  });

  it('an account is connected with a client and its secret, and a key where the vendor has keys', async () => {
    const post = (vendor: string, body: object) =>
      world.call(world.adminB, 'POST /admin/vendor-accounts/:vendor', { vendor }, body);
    for (const vendor of ['crm', 'billing'])
      expect((await post(vendor, { credential: 'pasted_token' })).code).toBe('VALIDATION_FAILED');
    expect((await post('stripe', { credential: 'sk_test_globex', client_id: 'client_globex' })).code).toBe(
      'VALIDATION_FAILED',
    );
    const unknown = { credential: 'crm_secret_globex', client_id: 'client_of_nobody' };
    expect((await post('crm', unknown)).code).toBe('VENDOR_CREDENTIAL_REFUSED');
  });

  it('a secret goes to no other host: a redirect of the token endpoint is not followed with it', async () => {
    const seen: string[] = [];
    const other = createServer(async (request, response) => {
      seen.push(`${request.url} ${await text(request)} ${request.headers.authorization}`);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/taken`;
    for (const status of [302, 307, 308]) {
      const vendor = createServer((_request, response) =>
        response.writeHead(status, { location: elsewhere }).end(),
      ).listen(0, '127.0.0.1');
      await once(vendor, 'listening');
      const baseUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
      const at = { baseUrl, credential: 'the_secret', clientId: 'the_client', mock: true };
      expect(await code((await createSalesforceClient(at)).identify())).toBe('CRM_UNAVAILABLE');
      expect(await code(createZuoraClient(at).identify())).toBe('BILLING_UNAVAILABLE');
      vendor.close();
    }
    other.close();
    expect(seen.join('\n')).not.toMatch(/the_secret|the_client/);
  });
});

describe('two tenants never share a token', () => {
  const ofBoth = async (vendors: Vendors) => [
    await reads(vendors, A),
    await reads(vendors, B),
    await reads(vendors, A),
  ];
  const right = [
    ['of initech', 'pay-of-initech'],
    ['of globex', 'pay-of-globex'],
    ['of initech', 'pay-of-initech'],
  ];

  it('each reads at its own company, also after both tokens have ended', async () => {
    for (const [vendor, secret] of [
      ['crm', 'crm_initech'],
      ['billing', 'bill_initech'],
    ] as const) {
      const more = { company: 'initech', other_account: true };
      const wanted = await world.connect(world.adminA, vendor, secret, more);
      expect((await world.approve(A, wanted.body.waiting.change_id)).status).toBe(200);
    }
    expect(await ofBoth(world.vendors)).toEqual(right);
    for (const vendor of ['salesforce', 'zuora'])
      for (const company of ['globex', 'initech'])
        await world.sandbox.fault({ vendor, fault: 'token_ended', company, times: 1 });
    expect(await ofBoth(world.vendors)).toEqual(right);
  });

  it('planted bug: with clients kept by vendor instead of by account, one reads the records of the other', async () => {
    const { cipher } = adminDeps(world.database.db);
    let first: string | null = null;
    const vendors = createVendors({
      ...world.vendorDeps,
      cipher: {
        ...cipher,
        decrypt(place: Parameters<typeof cipher.decrypt>[0], text: string) {
          first ??= cipher.decrypt(place, text);
          return first;
        },
      } as typeof cipher,
    });
    expect((await (await vendors.crm(A)).fetchCase('CASE-1')).dispute.description).toBe('of initech');
    expect((await (await vendors.crm(B)).fetchCase('CASE-1')).dispute.description).toBe('of initech');
  });
});
