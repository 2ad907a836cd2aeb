import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';

/**
 * Every error has one code from this table. `kind` says who may act on it:
 * terminal (nobody), retryable (the engine, later), blocked (a person), cancelled. `status` is its HTTP answer.
 * Those of an area stand in `domain/<area>/area.ts`; these are everybody's.
 */
const GENERAL = {
  INVALID_JSON: { status: 400, kind: 'terminal', title: 'The body is not valid JSON' },
  INVALID_SIGNATURE: { status: 400, kind: 'terminal', title: 'The webhook signature does not fit' },
  UNAUTHENTICATED: { status: 401, kind: 'terminal', title: 'Sign in first' },
  TOKEN_INVALID: { status: 401, kind: 'terminal', title: 'The access token or the API key is not valid here' },
  TOKEN_EXPIRED: { status: 401, kind: 'terminal', title: 'The access token has expired' },
  TOKEN_REVOKED: { status: 401, kind: 'terminal', title: 'The token has been revoked' },
  FORBIDDEN: { status: 403, kind: 'terminal', title: 'This needs a permission you do not have' },
  TENANT_MISMATCH: { status: 403, kind: 'terminal', title: 'The tenant named is not that of the token' },
  NOT_FOUND: { status: 404, kind: 'terminal', title: 'There is nothing here' },
  METHOD_NOT_ALLOWED: { status: 405, kind: 'terminal', title: 'This path has no such method' },
  REQUEST_IN_PROGRESS: { status: 409, kind: 'retryable', title: 'A request with this Idempotency-Key is in progress' },
  PRECONDITION_FAILED: { status: 412, kind: 'terminal', title: 'It has changed since you read it; read it again' },
  PAYLOAD_TOO_LARGE: { status: 413, kind: 'terminal', title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, kind: 'terminal', title: 'The body is not JSON in UTF-8' },
  VALIDATION_FAILED: { status: 422, kind: 'terminal', title: 'A field is missing or wrong' },
  INVALID_RECORD: { status: 422, kind: 'terminal', title: "A vendor's record breaks a rule" },
  AMOUNT_OUT_OF_RANGE: { status: 422, kind: 'terminal', title: 'The amount is outside its bounds' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, kind: 'terminal', title: 'The Idempotency-Key was used for another request' },
  REQUEST_TIMEOUT: { status: 408, kind: 'retryable', title: 'The request did not arrive in time' },
  HEADERS_TOO_LARGE: { status: 431, kind: 'terminal', title: 'Address and headers are larger than 16 KiB' },
  RATE_LIMITED: { status: 429, kind: 'retryable', title: 'Too many requests' },
  INTERNAL_ERROR: { status: 500, kind: 'terminal', title: 'Something went wrong on our side' },
  PROVIDER_ERROR: { status: 502, kind: 'retryable', title: 'A vendor did not answer as it should' },
  INTEGRATION_NOT_CONFIGURED: { status: 503, kind: 'blocked', title: 'This integration has no credentials' },
  WORKFLOW_ENGINE_UNAVAILABLE: { status: 503, kind: 'retryable', title: 'The workflow engine does not answer' },
  DATABASE_UNAVAILABLE: { status: 503, kind: 'retryable', title: 'The database does not answer' },
} as const satisfies Record<string, ErrorEntry>;

export const ERROR_CODES = mergeNamed({ ...AREAS, general: { errorCodes: GENERAL } }, 'errorCodes');

export interface ErrorEntry {
  status: number;
  kind: ErrorKind;
  title: string;
}
export type ErrorKind = 'terminal' | 'retryable' | 'blocked' | 'cancelled';
export type ErrorCode = keyof typeof ERROR_CODES;

/** An error a caller may see: a stable code, a plain message without personal data, and structured details. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message?: string, details: Record<string, unknown> = {}) {
    super(message ?? ERROR_CODES[code].title);
    this.name = 'CodedError';
    this.code = code;
    this.details = details;
  }
}

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_CODES, text);
}

/** Fails the build when a switch forgets a case. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
