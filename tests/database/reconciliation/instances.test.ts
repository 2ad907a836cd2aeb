import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { whmcsInstances } from '../../../db/reconciliation/schema.ts';
import { type BillingWorld, openBillingWorld } from './billingWorld.ts';

let world: BillingWorld;
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
});
afterAll(() => world.stop());

const id = (answer: { body: { instance_id: string } }) => ({ instance_id: answer.body.instance_id });

describe('[PY-DB-02] [U-41] licence keys', () => {
  it('an unknown, foreign, suspended, expired or full key registers nothing, and no call leaves for it', async () => {
    const { A, B, licence, register, call, boss, sandbox } = world;
    const own = await licence(A);
    const foreign = await licence(B);
    const at = { tenant_id: A, license_id: own.license_id };
    const change = (body: object) => call(boss, 'PATCH /admin/tenants/:tenant_id/license-keys/:license_id', at, body);
    const before = (await sandbox.requests('whmcs')).length;
    expect((await register('home', 'csl_00000000_x')).code).toBe('LICENSE_KEY_UNKNOWN');
    expect((await register('home', foreign.key)).code).toBe('LICENSE_KEY_UNKNOWN');
    await change({ state: 'suspended' });
    expect((await register('home', own.key)).code).toBe('LICENSE_KEY_SUSPENDED');
    await change({ state: 'active', expires_at: '2026-01-01T00:00:00Z' });
    expect((await register('home', own.key)).code).toBe('LICENSE_KEY_EXPIRED');
    expect((await sandbox.requests('whmcs')).length).toBe(before);
    await change({ expires_at: null, instance_limit: 1 });
    const made = await register('home', own.key);
    expect([made.status, made.body.status]).toEqual([201, 'active']);
    expect((await register('home', own.key, { base_url: 'https://two.home.example' })).code).toBe(
      'LICENSE_LIMIT_REACHED',
    );
    await call(world.adminA, 'POST /integrations/whmcs/:instance_id/disconnect', id(made));
  });

  it('is shown once, kept as a hash, and unknown at once when another takes its place', async () => {
    const { A, licence, call, boss, register, database } = world;
    const { key, license_id: licenseId } = await licence(A);
    const listed = await call(boss, 'GET /admin/tenants/:tenant_id/license-keys', { tenant_id: A });
    expect(JSON.stringify(listed.body)).not.toContain(key);
    const rows = await database.owner`select * from license_keys`;
    const events = await database.owner`select data from events where type like 'license_%'`;
    expect(JSON.stringify([rows, events])).not.toContain(key);
    const rotated = await call(boss, 'POST /admin/tenants/:tenant_id/license-keys/:license_id/rotate', {
      tenant_id: A,
      license_id: licenseId,
    });
    expect((await register('home', key)).code).toBe('LICENSE_KEY_UNKNOWN');
    const made = await register('home', rotated.body.key);
    expect(made.status).toBe(201);
    await call(world.adminA, 'POST /integrations/whmcs/:instance_id/disconnect', id(made));
  });

  it('of two registrations at once that want the last place one gets it', async () => {
    const { A, licence, register } = world;
    const { key } = await licence(A, { instance_limit: 1 });
    const both = await Promise.all(
      ['one', 'two'].map((name) => register('home', key, { base_url: `https://${name}.race.example` })),
    );
    expect(both.map(({ status, code }) => code ?? status).toSorted()).toEqual([201, 'LICENSE_LIMIT_REACHED']);
    const made = both.find(({ status }) => status === 201);
    await world.call(world.adminA, 'POST /integrations/whmcs/:instance_id/disconnect', {
      instance_id: made?.body.instance_id,
    });
  });
});

