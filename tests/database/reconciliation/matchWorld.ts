import { openMatch } from '../../../activities/reconciliation/openMatch.ts';
import { storeMatches } from '../../../activities/reconciliation/storeMatches.ts';
import { bankAccounts, bankTransactions } from '../../../db/banking/schema.ts';
import type { Transaction } from '../../../db/database.ts';
import { createFieldCipher } from '../../../db/encryption/fieldCipher.ts';
import { invoiceMatches } from '../../../db/reconciliation/matchSchema.ts';
import { billingClients, invoices, licenseKeys, whmcsInstances } from '../../../db/reconciliation/schema.ts';
import { seal } from '../../../db/reconciliation/sealed.ts';
import { stripeConnections, stripePayments } from '../../../db/reconciliation/stripeSchema.ts';
import { DEFAULT_TENANT_ID, SECOND_TENANT_ID } from '../../../db/seed/tenants.ts';
import { tryRules } from '../../../domain/matching/invoices/dryRun.ts';
import { createTestDatabase } from '../testDatabase.ts';

let made = 0;

/** The books with an account, an instance and a Stripe account of two tenants, whose rows are written as readings write them. */
export async function openMatchWorld(serverUrl: string) {
  const database = await createTestDatabase(serverUrl);
  const { db, owner } = database;
  const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 9) } });
  const books = <Result>(work: (tx: Transaction) => Promise<Result>, tenantId: string = DEFAULT_TENANT_ID) =>
    db.withTenant(tenantId, work);
  const one = <Row>(rows: Row[]): Row => {
    if (!rows[0]) throw new Error('not written');
    return rows[0];
  };

  async function tenantWorld(tenantId: string) {
    const by = { tenantId, name: 'Test' };
    return books(async (tx) => {
      const license = one(
        await tx
          .insert(licenseKeys)
          .values({ ...by, prefix: 'csl', keyHash: crypto.randomUUID(), instanceLimit: 5, issuedBy: 'test' })
          .returning(),
      );
      const instance = one(
        await tx
          .insert(whmcsInstances)
          .values({
            ...by,
            licenseId: license.id,
            baseUrl: `https://billing-${crypto.randomUUID()}.example`,
            status: 'active',
            identifier: 'sealed',
            secret: 'sealed',
            hookSecret: 'sealed',
            gateway: 'banktransfer',
            timeZone: 'Europe/Berlin',
            autoThreshold: 95,
            reviewThreshold: 60,
            registeredBy: 'test',
            mock: true,
          })
          .returning(),
      );
      const account = one(
        await tx
          .insert(bankAccounts)
          .values({ ...by, identityKey: crypto.randomUUID(), currency: 'USD', mock: true })
          .returning(),
      );
      const stripe = one(
        await tx
          .insert(stripeConnections)
          .values({
            tenantId,
            userId: crypto.randomUUID(),
            status: 'active',
            accountId: `acct_${crypto.randomUUID()}`,
            accountName: 'Shop',
            accessToken: 'sealed',
            mock: true,
          })
          .returning(),
      );
      return { instance, account, stripe };
    }, tenantId);
  }
  const worlds: Record<string, Awaited<ReturnType<typeof tenantWorld>>> = {
    [DEFAULT_TENANT_ID]: await tenantWorld(DEFAULT_TENANT_ID),
    [SECOND_TENANT_ID]: await tenantWorld(SECOND_TENANT_ID),
  };
  const of = (tenantId: string) => worlds[tenantId] as Awaited<ReturnType<typeof tenantWorld>>;

  /** An open invoice with its client. Amounts in minor units. */
  async function invoice(over: Partial<typeof invoices.$inferInsert> & { client?: string } = {}) {
    const { client = 'GreenLeaf Ltd', ...facts } = over;
    const tenantId = facts.tenantId ?? DEFAULT_TENANT_ID;
    made += 1;
    const number = 20_000 + made;
    return books(async (tx) => {
      const row = { id: crypto.randomUUID(), tenantId };
      await tx.insert(billingClients).values({
        ...row,
        instanceId: of(tenantId).instance.id,
        clientId: number,
        name: seal(cipher, 'billing_clients', row, 'name', client) ?? '',
        status: 'Active',
      });
      const balanceMinor = facts.balanceMinor ?? 125_000;
      return one(
        await tx
          .insert(invoices)
          .values({
            tenantId,
            instanceId: of(tenantId).instance.id,
            invoiceId: number,
            number: `INV-${number}`,
            clientId: number,
            state: 'unpaid',
            currency: 'USD',
            totalMinor: balanceMinor,
            paidMinor: 0,
            balanceMinor,
            issuedOn: '2026-11-01',
            dueOn: '2026-11-15',
            balanceCheckedAt: new Date('2026-11-20'),
            seenAt: new Date(),
            mock: true,
            ...facts,
          })
          .returning(),
      );
    }, tenantId);
  }

  /** A booked line of the bank. */
  const line = (over: Partial<typeof bankTransactions.$inferInsert> = {}) => {
    const tenantId = over.tenantId ?? DEFAULT_TENANT_ID;
    return books(
      async (tx) =>
        one(
          await tx
            .insert(bankTransactions)
            .values({
              tenantId,
              accountId: of(tenantId).account.id,
              source: 'camt',
              status: 'posted',
              bookedOn: '2026-11-15',
              amountMinor: 125_000,
              currency: 'USD',
              counterparty: 'GREENLEAF LTD',
              mock: true,
              ...over,
            })
            .returning(),
        ),
      tenantId,
    );
  };

  /** A card payment that succeeded. */
  const charge = (over: Partial<typeof stripePayments.$inferInsert> = {}) => {
    const tenantId = over.tenantId ?? DEFAULT_TENANT_ID;
    return books(
      async (tx) =>
        one(
          await tx
            .insert(stripePayments)
            .values({
              tenantId,
              connectionId: of(tenantId).stripe.id,
              stripeId: `ch_${crypto.randomUUID()}`,
              status: 'succeeded',
              currency: 'USD',
              amountMinor: 125_000,
              paidAt: new Date('2026-11-15T10:00:00Z'),
              mock: true,
              ...over,
            })
            .returning(),
        ),
      tenantId,
    );
  };

  // Rules are tried here as the child of the API does it.
  const deps = { db, cipher, tryRules: async (...of: Parameters<typeof tryRules>) => tryRules(...of) };
  const input = (tenantId: string) => ({ tenantId, processId: crypto.randomUUID() });
  return {
    database,
    db,
    owner,
    cipher,
    deps,
    books,
    of,
    invoice,
    line,
    charge,
    match: (tenantId: string = DEFAULT_TENANT_ID) => storeMatches(deps)(input(tenantId)),
    open: (tenantId: string, match: { id: string; processId: string }) =>
      openMatch(deps)({ tenantId, processId: match.processId, matchId: match.id }),
    matches: (tenantId: string = DEFAULT_TENANT_ID) => books((tx) => tx.select().from(invoiceMatches), tenantId),
    end: () => database.end(),
  };
}
export type MatchWorld = Awaited<ReturnType<typeof openMatchWorld>>;
