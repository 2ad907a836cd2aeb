import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { stripeRefundAdapter } from '../../activities/money/adapters.ts';
import { advanceCommand } from '../../activities/money/advanceCommand.ts';
import { stripeWebhookRoutes } from '../../api/disputes/stripeWebhook.ts';
import type { Principal } from '../../api/http/tokens.ts';
import { powerRoutes } from '../../api/identity/powerRoutes.ts';
import { vendorAccountRoutes } from '../../api/vendors/accountRoutes.ts';
import { startDispute } from '../../books/disputes/startDispute.ts';
import { intendCommand } from '../../books/money/intendCommand.ts';
import { sandboxClient } from '../../cli/demo/sandboxClient.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../db/seed/tenants.ts';
import type { AccountVendor } from '../../domain/vendors/accounts.ts';
import { accountRouters } from '../../sandbox/accountRouters.ts';
import { controlRouter } from '../../sandbox/control.ts';
import { SandboxStore } from '../../sandbox/store.ts';
import { signStripePayload } from '../../sandbox/vendors/stripeEvents.ts';
import { createAccountChecks } from '../../workers/accountCheck.ts';
import { createVendors } from '../../workers/vendors.ts';
import { approveSample } from './approveSample.ts';
import { adminDeps, caller, principalOf } from './routeCaller.ts';
import { createTestDatabase } from './testDatabase.ts';

const KEYS = { stripe: 'sk_test_globex', crm: 'crm_secret_globex', billing: 'billing_secret_globex' } as const;

/**
 * The books, the vendors of the sandbox with their companies, and the routes with which tenants connect accounts. The
 * installation's own credentials are those of the home company and belong to the first tenant.
 */
export async function openAccountWorld(serverUrl: string) {
  const database = await createTestDatabase(serverUrl);
  const { db } = database;
  const store = new SandboxStore(mkdtempSync(join(tmpdir(), 'countersign-accounts-')));
  const app = express().use('/_sandbox', controlRouter(store, { url: undefined, secret: 'x' }));
  const server = app.use(accountRouters(store, { url: undefined, secret: 'x' })).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sandbox = sandboxClient(base);
  const paths: Record<string, string> = { stripe: '', crm: '/salesforce', billing: '/zuora' };
  const endpoint = (name: string) => ({
    baseUrl: `${base}${paths[name]}`,
    credential: 'sk_test_sandbox',
    ...(name === 'stripe' ? {} : { clientId: 'client_home' }),
    mock: true,
  });
  const { cipher, ...admin } = adminDeps(db);
  const vendorDeps = { db, cipher, endpoint, whatsappNumberId: 'x', vendorTenantId: A };
  const vendors = createVendors(vendorDeps);
  const deps = {
    db,
    cipher,
    vendorTenantId: A,
    vendorAccounts: { ...createAccountChecks(endpoint), isConfigured: () => true },
  };
  const call = caller([...vendorAccountRoutes(deps), ...powerRoutes({ cipher, ...admin })]);
  const hooks = stripeWebhookRoutes({ ...deps, stripeWebhookSecret: 'whsec_of_home_only' });
  const hook = async (path: string, account: string | null, event: object, secret: string): Promise<string> => {
    const payload = JSON.stringify(event);
    const header = (name: string) => (name === 'stripe-signature' ? signStripePayload(payload, secret) : undefined);
    try {
      await hooks
        .find((route) => route.path === path && route.method === 'post')
        ?.handle({ rawBody: Buffer.from(payload), header, requestId: 'hook' } as never, null, {
          params: { account_id: account },
        } as never);
      return 'taken';
    } catch (error) {
      return String((error as { code?: string }).code);
    }
  };
  const adminA = await principalOf(database, 'admin@countersign.example');
  const adminB = await principalOf(database, 'admin@second.example');
  const boss = await principalOf(database, 'super@countersign.example');
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    store.close();
    await database.end();
  };
  /** Where the vendor has clients the credential is the secret of `client_{company}`. */
  const connect = (
    who: Principal,
    vendor: AccountVendor,
    credential: string,
    { company = 'globex', ...more }: { company?: string; [field: string]: unknown } = {},
  ) => {
    const client = vendor === 'stripe' ? {} : { client_id: `client_${company}` };
    return call(who, 'POST /admin/vendor-accounts/:vendor', { vendor }, { credential, ...client, ...more });
  };
  const approve = (tenantId: string, changeId: string, who = boss) =>
    call(who, 'POST /admin/tenants/:tenant_id/power-changes/:change_id/approve', {
      tenant_id: tenantId,
      change_id: changeId,
    });
  const disconnect = (who: Principal, vendor: AccountVendor) =>
    call(who, 'POST /admin/vendor-accounts/:vendor/disconnect', { vendor });
  const connectedRow = async (tenantId: string, vendor: AccountVendor) =>
    (
      await database.owner`select * from vendor_accounts where tenant_id = ${tenantId} and vendor = ${vendor} and state = 'connected' and source = 'tenant'`
    )[0];
  const start = (tenantId: string, caseId: string) =>
    database.db.withTenant(tenantId, (tx) =>
      startDispute(tx, {
        tenantId,
        vendorTenantId: A,
        caseId,
        customerId: 'ACC-1',
        startedBy: 'queue',
        requestId: 'r',
        review: { remindMs: 1000, escalateMs: 1000, expireMs: 1000 },
        mayRerun: true,
      }),
    );

  /** An approved refund of 4,500 of `ch_{caseId}` (6,000 there), brought to its outcome with the account the tenant has. */
  async function intendRefund(tenantId: string, caseId: string) {
    const { scope, decisionId, decision, exposure, charge } = await approveSample(database.db, tenantId, caseId);
    const parameters = {
      charge: charge.chargeId,
      amount: 4500,
      metadata: { business_key: `${tenantId}:${decisionId}:refund` },
    };
    const call = { leg: 'refund', vendor: 'stripe', parameters, apiVersion: 'v', mock: true } as const;
    const command = await database.db.withTenant(tenantId, (tx) =>
      intendCommand(tx, { ...scope, ...call, decision, exposure }),
    );
    if (command === 'stopped') throw new Error('stopped');
    return command;
  }
  const send = async (tenantId: string, commandId: string) =>
    advanceCommand(database.db, tenantId, commandId, stripeRefundAdapter((await vendors.stripe(tenantId)).client));

  /** Connects the second tenant to Globex at all three vendors. */
  async function connectAll(webhookSecret: string): Promise<void> {
    for (const vendor of ['stripe', 'crm', 'billing'] as const) {
      const more = vendor === 'stripe' ? { webhook_secret: webhookSecret } : {};
      const asked = await connect(adminB, vendor, KEYS[vendor], more);
      const done = await approve(B, asked.body.waiting.change_id);
      if (done.status !== 200) throw new Error(`${vendor}: ${done.code}`);
    }
  }

  return {
    database,
    sandbox,
    vendors,
    vendorDeps,
    call,
    hook,
    adminA,
    adminB,
    boss,
    stop,
    connect,
    approve,
    disconnect,
    connectedRow,
    start,
    intendRefund,
    send,
    connectAll,
  };
}
export type AccountWorld = Awaited<ReturnType<typeof openAccountWorld>>;

/** The code a piece of work ends with. */
export const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string; type?: string }) => error.code ?? error.type ?? String(error),
  );
