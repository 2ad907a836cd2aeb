import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import express from 'express';
import { banking } from '../../../activities/banking/area.ts';
import { prepareBank, takeBankCode } from '../../../books/banking/beginBank.ts';
import { startBankSync } from '../../../books/banking/startBankSync.ts';
import type { BankConnectionRow } from '../../../db/banking/connections.ts';
import { bankConnections } from '../../../db/banking/schema.ts';
import { createFieldCipher } from '../../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import type { OpenBankingName } from '../../../domain/banking/feed.ts';
import type { BankProvider } from '../../../domain/banking/line.ts';
import { createEnableBanking } from '../../../providers/openBanking/enableBanking.ts';
import { createGoCardless } from '../../../providers/openBanking/gocardless.ts';
import { createPlaid } from '../../../providers/plaid/client.ts';
import { bankRouters } from '../../../sandbox/bankRouters.ts';
import { faultSchema } from '../../../sandbox/faults.ts';
import { SandboxStore } from '../../../sandbox/store.ts';
import type { BankProgress } from '../../../workflows/banking/contract.ts';
import { createTestDatabase } from '../testDatabase.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SANDBOX_NAMES = { plaid: 'plaid', gocardless: 'gocardless', enable_banking: 'enablebanking' } as const;
export const NOTHING: BankProgress = { lines: 0, added: 0, changed: 0, removed: 0, refused: 0, restarts: 0 };

/** The books, the three providers of the sandbox, and the activities of banks as a worker has them; no engine. */
export async function openBankWorld(serverUrl: string) {
  const database = await createTestDatabase(serverUrl);
  const { db, owner } = database;
  const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 5) } });
  const store = new SandboxStore(mkdtempSync(join(tmpdir(), 'countersign-bank-world-')));
  const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const options = { plaidWebhookUrl: undefined, bankApplicationKey: key, publicUrl: undefined };
  const server = createServer(express().use(bankRouters(store, options)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients = () => {
    const plaid = createPlaid({ baseUrl: `${base}/plaid`, clientId: 'sandbox', secret: 'sandbox', mock: true });
    const openBanking = {
      gocardless: createGoCardless({ baseUrl: `${base}/gocardless`, secretId: 's', secretKey: 's', mock: true }),
      enable_banking: createEnableBanking({
        baseUrl: `${base}/enablebanking`,
        applicationId: 'sandbox',
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        mock: true,
      }),
    };
    return { plaid: () => plaid, openBanking: (name: OpenBankingName) => openBanking[name] };
  };
  const bankClients = clients();
  const activities = banking.activities({
    db,
    cipher,
    bankClients,
    approverEmails: ['approver@countersign.example'],
  }).core;

  const userOf = async (tenantId: string): Promise<string> => {
    const [user] = await owner`select id from users where tenant_id = ${tenantId} and 'admin' = any(roles) limit 1`;
    return String(user?.id);
  };
  const bankNow = async (id: string, tenantId = A): Promise<BankConnectionRow> => {
    const [row] = await db.withTenant(tenantId, (tx) =>
      tx.select().from(bankConnections).where(eq(bankConnections.id, id)),
    );
    if (!row) throw new Error('no bank');
    return row;
  };

  /** Sends a person to the bank's page and takes what the callback brings. */
  async function consent(provider: BankProvider, id: string, tenantId: string, bank: string) {
    const userId = await userOf(tenantId);
    const row = { id, tenantId, userId, provider, historyDays: 90, mock: true };
    const prepare = (more: { begun: string | null; institutionId: string | null; institutionName: string | null }) =>
      db.withTenant(tenantId, (tx) => prepareBank(tx, cipher, { ...row, ...more }));
    if (provider === 'plaid') {
      const known = await bankNow(id, tenantId).catch(() => null);
      const token = known?.accessToken
        ? cipher.decrypt({ tenantId, table: 'bank_connections', column: 'access_token', rowId: id }, known.accessToken)
        : null;
      const link = await bankClients
        .plaid()
        .linkToken({ userId, webhookUrl: null, returnUrl: 'https://desk.example/', accessToken: token });
      await prepare({ begun: link.linkToken, institutionId: null, institutionName: null });
      await fetch(link.url ?? '', { redirect: 'manual' });
      return null;
    }
    const client = bankClients.openBanking(provider);
    const found = (await client.institutions('DE')).find(({ name }) => name === bank);
    const begun = await client.beginConsent({
      institutionId: found?.id ?? '',
      redirectUrl: 'https://desk.example/back',
      state: 's',
      days: 90,
      nowMs: Date.now(),
    });
    await prepare({ begun: begun.reference, institutionId: found?.id ?? null, institutionName: bank });
    const page = await fetch(begun.link, { redirect: 'manual' });
    return new URL(page.headers.get('location') ?? '').searchParams.get('code');
  }

  /** Connects a bank, or connects it once more under its id. */
  async function connect(
    provider: BankProvider,
    { id = crypto.randomUUID() as string, tenantId = A, bank = 'First Example Bank' } = {},
  ): Promise<string> {
    const code = await consent(provider, id, tenantId, bank);
    const { processId } = await db.withTenant(tenantId, (tx) =>
      takeBankCode(tx, cipher, { connectionId: id, code }, 'user:test'),
    );
    await activities.connectBank({ tenantId, connectionId: id, processId });
    return id;
  }

  /** One reading as its workflow does it; what it throws is the code that it failed with. */
  async function read(id: string, tenantId = A) {
    const bank = await bankNow(id, tenantId);
    const { process } = await db.withTenant(tenantId, (tx) => startBankSync(tx, bank, { startedBy: 'test' }));
    const run = { tenantId, connectionId: id, processId: process.id };
    const progress = { ...NOTHING };
    let limitedUntilMs: number | null = null;
    let code: string | null = null;
    let steps = 0;
    for (let fresh = true; ; fresh = false) {
      steps += 1;
      const step = await activities.readBank({ ...run, fresh }).catch((error: unknown) => {
        code = String((error as { type?: string; code?: string }).type ?? (error as { code?: string }).code);
        return null;
      });
      if (!step) break;
      for (const name of Object.keys(progress) as (keyof BankProgress)[]) progress[name] += step[name];
      limitedUntilMs = step.limitedUntilMs ?? limitedUntilMs;
      if (!step.more) break;
    }
    const { again } = await activities.endBankSync({ ...run, progress, code, limitedUntilMs });
    return { ...progress, code, limitedUntilMs, steps, again };
  }

  const linesOf = (tenantId = A) =>
    owner`select t.*, a.last_four from bank_transactions t join bank_accounts a on a.id = t.account_id
      where t.tenant_id = ${tenantId} order by t.booked_on, t.amount_minor, t.id`;
  const eventsOf = async (id: string): Promise<string[]> =>
    (await owner`select type from events where subject = ${`bank:${id}`} order by sequence`).map((row) =>
      String(row.type),
    );

  return {
    ...database,
    cipher,
    store,
    activities,
    bankClients,
    bankNow,
    connect,
    read,
    linesOf,
    eventsOf,
    fault: (provider: BankProvider, fault: string, more: { times?: number; route?: string } = { times: 1 }) =>
      store.addFault(faultSchema.parse({ vendor: SANDBOX_NAMES[provider], fault, ...more })),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      await database.end();
    },
  };
}
