import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';

/**
 * Every error has one code from this table. `kind` says who may act on it:
 * terminal (nobody), retryable (the engine, later), blocked (a person), cancelled. `status` is its HTTP answer.
 * Those of an area stand in `domain/<area>/area.ts`; these are everybody's.
 */
const GENERAL = {
  INVALID_JSON: {
    status: 400,
    kind: 'terminal',
    title: 'The body is not valid JSON',
    next: 'Send a body that is valid JSON, with the content type application/json',
  },
  INVALID_SIGNATURE: {
    status: 400,
    kind: 'terminal',
    title: 'The webhook signature does not fit',
    next: 'Check that both sides hold the same webhook secret, then send it again',
  },
  UNAUTHENTICATED: { status: 401, kind: 'terminal', title: 'Sign in first', next: 'Sign in, then try again' },
  TOKEN_INVALID: {
    status: 401,
    kind: 'terminal',
    title: 'The access token or the API key is not valid here',
    next: 'Check that it was copied whole and belongs to this installation, or sign in again',
  },
  TOKEN_EXPIRED: {
    status: 401,
    kind: 'terminal',
    title: 'The access token has expired',
    next: 'Renew the token or sign in again',
  },
  TOKEN_REVOKED: { status: 401, kind: 'terminal', title: 'The token has been revoked', next: 'Sign in again' },
  FORBIDDEN: {
    status: 403,
    kind: 'terminal',
    title: 'This needs a permission you do not have',
    next: 'Ask an administrator for the permission, or sign in as somebody who has it',
  },
  TENANT_MISMATCH: {
    status: 403,
    kind: 'terminal',
    title: 'The tenant named is not that of the token',
    next: 'Name your own organisation, or sign in to the other one',
  },
  NOT_FOUND: {
    status: 404,
    kind: 'terminal',
    title: 'There is nothing here',
    next: 'Check the id or the address; it may have been removed',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    kind: 'terminal',
    title: 'This path has no such method',
    next: 'Use one of the methods that the answer lists in its header Allow',
  },
  REQUEST_IN_PROGRESS: {
    status: 409,
    kind: 'retryable',
    title: 'A request with this Idempotency-Key is in progress',
    next: 'Wait for the answer to the first request; the same key then gives it again',
  },
  PRECONDITION_FAILED: {
    status: 412,
    kind: 'terminal',
    title: 'It has changed since you read it; read it again',
    next: 'Read it again, then make your change anew',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    kind: 'terminal',
    title: 'The body is too large',
    next: 'Send less in one request',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    kind: 'terminal',
    title: 'The body is not JSON in UTF-8',
    next: 'Send JSON in UTF-8, with the content type application/json',
  },
  VALIDATION_FAILED: {
    status: 422,
    kind: 'terminal',
    title: 'A field is missing or wrong',
    next: 'Correct the named fields, then send it again',
  },
  INVALID_RECORD: {
    status: 422,
    kind: 'terminal',
    title: "A vendor's record breaks a rule",
    next: 'Correct the record at the vendor, then try again',
  },
  AMOUNT_OUT_OF_RANGE: {
    status: 422,
    kind: 'terminal',
    title: 'The amount is outside its bounds',
    next: 'Choose an amount within the bounds that are shown',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    kind: 'terminal',
    title: 'The Idempotency-Key was used for another request',
    next: 'Use a new Idempotency-Key for a new request',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    kind: 'retryable',
    title: 'The request did not arrive in time',
    next: 'Send it again; a slow connection may need smaller requests',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    kind: 'terminal',
    title: 'Address and headers are larger than 16 KiB',
    next: 'Send fewer or shorter headers',
  },
  RATE_LIMITED: {
    status: 429,
    kind: 'retryable',
    title: 'Too many requests',
    next: 'Wait for the time in the header Retry-After, then try again',
  },
  INTERNAL_ERROR: {
    status: 500,
    kind: 'terminal',
    title: 'Something went wrong on our side',
    next: 'Try again; if it comes back, tell an operator the time and the page',
  },
  PROVIDER_ERROR: {
    status: 502,
    kind: 'retryable',
    title: 'A vendor did not answer as it should',
    next: 'Wait a little: it is tried again by itself',
  },
  INTEGRATION_NOT_CONFIGURED: {
    status: 503,
    kind: 'blocked',
    title: 'This integration has no credentials',
    next: 'Ask an administrator to give its credentials',
  },
  WORKFLOW_ENGINE_UNAVAILABLE: {
    status: 503,
    kind: 'retryable',
    title: 'The workflow engine does not answer',
    next: 'Try again in a moment; what is stored goes on by itself',
  },
  DATABASE_UNAVAILABLE: {
    status: 503,
    kind: 'retryable',
    title: 'The database does not answer',
    next: 'Try again in a moment',
  },
} as const satisfies Record<string, ErrorEntry>;

export const ERROR_CODES = mergeNamed({ ...AREAS, general: { errorCodes: GENERAL } }, 'errorCodes');

export interface ErrorEntry {
  status: number;
  kind: ErrorKind;
  title: string;
  /** What the person who meets it does now, as one sentence without a full stop; says so where nothing is needed. */
  next: string;
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
