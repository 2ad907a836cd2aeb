import { z } from 'zod';
import type { BankFailureType } from '../../domain/banking/failures.ts';
import { bankError } from '../bankError.ts';
import { retryAfterMs, type VendorError } from '../vendorError.ts';
import type { Answer } from './call.ts';

export const ENABLE_BANKING = 'enable_banking';

const BY_CODE: Record<string, BankFailureType> = {
  EXPIRED_SESSION: 'BANK_CONSENT_ENDED',
  CLOSED_SESSION: 'BANK_CONSENT_ENDED',
  REVOKED_SESSION: 'BANK_CONSENT_ENDED',
  SESSION_DOES_NOT_EXIST: 'BANK_CONSENT_ENDED',
  WRONG_SESSION_STATUS: 'BANK_CONSENT_ENDED',
  ASPSP_ACCOUNT_NOT_ACCESSIBLE: 'BANK_CONSENT_ENDED',
  ASPSP_PSU_ACTION_REQUIRED: 'BANK_CONSENT_ENDED',
  ASPSP_RATE_LIMIT_EXCEEDED: 'BANK_RATE_LIMITED',
  ASPSP_ERROR: 'BANK_UNAVAILABLE',
  ASPSP_TIMEOUT: 'BANK_UNAVAILABLE',
  WRONG_CONTINUATION_KEY: 'BANK_PAGES_CHANGED',
  WRONG_AUTHORIZATION_CODE: 'BANK_CODE_REFUSED',
  EXPIRED_AUTHORIZATION_CODE: 'BANK_CODE_REFUSED',
  ALREADY_AUTHORIZED: 'BANK_CODE_REFUSED',
  ACCOUNT_DOES_NOT_EXIST: 'BANK_NOT_FOUND',
  ACCESS_DENIED: 'BANK_CREDENTIALS',
  AUTHORIZATION_NOT_PROVIDED: 'BANK_CREDENTIALS',
  UNAUTHORIZED_ACCESS: 'BANK_CREDENTIALS',
  UNAUTHORIZED_IP: 'BANK_CREDENTIALS',
};
const BY_STATUS: Record<number, BankFailureType> = {
  401: 'BANK_CREDENTIALS',
  403: 'BANK_CREDENTIALS',
  404: 'BANK_NOT_FOUND',
  408: 'BANK_UNAVAILABLE',
  429: 'BANK_RATE_LIMITED',
};

/** A refusal of Enable Banking in our words; its texts stay out, they may name accounts. */
export function enableBankingError({ status, headers, body }: Answer): VendorError {
  const code = z.object({ error: z.string() }).safeParse(body).data?.error ?? '';
  const type = BY_CODE[code] ?? BY_STATUS[status] ?? (status >= 500 ? 'BANK_UNAVAILABLE' : 'BANK_REFUSED');
  return bankError(
    ENABLE_BANKING,
    type,
    type === 'BANK_RATE_LIMITED' ? retryAfterMs(headers.get('retry-after')) : undefined,
  );
}
