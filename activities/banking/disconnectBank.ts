import { refuseBank } from '../../books/banking/beginBank.ts';
import { forgetBank } from '../../books/banking/forgetBank.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import type { BankingActivities } from '../../workflows/banking/contract.ts';
import { loadBank, openBankingOf, plaidOf, tokenOf } from './clients.ts';
import type { BankDeps } from './deps.ts';

export const disconnectBank =
  ({ db, cipher, bankClients }: BankDeps): BankingActivities['disconnectBank'] =>
  async ({ tenantId, connectionId, processId }) => {
    const bank = await loadBank(db, tenantId, connectionId);
    if (bank.provider === 'plaid') {
      if (bank.accessToken) await plaidOf(bankClients).remove(tokenOf(cipher, bank));
    } else if (bank.externalId && bank.status !== 'disconnected')
      await openBankingOf(bankClients, bank.provider).endConsent(bank.externalId);
    await db.withTenant(tenantId, async (tx) => {
      await forgetBank(tx, bank, bank.userId ? `user:${bank.userId}` : 'workflow');
      await closeProcess(tx, processId);
    });
  };

export const bankConsentFailed =
  ({ db }: Pick<BankDeps, 'db'>): BankingActivities['bankConsentFailed'] =>
  async ({ tenantId, connectionId, processId }) => {
    const bank = await loadBank(db, tenantId, connectionId);
    await db.withTenant(tenantId, async (tx) => {
      if (await closeProcess(tx, processId)) await refuseBank(tx, bank, 'failed', 'workflow');
    });
  };
