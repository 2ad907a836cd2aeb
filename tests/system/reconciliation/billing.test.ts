import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import { signWhmcsHook } from '../../../providers/whmcs/webhook.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
let instanceId = '';
beforeAll(() => {
  world = openWorld();
});
afterAll(async () => {
  if (instanceId) await world.admin.post(`/integrations/whmcs/${instanceId}/disconnect`, {});
  await world.close();
});

const invoice = (number: number) =>
  eventually(`invoice ${number}`, async () => {
    const { body } = await world.admin.get<{ invoices: { balance_minor: number; state: string }[] }>(
      `/reconciliation/invoices?number=${number}`,
    );
    return body.invoices[0];
  });

describe('[PY-WHM-01] [PY-WHM-02] [W-04] an installation of WHMCS, from its licence key to an invoice', () => {
  it('is registered, read by its workflow, and read again when its hook tells of a change', async () => {
    const key = await world.superUser.post<{ key: string }>(`/admin/tenants/${A}/license-keys`, {
      name: 'System test',
      instance_limit: 1,
    });
    await world.sandbox.put('whmcs', 'invoice', [{ id: 7001, total: '15.00' }]);
    const made = await world.admin.post<{ instance_id: string }>('/integrations/whmcs', {
      license_key: key.body.key,
      base_url: 'https://billing.system-test.example',
      identifier: 'whmcs_home',
      secret: 'whmcs_secret_home',
      gateway: 'banktransfer',
      time_zone: 'UTC',
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    instanceId = made.body.instance_id;
    const started = await world.admin.post<{ workflow_id: string }>(`/integrations/whmcs/${instanceId}/sync`, {});
    expect([started.status, started.body.workflow_id]).toEqual([202, `whmcs-sync:${A}:${instanceId}`]);
    expect(await invoice(7001)).toMatchObject({ balance_minor: 1_500, state: 'unpaid' });
    const file = await fetch(`${world.run.api}/api/v1/integrations/whmcs/${instanceId}/module`, {
      headers: { authorization: `Bearer ${await world.admin.bearer()}` },
    });
    const secret = /whs_[\w-]+/.exec(await file.text())?.[0] ?? '';
    await world.sandbox.put('whmcs', 'client', [{ id: 9, firstname: 'Ann', lastname: 'Lee' }]);
    await world.sandbox.put('whmcs', 'invoice', [{ id: 7002, total: '9.00', userid: 9 }]);
    const body = JSON.stringify({ event: 'InvoiceCreated', id: 7002, nonce: crypto.randomUUID() });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const send = (signature: string) =>
      fetch(`${world.run.api}/webhooks/whmcs/${instanceId}`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-countersign-timestamp': timestamp,
          'x-countersign-signature': signature,
        },
      });
    const refused = await send('sha256=00');
    expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
      401,
      'INVALID_SIGNATURE',
    ]);
    expect((await send(signWhmcsHook(secret, timestamp, body))).status).toBe(200);
    expect(await invoice(7002)).toMatchObject({ balance_minor: 900 });
    await eventually('the readings have ended', async () => {
      const [open] =
        await world.owner`select count(*)::int as n from processes where kind = 'whmcs-sync' and status = 'open'`;
      return open?.n === 0;
    });
    const { body: shown } = await world.admin.get<{ state: { text: string } }>(`/integrations/whmcs/${instanceId}`);
    expect(shown.state.text).toBe('Read');
    for (const log of ['api', 'worker']) expect(world.log(log)).not.toContain('whmcs_secret_home');
  });
});

describe('[PY-STR-05] [W-03] a Stripe account, from consent to a payment', () => {
  it('is connected and read by its workflows', async () => {
    await world.sandbox.put('stripe', 'charge', [
      { id: 'ch_system_billing', amount: 4_200, currency: 'usd', created: Math.floor(Date.now() / 1000) - 60 },
    ]);
    const token = await world.admin.bearer();
    const asked = await fetch(`${world.run.api}/api/v1/integrations/stripe/oauth/init`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { authorization_url: url } = (await asked.json()) as { authorization_url: string };
    const page = await fetch(url, { redirect: 'manual' });
    const cookie = (asked.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const back = new URL(page.headers.get('location') ?? '');
    const answer = await fetch(`${world.run.api}/api/v1/integrations/stripe/oauth/callback${back.search}`, {
      headers: { cookie },
    });
    const connection = (await answer.json()) as { connection_id: string; status: string };
    expect([200, 202], JSON.stringify(connection)).toContain(answer.status);
    const payment = await eventually('the payment', async () => {
      const { body } = await world.admin.get<{ payments: { stripe_id: string; net_minor: number }[] }>(
        '/reconciliation/payments?limit=200',
      );
      return body.payments.find((one) => one.stripe_id === 'ch_system_billing');
    });
    expect(payment.net_minor).toBe(4_200 - 152);
    await eventually('disconnected', async () => {
      const { body } = await world.admin.post<{ status: string }>(
        `/integrations/stripe/${connection.connection_id}/disconnect`,
        {},
      );
      return body.status === 'disconnected';
    });
    for (const log of ['api', 'worker']) expect(world.log(log)).not.toContain('sk_test_connected_');
  });
});
