import { takeNotices } from '../../books/banking/endBankSync.ts';
import type { BankConnectionRow } from '../../db/banking/connections.ts';
import { bankError } from '../../providers/bankError.ts';
import type { BankingActivities, BankStep } from '../../workflows/banking/contract.ts';
import { loadBank, openBankingOf, plaidOf, tokenOf } from './clients.ts';
import { standIn } from './connectBank.ts';
import type { BankDeps } from './deps.ts';
import { readAccounts } from './readAccounts.ts';
import { readStream } from './readStream.ts';

async function readPlaid(deps: BankDeps, bank: BankConnectionRow): Promise<BankStep> {
  const plaid = plaidOf(deps.bankClients);
  const accessToken = tokenOf(deps.cipher, bank);
  const { more, ...progress } = await readStream(deps, {
    stream: { tenantId: bank.tenantId, connectionId: bank.id, stream: '' },
    provider: bank.provider,
    grant: bank.externalId ?? '',
    days: null,
    fetch: (after) => plaid.page(accessToken, after ?? bank.cursor),
  });
  return { ...progress, more, limitedUntilMs: null };
}

/** The bank as it may be read: one of the sandbox stands in where somebody has connected none. */
async function readable(deps: BankDeps, tenantId: string, connectionId: string): Promise<BankConnectionRow> {
  const bank = await loadBank(deps.db, tenantId, connectionId);
  if (bank.status === 'active') return bank;
  // Nobody has consented to it, now or before.
  const isStandIn = bank.provider === 'plaid' && bank.mock && bank.status === 'pending' && bank.consent === null;
  if (isStandIn && bank.begun === null && plaidOf(deps.bankClients).mock) return standIn(deps, bank);
  throw bankError(bank.provider, 'BANK_CONSENT_ENDED');
}

export const readBank =
  (deps: BankDeps): BankingActivities['readBank'] =>
  async ({ tenantId, connectionId, fresh }) => {
    const bank = await readable(deps, tenantId, connectionId);
    if (fresh) await deps.db.withTenant(tenantId, (tx) => takeNotices(tx, connectionId));
    if (bank.provider === 'plaid') return readPlaid(deps, bank);
    return readAccounts(deps, bank, openBankingOf(deps.bankClients, bank.provider), fresh);
  };
