import { type BankConnectionRow, bankIn } from '../../db/banking/connections.ts';
import { unseal } from '../../db/banking/sealed.ts';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { OpenBankingName } from '../../domain/banking/feed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { bankError } from '../../providers/bankError.ts';
import type { OpenBankingProvider } from '../../providers/openBanking/port.ts';
import type { PlaidBank } from '../../providers/plaid/client.ts';
import type { BankClients } from './deps.ts';

/** Throws INTEGRATION_NOT_CONFIGURED without credentials. */
export function plaidOf(clients: BankClients): PlaidBank {
  const plaid = clients.plaid();
  if (!plaid) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'plaid');
  return plaid;
}

/** Throws INTEGRATION_NOT_CONFIGURED without credentials. */
export function openBankingOf(clients: BankClients, name: OpenBankingName): OpenBankingProvider {
  const provider = clients.openBanking(name);
  if (!provider) throw new CodedError('INTEGRATION_NOT_CONFIGURED', name);
  return provider;
}

export const loadBank = (db: Database, tenantId: string, connectionId: string): Promise<BankConnectionRow> =>
  db.withTenant(tenantId, (tx) => bankIn(tx, connectionId));

/** The provider's id of the access of a bank that is connected. Throws BANK_CONSENT_ENDED where it is not. */
export function grantOf(bank: BankConnectionRow): string {
  if (bank.status !== 'active' || !bank.externalId) throw bankError(bank.provider, 'BANK_CONSENT_ENDED');
  return bank.externalId;
}

/** The token of an item. Throws BANK_CONSENT_ENDED where there is none. */
export function tokenOf(cipher: FieldCipher, bank: BankConnectionRow): string {
  const token = unseal(cipher, bank, { table: 'bank_connections', column: 'access_token' }, bank.accessToken);
  if (!token) throw bankError(bank.provider, 'BANK_CONSENT_ENDED');
  return token;
}
