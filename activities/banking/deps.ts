import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { OpenBankingName } from '../../domain/banking/feed.ts';
import type { OpenBankingProvider } from '../../providers/openBanking/port.ts';
import type { PlaidBank } from '../../providers/plaid/client.ts';

/** Clients of the providers; null without credentials where no sandbox may stand in. */
export interface BankClients {
  plaid(): PlaidBank | null;
  openBanking(name: OpenBankingName): OpenBankingProvider | null;
}

/** What opens banks. */
export interface BankDeps {
  db: Database;
  cipher: FieldCipher;
  bankClients: BankClients;
}

/** Whom failures of banks are told. */
export interface BankFailureDeps {
  db: Database;
  approverEmails: string[];
}