describe('[PY-DB-03] [PY-WHM-07] a WHMCS instance', () => {
  it('keeps its credential encrypted and shows it nowhere; a refused one registers nothing', async () => {
    const { A, licence, register, call, adminA, database } = world;
    const { key } = await licence(A);
    expect((await register('home', key, { secret: 'another_secret' })).code).toBe('VENDOR_CREDENTIAL_REFUSED');
    const made = await register('home', key, { access_key: 'pass-the-list' });
    const shown = await call(adminA, 'GET /integrations/whmcs/:instance_id', id(made));
    expect(shown.body).toMatchObject({ has_access_key: true, state: { text: 'Connected, and not read yet' } });
    const everything = JSON.stringify([
      made.body,
      shown.body,
      (await call(adminA, 'GET /integrations/whmcs')).body,
      await database.owner`select * from whmcs_instances`,
      await database.owner`select data from events`,
    ]);
    for (const secret of ['whmcs_secret_home', 'whmcs_home"', 'pass-the-list'])
      expect(everything).not.toContain(secret);
    expect((await register('home', key)).code).toBe('INSTANCE_IN_USE');
    await call(adminA, 'POST /integrations/whmcs/:instance_id/disconnect', id(made));
    const [row] =
      await database.owner`select identifier, secret, hook_secret, status from whmcs_instances where id = ${made.body.instance_id}`;
    expect(row).toEqual({ identifier: null, secret: null, hook_secret: null, status: 'disconnected' });
  });

  it('records more by itself only when a second person has approved it, and the database holds to that', async () => {
    const { A, licence, register, call, adminA, boss, db } = world;
    const made = await register('home', (await licence(A)).key);
    const patch = (body: object) => call(adminA, 'PATCH /integrations/whmcs/:instance_id', id(made), body);
    expect((await patch({ gateway: 'mailin', review_threshold: 50 })).status).toBe(200);
    const asked = await patch({ auto_approve: true, auto_limit_minor: 10_000, name: 'Renamed' });
    expect([asked.status, asked.body.auto_approve, asked.body.name]).toEqual([202, false, 'Renamed']);
    await expect(
      db.withTenant(A, (tx) =>
        tx
          .update(whmcsInstances)
          .set({ autoApprove: true, autoLimitMinor: 10_000 })
          .where(sql`id = ${made.body.instance_id}`),
      ),
    ).rejects.toMatchObject({ cause: { code: '23514' } });
    const at = { tenant_id: A, change_id: asked.body.waiting_change_id };
    const done = await call(boss, 'POST /admin/tenants/:tenant_id/power-changes/:change_id/approve', at);
    expect(done.status, String(done.code)).toBe(200);
    const after = await call(adminA, 'GET /integrations/whmcs/:instance_id', id(made));
    expect(after.body).toMatchObject({
      auto_approve: true,
      auto_limit_minor: 10_000,
      waiting_change_id: null,
      gateway: 'mailin',
    });
    // Less needs nobody else; more does.
    expect((await patch({ auto_limit_minor: 5_000 })).status).toBe(200);
    expect((await patch({ auto_threshold: 90 })).status).toBe(202);
    expect((await patch({ auto_threshold: 40, review_threshold: 50 })).code).toBe('VALIDATION_FAILED');
    await call(adminA, 'POST /integrations/whmcs/:instance_id/disconnect', id(made));
  });

  it('its hook file names its own address and secret, and another secret takes the place of the old one', async () => {
    const { A, licence, register, call, adminA } = world;
    const made = await register('home', (await licence(A)).key);
    const file = await call(adminA, 'GET /integrations/whmcs/:instance_id/module', id(made));
    expect(file.body).toContain(`https://countersign.example/api/v1/webhooks/whmcs/${made.body.instance_id}`);
    const secretOf = (text: string) => /whs_[\w-]+/.exec(text)?.[0];
    const renewed = await call(adminA, 'POST /integrations/whmcs/:instance_id/hook-secret', id(made));
    expect([secretOf(file.body)?.length, secretOf(file.body) === secretOf(renewed.body)]).toEqual([47, false]);
    await call(adminA, 'POST /integrations/whmcs/:instance_id/disconnect', id(made));
  });

  it('[PY-TEN-06] is nothing to another tenant, who can not register the same installation either', async () => {
    const { A, B, licence, register, call, adminB } = world;
    const made = await register('home', (await licence(A)).key);
    for (const operation of [
      'GET /integrations/whmcs/:instance_id',
      'GET /integrations/whmcs/:instance_id/module',
      'POST /integrations/whmcs/:instance_id/disconnect',
    ])
      expect((await call(adminB, operation, id(made))).code, operation).toBe('NOT_FOUND');
    expect((await call(adminB, 'PATCH /integrations/whmcs/:instance_id', id(made), { name: 'mine' })).code).toBe(
      'NOT_FOUND',
    );
    expect((await call(adminB, 'GET /integrations/whmcs')).body.instances).toEqual([]);
    const same = { base_url: 'https://billing.home.example', identifier: 'whmcs_home', secret: 'whmcs_secret_home' };
    expect((await register('globex', (await licence(B)).key, same)).code).toBe('INSTANCE_IN_USE');
    await call(world.adminA, 'POST /integrations/whmcs/:instance_id/disconnect', id(made));
  });
});
