import { z } from 'zod';
import type { BankFailureType } from '../../domain/banking/failures.ts';
import { bankError } from '../bankError.ts';
import { retryAfterMs, type VendorError } from '../vendorError.ts';

export const PLAID = 'plaid';

const failure = z.object({
  response: z.object({
    status: z.number(),
    headers: z.unknown().optional(),
    data: z.object({ error_type: z.string(), error_code: z.string() }),
  }),
});
const answered = z.object({ response: z.object({ status: z.number() }) });

/** By error_code. */
const BY_CODE: Record<string, BankFailureType> = {
  ITEM_LOGIN_REQUIRED: 'BANK_CONSENT_ENDED',
  ITEM_LOCKED: 'BANK_CONSENT_ENDED',
  INVALID_CREDENTIALS: 'BANK_CONSENT_ENDED',
  INVALID_MFA: 'BANK_CONSENT_ENDED',
  USER_PERMISSION_REVOKED: 'BANK_CONSENT_ENDED',
  USER_ACCOUNT_REVOKED: 'BANK_CONSENT_ENDED',
  ACCESS_NOT_GRANTED: 'BANK_CONSENT_ENDED',
  NO_ACCOUNTS: 'BANK_CONSENT_ENDED',
  ITEM_NOT_FOUND: 'BANK_NOT_FOUND',
  INVALID_ACCESS_TOKEN: 'BANK_NOT_FOUND',
  TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION: 'BANK_PAGES_CHANGED',
  PRODUCT_NOT_READY: 'BANK_NOT_READY',
  INVALID_API_KEYS: 'BANK_CREDENTIALS',
  UNAUTHORIZED_ENVIRONMENT: 'BANK_CREDENTIALS',
  INVALID_PUBLIC_TOKEN: 'BANK_CODE_REFUSED',
};
/** By error_type, where the code says nothing that is known. */
const BY_TYPE: Record<string, BankFailureType> = {
  RATE_LIMIT_EXCEEDED: 'BANK_RATE_LIMITED',
  API_ERROR: 'BANK_UNAVAILABLE',
  INSTITUTION_ERROR: 'BANK_UNAVAILABLE',
};

/** The SDK's headers are an object of its own. */
const retryAfterOf = (headers: unknown): string | null => {
  const said: unknown = headers && typeof headers === 'object' ? Reflect.get(headers, 'retry-after') : null;
  return typeof said === 'string' ? said : null;
};

/** A failure of Plaid in our words; its texts stay out. What did not answer at all is BANK_UNAVAILABLE. */
export function plaidError(error: unknown): VendorError {
  const said = failure.safeParse(error).data?.response;
  if (said) {
    const type = BY_CODE[said.data.error_code] ?? BY_TYPE[said.data.error_type] ?? 'BANK_REFUSED';
    return bankError(PLAID, type, type === 'BANK_RATE_LIMITED' ? retryAfterMs(retryAfterOf(said.headers)) : undefined);
  }
  const status = answered.safeParse(error).data?.response.status ?? 503;
  if (status === 429) return bankError(PLAID, 'BANK_RATE_LIMITED');
  return bankError(PLAID, status >= 500 || status < 400 ? 'BANK_UNAVAILABLE' : 'BANK_REFUSED');
}
