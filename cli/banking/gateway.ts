import type { BankClients } from '../../activities/banking/deps.ts';
import type { BankGateway } from '../../api/banking/gateway.ts';
import { BANK_FAILURES, bankFailure } from '../../domain/banking/failures.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { createPlaidCheck } from '../../providers/plaid/webhook.ts';
import { VendorError } from '../../providers/vendorError.ts';

/** A failure of a provider as an answer of the API: what it is, and when asking again makes sense. */
async function coded<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const words = bankFailure(error.type) ?? BANK_FAILURES.BANK_UNAVAILABLE;
    if (error.type === 'BANK_RATE_LIMITED')
      throw new CodedError('RATE_LIMITED', words.text, {
        retry_after_seconds: Math.ceil((error.retryAfterMs ?? 60_000) / 1000),
      });
    if (error.type === 'BANK_NOT_FOUND') throw new CodedError('NOT_FOUND', 'The provider does not know this bank');
    throw new CodedError('PROVIDER_ERROR', words.text);
  }
}

/** The providers of bank data as routes reach them. */
export function bankGateway(
  clients: BankClients,
  settings: Pick<BankGateway, 'gocardlessWebhookSecret' | 'publicUrl' | 'plaidWebhookUrl'>,
): BankGateway {
  const isPlaid = createPlaidCheck((keyId) => {
    const plaid = clients.plaid();
    if (!plaid) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'plaid');
    return plaid.webhookKey(keyId);
  });
  return {
    ...settings,
    plaid() {
      const plaid = clients.plaid();
      return plaid && { mock: plaid.mock, linkToken: (request) => coded(plaid.linkToken(request)) };
    },
    openBanking(name) {
      const provider = clients.openBanking(name);
      return (
        provider && {
          mock: provider.mock,
          budget: provider.budget,
          institutions: (country) => coded(provider.institutions(country)),
          beginConsent: (request) => coded(provider.beginConsent(request)),
        }
      );
    },
    async isPlaidWebhook(rawBody, header) {
      try {
        return await isPlaid(rawBody, header);
      } catch (error) {
        // A key that Plaid does not know signs nothing of Plaid's.
        if (error instanceof VendorError && error.kind !== 'retryable') return false;
        return coded(Promise.reject(error));
      }
    },
  };
}
