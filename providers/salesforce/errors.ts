import { VendorError } from '../vendorError.ts';

/** The session has ended, or never was one; jsforce names a 401 without a code of Salesforce's own by its number. */
const SESSION_REFUSED = new Set(['INVALID_SESSION_ID', 'ERROR_HTTP_401']);
const BLOCKED = new Set([...SESSION_REFUSED, 'INVALID_AUTH_HEADER', 'INSUFFICIENT_ACCESS']);
const TERMINAL = new Set(['NOT_FOUND', 'MALFORMED_QUERY', 'INVALID_FIELD', 'INVALID_TYPE']);

/** Answers to a client that asks for a token, under which asking again changes nothing. */
const CLIENT_REFUSED = new Set([
  'invalid_client',
  'invalid_client_id',
  'invalid_client_credentials',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
  'inactive_user',
  'inactive_org',
  // Without a code, as a proxy or a company without this flow answers.
  'ERROR_HTTP_401',
  'ERROR_HTTP_403',
  'ERROR_HTTP_404',
]);

const codeOf = (error: unknown): string =>
  error && typeof error === 'object' && 'errorCode' in error ? String(error.errorCode) : '';

/** Nothing was done. */
export const isSessionRefused = (error: unknown): boolean => SESSION_REFUSED.has(codeOf(error));

/** What the token endpoint answered; jsforce gives its error code as the name of the error. */
export function salesforceTokenError(error: unknown): VendorError {
  const refused = error instanceof Error && CLIENT_REFUSED.has(error.name);
  return refused
    ? new VendorError('salesforce', 'CRM_CREDENTIALS', 'blocked')
    : new VendorError('salesforce', 'CRM_UNAVAILABLE', 'retryable');
}

export function salesforceError(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  const code = codeOf(error);
  if (BLOCKED.has(code)) return new VendorError('salesforce', 'CRM_CREDENTIALS', 'blocked');
  if (TERMINAL.has(code)) return new VendorError('salesforce', 'CRM_REJECTED_REQUEST', 'terminal');
  if (code === 'REQUEST_LIMIT_EXCEEDED') return new VendorError('salesforce', 'CRM_LIMIT', 'retryable', 600_000);
  return new VendorError('salesforce', 'CRM_UNAVAILABLE', 'retryable');
}
