import { z } from 'zod';
import type { BankFailureType } from '../../domain/banking/failures.ts';
import { bankError } from '../bankError.ts';
import type { VendorError } from '../vendorError.ts';
import type { Answer } from './call.ts';

export const GOCARDLESS = 'gocardless';

const failure = z.object({
  summary: z.string().optional(),
  detail: z.string().optional(),
  type: z.string().optional(),
});

/** By the vendor's own name of the failure. */
const BY_TYPE: Record<string, BankFailureType> = {
  AccessExpiredError: 'BANK_CONSENT_ENDED',
  AccountAccessForbidden: 'BANK_CONSENT_ENDED',
  AccountSuspended: 'BANK_CONSENT_ENDED',
  AccountInactiveError: 'BANK_CONSENT_ENDED',
  EUAExpired: 'BANK_CONSENT_ENDED',
  RateLimitError: 'BANK_RATE_LIMITED',
  ConnectionError: 'BANK_UNAVAILABLE',
  ServiceError: 'BANK_UNAVAILABLE',
  UnknownRequestError: 'BANK_UNAVAILABLE',
};

/** By what the failure says, where it has no name. */
const BY_TEXT: readonly [RegExp, BankFailureType][] = [
  [/\b(?:EUA|end user agreement|access)\b.*\bexpired\b/is, 'BANK_CONSENT_ENDED'],
  [/account (?:has been |is )?(?:suspended|expired|discarded)/i, 'BANK_CONSENT_ENDED'],
];

/** By its status, where it says nothing that is known. */
const BY_STATUS: Record<number, BankFailureType> = {
  401: 'BANK_CREDENTIALS',
  402: 'BANK_CREDENTIALS',
  403: 'BANK_CREDENTIALS',
  404: 'BANK_NOT_FOUND',
  408: 'BANK_UNAVAILABLE',
  409: 'BANK_UNAVAILABLE',
  429: 'BANK_RATE_LIMITED',
};

/** The calls of a day come back within one. */
const LONGEST_WAIT_MS = 86_400_000;
const SECONDS_IN_TEXT = /try again in (\d+) seconds/i;
const RESET_HEADERS = ['http_x_ratelimit_account_success_reset', 'http_x_ratelimit_reset', 'retry-after'];

/** ms until a limit ends, from the text of the refusal or its headers. */
function waitOf(text: string, headers: Headers): number | undefined {
  const said = SECONDS_IN_TEXT.exec(text)?.[1] ?? RESET_HEADERS.map((name) => headers.get(name)).find(Boolean);
  const seconds = Number(said);
  return said && Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : undefined;
}

/** A refusal of GoCardless Bank Account Data in our words; its texts stay out, they may name accounts. */
export function gocardlessError({ status, headers, body }: Answer): VendorError {
  const { summary = '', detail = '', type = '' } = failure.safeParse(body).data ?? {};
  const text = `${summary} ${detail}`;
  const known =
    BY_TYPE[type] ??
    BY_TEXT.find(([pattern]) => pattern.test(text))?.[1] ??
    BY_STATUS[status] ??
    (status >= 500 ? 'BANK_UNAVAILABLE' : 'BANK_REFUSED');
  return bankError(GOCARDLESS, known, known === 'BANK_RATE_LIMITED' ? waitOf(text, headers) : undefined);
}
