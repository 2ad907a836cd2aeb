import { randomUUID } from 'node:crypto';
import { readWhmcsList } from '../../../activities/reconciliation/readWhmcsList.ts';
import { storeMatches } from '../../../activities/reconciliation/storeMatches.ts';
import { ensureAccount } from '../../../books/banking/ensureAccount.ts';
import { takeLines } from '../../../books/banking/takeLines.ts';
import { invoiceMatches } from '../../../db/reconciliation/matchSchema.ts';
import type { BillingWorld } from './billingWorld.ts';

export const depsOf = ({ db, cipher, whmcsSandboxUrl }: BillingWorld) => ({ db, cipher, whmcsSandboxUrl });

/** Invoices at WHMCS and a bank line, as readings and an import bring them, and the match that a run proposes. */
export async function arrived(
  world: BillingWorld,
  instanceId: string,
  client: number,
  name: string,
  totals: string[],
  { actor = 'user:test', ...line }: { amountMinor: number; reference: string; actor?: string },
) {
  await world.sandbox.put('whmcs', 'client', [{ id: client, firstname: '', lastname: '', companyname: name }]);
  await world.sandbox.put(
    'whmcs',
    'invoice',
    totals.map((total, index) => ({ id: client + index, userid: client, total, invoicenum: `INV-${client + index}` })),
  );
  for (const list of ['clients', 'invoices'] as const)
    await readWhmcsList(depsOf(world))({ tenantId: world.A, instanceId, list });
  const by = { actor, requestId: 'test' };
  await world.db.withTenant(world.A, async (tx) => {
    const named = { tenantId: world.A, currency: 'USD', number: 'GB29NWBK60161331926819', name: 'Main', mock: true };
    const { account } = await ensureAccount(tx, world.cipher, named, by);
    await takeLines(tx, {
      tenantId: world.A,
      accountId: account.id,
      source: 'camt',
      scope: '',
      mock: true,
      by,
      lines: [
        {
          status: 'posted',
          bookedOn: '2026-11-15',
          valueOn: null,
          currency: 'USD',
          counterparty: name,
          description: null,
          endToEndId: null,
          bankReference: null,
          externalId: null,
          pendingExternalId: null,
          ...line,
        },
      ],
    });
  });
  await storeMatches(depsOf(world))({ tenantId: world.A, processId: randomUUID() });
  const rows = await world.db.withTenant(world.A, (tx) => tx.select().from(invoiceMatches));
  const match = rows.find(({ state, paidMinor }) => state === 'proposed' && paidMinor === line.amountMinor);
  if (!match) throw new Error('nothing was proposed');
  return match;
}
