import { eq } from 'drizzle-orm';
import { bankFailed as writeFailure } from '../../books/banking/bankFailed.ts';
import { endBankSync as writeEnd } from '../../books/banking/endBankSync.ts';
import { warnConsentEnds as writeWarnings } from '../../books/banking/warnConsentEnds.ts';
import { bankConnections } from '../../db/banking/schema.ts';
import type { BankingActivities } from '../../workflows/banking/contract.ts';
import { grantOf, loadBank, openBankingOf, plaidOf, tokenOf } from './clients.ts';
import type { BankDeps, BankFailureDeps } from './deps.ts';

export const checkBank =
  ({ db, cipher, bankClients }: BankDeps): BankingActivities['checkBank'] =>
  async ({ tenantId, connectionId }) => {
    const bank = await loadBank(db, tenantId, connectionId);
    const grant = grantOf(bank);
    if (bank.provider === 'plaid') await plaidOf(bankClients).item(tokenOf(cipher, bank));
    else await openBankingOf(bankClients, bank.provider).check(grant);
  };

export const activeBanks =
  ({ db }: Pick<BankDeps, 'db'>): BankingActivities['activeBanks'] =>
  async ({ tenantId }) => {
    const rows = await db.withTenant(tenantId, (tx) =>
      tx
        .select({ id: bankConnections.id })
        .from(bankConnections)
        .where(eq(bankConnections.status, 'active'))
        .orderBy(bankConnections.createdAt),
    );
    return rows.map((row) => row.id);
  };

export const bankFailed =
  ({ db, approverEmails }: BankFailureDeps): BankingActivities['bankFailed'] =>
  async (input) => {
    await db.withTenant(input.tenantId, (tx) => writeFailure(tx, input, approverEmails));
  };

export const warnConsentEnds =
  ({ db, approverEmails }: BankFailureDeps): BankingActivities['warnConsentEnds'] =>
  ({ tenantId }) =>
    db.withTenant(tenantId, (tx) => writeWarnings(tx, tenantId, approverEmails));

export const endBankSync =
  ({ db, approverEmails }: BankFailureDeps): BankingActivities['endBankSync'] =>
  (input) =>
    db.withTenant(input.tenantId, (tx) => writeEnd(tx, input, approverEmails));
