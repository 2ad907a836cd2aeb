import type { BankClients } from '../../activities/banking/deps.ts';
import { createEnableBanking } from '../../providers/openBanking/enableBanking.ts';
import { createGoCardless } from '../../providers/openBanking/gocardless.ts';
import { createPlaid } from '../../providers/plaid/client.ts';
import type { BankEndpoints } from './endpoints.ts';

/** A client of an endpoint, made when it is first needed and kept: it holds a token. */
function kept<Endpoint, Client>(endpoint: () => Endpoint | null, make: (endpoint: Endpoint) => Client) {
  let client: Client | undefined;
  return (): Client | null => {
    const where = endpoint();
    if (!where) return null;
    client ??= make(where);
    return client;
  };
}

/** Clients of the providers of bank data; each is null without credentials and with its sandbox off. */
export function bankClients(endpoints: BankEndpoints): BankClients {
  const plaid = kept(endpoints.plaid, createPlaid);
  const gocardless = kept(endpoints.gocardless, createGoCardless);
  const enableBanking = kept(endpoints.enableBanking, createEnableBanking);
  return { plaid, openBanking: (name) => (name === 'gocardless' ? gocardless() : enableBanking()) };
}
