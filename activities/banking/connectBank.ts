import { refuseBank } from '../../books/banking/beginBank.ts';
import { type OpenedBank, openBank } from '../../books/banking/openBank.ts';
import { startBankSync } from '../../books/banking/startBankSync.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import type { BankConnectionRow } from '../../db/banking/connections.ts';
import { unseal } from '../../db/banking/sealed.ts';
import { PLAID_STAND_IN, type PlaidBank } from '../../providers/plaid/client.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { BankingActivities } from '../../workflows/banking/contract.ts';
import { loadBank, openBankingOf, plaidOf, tokenOf } from './clients.ts';
import type { BankDeps } from './deps.ts';

/** What an item is worth that a token opens. */
async function itemOf(plaid: PlaidBank, accessToken: string): Promise<OpenedBank> {
  const item = await plaid.item(accessToken);
  const accounts = await plaid.accounts(accessToken);
  return {
    grant: item.itemId,
    accessToken,
    institutionId: item.institutionId,
    institutionName: item.institutionName,
    accounts: accounts.map(({ facts }) => facts),
    consentEndsAtMs: item.consentEndsAtMs,
    mock: plaid.mock,
  };
}

/**
 * What a consent at Plaid opened. A token that was swapped already is worth nothing more: where that answer was lost, the
 * person has to link again.
 */
async function openedByPlaid(deps: BankDeps, bank: BankConnectionRow, consent: Consent): Promise<OpenedBank | null> {
  const plaid = plaidOf(deps.bankClients);
  let { code } = consent;
  if (!code && consent.begun) {
    const finished = await plaid.finishedLink(consent.begun);
    if (!finished) return null;
    code = finished.publicToken;
  }
  // In update mode the token stays; what Plaid says of the item tells whether it is repaired.
  if (!code) return itemOf(plaid, tokenOf(deps.cipher, bank));
  const { accessToken } = await plaid.exchange(code);
  return itemOf(plaid, accessToken);
}

interface Consent {
  begun: string | null;
  code: string | null;
}

/** What was consented to; null where the person said no. */
async function opened(deps: BankDeps, bank: BankConnectionRow): Promise<OpenedBank | null> {
  const { cipher, bankClients } = deps;
  const consent: Consent = {
    begun: unseal(cipher, bank, { table: 'bank_connections', column: 'begun' }, bank.begun),
    code: unseal(cipher, bank, { table: 'bank_connections', column: 'auth_code' }, bank.authCode),
  };
  if (bank.provider === 'plaid') return openedByPlaid(deps, bank, consent);
  const provider = openBankingOf(bankClients, bank.provider);
  const { grant, accounts, endsAtMs } = await provider.finishConsent({ reference: consent.begun, code: consent.code });
  return {
    grant,
    accessToken: null,
    institutionId: null,
    institutionName: null,
    accounts,
    consentEndsAtMs: endsAtMs,
    mock: provider.mock,
  };
}

/** The access whose place was taken opens nothing any more; whether the provider answers changes nothing here. */
async function endReplaced(deps: BankDeps, bank: BankConnectionRow, grant: string): Promise<void> {
  if (!bank.externalId || bank.externalId === grant) return;
  const ends =
    bank.provider === 'plaid'
      ? bank.accessToken && plaidOf(deps.bankClients).remove(tokenOf(deps.cipher, bank))
      : openBankingOf(deps.bankClients, bank.provider).endConsent(bank.externalId);
  await Promise.resolve(ends).catch(() => undefined);
}

export const connectBank =
  (deps: BankDeps): BankingActivities['connectBank'] =>
  async ({ tenantId, connectionId, processId }) => {
    const { db, cipher } = deps;
    const bank = await loadBank(db, tenantId, connectionId);
    // A try before this one has brought it to its end.
    if (bank.consent !== 'pending') {
      await db.withTenant(tenantId, (tx) => closeProcess(tx, processId));
      return { connected: bank.status === 'active' };
    }
    const found = await opened(deps, bank).catch((error: unknown) => {
      if (error instanceof VendorError && error.type === 'BANK_CODE_REFUSED') return null;
      throw error;
    });
    const actor = bank.userId ? `user:${bank.userId}` : 'workflow';
    await db.withTenant(tenantId, async (tx) => {
      await closeProcess(tx, processId);
      if (!found) return refuseBank(tx, bank, 'denied', actor);
      const connected = await openBank(tx, cipher, bank, found, { actor, requestId: processId });
      if (connected) await startBankSync(tx, connected, { startedBy: actor });
    });
    if (found) await endReplaced(deps, bank, found.grant);
    return { connected: found !== null };
  };

/** Opens a bank of Plaid's sandbox for somebody who has connected none. Nobody has consented. */
export async function standIn(deps: BankDeps, bank: BankConnectionRow): Promise<BankConnectionRow> {
  const plaid = plaidOf(deps.bankClients);
  const { accessToken } = await plaid.exchange(await plaid.sandboxPublicToken(PLAID_STAND_IN));
  const found = await itemOf(plaid, accessToken);
  const connected = await deps.db.withTenant(bank.tenantId, (tx) =>
    openBank(tx, deps.cipher, bank, found, { actor: 'workflow', requestId: 'stand-in' }),
  );
  return connected ?? bank;
}
