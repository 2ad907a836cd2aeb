import { retryAfterMs, VendorError } from '../vendorError.ts';

interface GoogleFailure {
  type?: string;
  message?: string;
  status?: number | string;
  code?: number | string;
  response?: {
    status?: number;
    headers?: unknown;
    data?: { error?: unknown };
  };
}

/** The token is good, but not for this call. */
const SCOPE_REASONS = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'insufficientScopes']);
const RATE_REASONS = new Set(['rateLimitExceeded', 'userRateLimitExceeded']);

function header(failure: GoogleFailure, name: string): string | null {
  const headers = failure.response?.headers;
  if (headers instanceof Headers) return headers.get(name);
  return headers && typeof headers === 'object' && name in headers ? String(Reflect.get(headers, name)) : null;
}

/**
 * Google's failures in our words. `GMAIL_REVOKED` is final until somebody connects again. The
 * vendor's texts stay out: they may hold addresses.
 */
export function gmailError(error: unknown): VendorError {
  const failure = (error ?? {}) as GoogleFailure;
  const status = Number(failure.response?.status ?? failure.status ?? failure.code);
  // Google's client stops where the answer is longer than was asked for, or says that it will be.
  if (failure.type === 'max-size' || /over (?:the )?limit/.test(failure.message ?? ''))
    return new VendorError('gmail', 'GMAIL_TOO_LARGE', 'terminal');
  const body = failure.response?.data?.error;
  if (body === 'invalid_grant' || body === 'unauthorized_client' || body === 'invalid_client')
    return new VendorError('gmail', 'GMAIL_REVOKED', 'blocked');
  const reason =
    body && typeof body === 'object' && 'errors' in body
      ? String((body.errors as { reason?: string }[] | undefined)?.[0]?.reason ?? '')
      : '';
  const wait = retryAfterMs(header(failure, 'retry-after'));
  if (status === 429 || (status === 403 && RATE_REASONS.has(reason)))
    return new VendorError('gmail', 'GMAIL_RATE_LIMITED', 'retryable', wait);
  if (status === 401) return new VendorError('gmail', 'GMAIL_REVOKED', 'blocked');
  if (status === 403 && SCOPE_REASONS.has(reason)) return new VendorError('gmail', 'GMAIL_SCOPE_MISSING', 'blocked');
  if (status === 403) return new VendorError('gmail', 'GMAIL_PERMISSION', 'blocked');
  if (status === 404) return new VendorError('gmail', 'GMAIL_NOT_FOUND', 'terminal');
  if (status === 400) return new VendorError('gmail', 'GMAIL_INVALID_REQUEST', 'terminal');
  return new VendorError('gmail', 'GMAIL_UNAVAILABLE', 'retryable', wait);
}
