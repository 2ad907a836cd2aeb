import { VendorError } from '../vendorError.ts';

const BLOCKED = new Set(['INVALID_SESSION_ID', 'INVALID_AUTH_HEADER', 'INSUFFICIENT_ACCESS']);
const TERMINAL = new Set(['NOT_FOUND', 'MALFORMED_QUERY', 'INVALID_FIELD', 'INVALID_TYPE']);

export function salesforceError(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  const code = error && typeof error === 'object' && 'errorCode' in error ? String(error.errorCode) : '';
  if (BLOCKED.has(code)) return new VendorError('salesforce', 'CRM_CREDENTIALS', 'blocked');
  if (TERMINAL.has(code)) return new VendorError('salesforce', 'CRM_REJECTED_REQUEST', 'terminal');
  if (code === 'REQUEST_LIMIT_EXCEEDED') return new VendorError('salesforce', 'CRM_LIMIT', 'retryable', 600_000);
  return new VendorError('salesforce', 'CRM_UNAVAILABLE', 'retryable');
}
