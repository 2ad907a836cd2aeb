import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { connectStripe, disconnectStripe } from '../../../activities/reconciliation/connectStripe.ts';
import { powerRoutes } from '../../../api/identity/powerRoutes.ts';
import { reconciliation } from '../../../api/reconciliation/area.ts';
import { sandboxClient } from '../../../cli/demo/sandboxClient.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { checkWhmcs, whmcsEndpoint } from '../../../providers/whmcs/endpoint.ts';
import { accountRouters } from '../../../sandbox/accountRouters.ts';
import { controlRouter } from '../../../sandbox/control.ts';
import { SandboxStore } from '../../../sandbox/store.ts';
import type { StripeConnectionInput } from '../../../workflows/reconciliation/contract.ts';
import { adminDeps, caller, principalOf } from '../routeCaller.ts';
import { createTestDatabase } from '../testDatabase.ts';

export const CONNECT_SECRET = 'whsec_of_connected_accounts';

/** The books, the sandbox, and the routes of billing connections: no engine. */
export async function openBillingWorld(serverUrl: string) {
  const database = await createTestDatabase(serverUrl);
  const { db } = database;
  const store = new SandboxStore(mkdtempSync(join(tmpdir(), 'countersign-billing-')));
  const app = express().use('/_sandbox', controlRouter(store, { url: undefined, secret: 'x' }));
  const server = app.use(accountRouters(store, { url: undefined, secret: 'x' })).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { cipher, ...admin } = adminDeps(db);
  const whmcsSandboxUrl = `${base}/whmcs`;
  const platform = { baseUrl: base, credential: 'sk_test_sandbox', clientId: 'ca_sandbox', mock: true };
  const stripeDeps = { db, cipher, stripePlatform: () => platform };
  const routes = [
    ...reconciliation.routes({
      db,
      cipher,
      tryRules: () => Promise.reject(new Error('no rules are tried here')),
      // What the engine does with a consent: its one activity.
      sendDecision: async () => ({ kind: 'pending' as const }),
      startProcess: async (tenantId, processId) => {
        const [row] = await database.owner`select kind, input from processes where id = ${processId}`;
        const input = { ...(row?.input as StripeConnectionInput), tenantId, processId };
        if (row?.kind === 'stripe-connection')
          await (input.change === 'connect' ? connectStripe : disconnectStripe)(stripeDeps)(input);
        return null;
      },
      timeZone: 'UTC',
      sessionSecret: 'a secret of sessions that only this test knows',
      stripeConnect: {
        authorizeUrl: `${base}/oauth/authorize`,
        clientId: platform.clientId,
        redirectUri: 'http://127.0.0.1:1/api/v1/integrations/stripe/oauth/callback',
        mock: true,
      },
      stripeConnectSecret: CONNECT_SECRET,
      whmcs: {
        isRehearsed: true,
        publicUrl: 'https://countersign.example',
        check: (baseUrl, credential) => checkWhmcs(whmcsEndpoint({ baseUrl, mock: true }, credential, whmcsSandboxUrl)),
      },
    }),
    ...powerRoutes({ cipher, ...admin }),
  ];
  const call = caller(routes);
  const people = {
    adminA: await principalOf(database, 'admin@countersign.example'),
    adminB: await principalOf(database, 'admin@second.example'),
    boss: await principalOf(database, 'super@countersign.example'),
  };

  /** A licence key of a tenant, as its super user gets it. */
  async function licence(tenantId: string, more: object = {}) {
    const body = { name: 'Licence', instance_limit: 5, ...more };
    const made = await call(people.boss, 'POST /admin/tenants/:tenant_id/license-keys', { tenant_id: tenantId }, body);
    if (made.status !== 201) throw new Error(`licence: ${made.code}`);
    return made.body as { key: string; license_id: string };
  }

  const OWN = { home: people.adminA, globex: people.adminB };
  const register = (company: keyof typeof OWN, licenseKey: string, more: object = {}) =>
    call(
      OWN[company],
      'POST /integrations/whmcs',
      {},
      {
        license_key: licenseKey,
        base_url: `https://billing.${company}.example`,
        identifier: `whmcs_${company}`,
        secret: `whmcs_secret_${company}`,
        gateway: 'banktransfer',
        time_zone: 'Europe/Berlin',
        ...more,
      },
    );

  return {
    A,
    B,
    database,
    db,
    cipher,
    store,
    base,
    whmcsSandboxUrl,
    stripeDeps,
    sandbox: sandboxClient(base),
    routes,
    call,
    ...people,
    licence,
    register,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      await database.end();
    },
  };
}
export type BillingWorld = Awaited<ReturnType<typeof openBillingWorld>>;
