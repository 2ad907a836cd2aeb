/**
 * Every error has one code from this table. `kind` says who may act on it:
 * terminal (nobody), retryable (the engine, later), blocked (a person), cancelled. `status` is its HTTP answer.
 */
export const ERROR_CODES = {
  INVALID_JSON: { status: 400, kind: 'terminal', title: 'The body is not valid JSON' },
  INVALID_SIGNATURE: { status: 400, kind: 'terminal', title: 'The webhook signature does not fit' },
  INVALID_STATE_TOKEN: { status: 400, kind: 'terminal', title: 'The consent flow is unknown, used or too old' },
  UNAUTHENTICATED: { status: 401, kind: 'terminal', title: 'Sign in first' },
  TOKEN_EXPIRED: { status: 401, kind: 'terminal', title: 'The access token has expired' },
  TOKEN_REVOKED: { status: 401, kind: 'terminal', title: 'The token has been revoked' },
  SECOND_FACTOR_REQUIRED: {
    status: 401,
    kind: 'terminal',
    title: 'This account also needs a code of its second factor',
  },
  INVALID_CREDENTIALS: { status: 401, kind: 'terminal', title: 'E-mail or password is wrong' },
  FORBIDDEN: { status: 403, kind: 'terminal', title: 'This needs a permission you do not have' },
  TENANT_MISMATCH: { status: 403, kind: 'terminal', title: 'The tenant named is not that of the token' },
  SECOND_PERSON_REQUIRED: { status: 403, kind: 'terminal', title: 'Another person must approve this' },
  SELF_REVIEW_FORBIDDEN: { status: 403, kind: 'terminal', title: 'Nobody decides a task about their own request' },
  REVIEWER_LIMIT_EXCEEDED: {
    status: 403,
    kind: 'terminal',
    title: 'The amount is above your limit; another reviewer must decide',
  },
  REVIEW_HANDED_ON: {
    status: 403,
    kind: 'terminal',
    title: 'You handed this task on; somebody else decides it',
  },
  OPERATOR_SIGNAL_REFUSED: {
    status: 403,
    kind: 'terminal',
    title: 'A signal without identity may not decide this task',
  },
  NOT_FOUND: { status: 404, kind: 'terminal', title: 'There is nothing here' },
  BOOKING_NOT_FOUND: { status: 404, kind: 'terminal', title: 'No such booking' },
  PAYMENT_NOT_FOUND: { status: 404, kind: 'terminal', title: 'No such payment' },
  WORKFLOW_NOT_FOUND: { status: 404, kind: 'terminal', title: 'No such workflow run' },
  METHOD_NOT_ALLOWED: { status: 405, kind: 'terminal', title: 'This path has no such method' },
  EMAIL_TAKEN: { status: 409, kind: 'terminal', title: 'There is an account with this e-mail' },
  ADDRESS_NOT_PROVED: {
    status: 409,
    kind: 'terminal',
    title: 'Nobody has proved that this address is theirs; invite the address instead',
  },
  POWER_CHANGE_CLOSED: { status: 409, kind: 'terminal', title: 'This change is decided already, or too old' },
  SLUG_TAKEN: { status: 409, kind: 'terminal', title: 'There is a tenant with this slug' },
  SECOND_FACTOR_ACTIVE: { status: 409, kind: 'terminal', title: 'The second factor is on already' },
  REVIEW_ALREADY_DECIDED: { status: 409, kind: 'terminal', title: 'Another decision came first' },
  REVIEW_STALE: { status: 409, kind: 'terminal', title: 'What you were shown has changed; read it again' },
  REVIEW_EXPIRED: { status: 409, kind: 'terminal', title: 'The task expired without a decision' },
  NOBODY_ELSE_DECIDES: {
    status: 409,
    kind: 'terminal',
    title: 'There is nobody else who may decide this; it stays with you',
  },
  BULK_ABORTED: { status: 409, kind: 'terminal', title: 'The bulk decision was aborted before it came to this task' },
  INVALID_BOOKING_STATUS: {
    status: 409,
    kind: 'terminal',
    title: 'The booking is in a state that does not allow this',
  },
  BOOKING_EXPIRED: { status: 409, kind: 'terminal', title: 'The booking has expired' },
  SLOT_TAKEN: { status: 409, kind: 'terminal', title: 'The property is taken at that date and shift' },
  DUPLICATE_PAYMENT: { status: 409, kind: 'terminal', title: 'This transaction has been submitted before' },
  PAYMENT_MATCH_FAILED: { status: 409, kind: 'terminal', title: 'The payment can no longer be linked' },
  CONNECTION_REQUIRES_REAUTH: { status: 409, kind: 'blocked', title: 'Access has ended; connect it again' },
  RUN_CASE_MISMATCH: { status: 409, kind: 'terminal', title: 'The run belongs to another case' },
  CASE_ALREADY_REFUNDED: { status: 409, kind: 'terminal', title: 'The case already has an executed refund' },
  REQUEST_IN_PROGRESS: { status: 409, kind: 'retryable', title: 'A request with this Idempotency-Key is in progress' },
  PRECONDITION_FAILED: { status: 412, kind: 'terminal', title: 'It has changed since you read it; read it again' },
  PAYLOAD_TOO_LARGE: { status: 413, kind: 'terminal', title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, kind: 'terminal', title: 'The body is not JSON in UTF-8' },
  VALIDATION_FAILED: { status: 422, kind: 'terminal', title: 'A field is missing or wrong' },
  INVALID_DISPUTE: { status: 422, kind: 'terminal', title: 'The dispute does not fit the records' },
  OVERRIDE_REQUIRED: {
    status: 422,
    kind: 'terminal',
    title: 'Something speaks against this; give override_reason, 10 to 1000 characters, to do it all the same',
  },
  EVENT_IN_FUTURE: { status: 422, kind: 'terminal', title: 'The event is dated in the future' },
  INVALID_RECORD: { status: 422, kind: 'terminal', title: "A vendor's record breaks a rule" },
  AMOUNT_OUT_OF_RANGE: { status: 422, kind: 'terminal', title: 'The amount is outside its bounds' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, kind: 'terminal', title: 'The Idempotency-Key was used for another request' },
  REQUEST_TIMEOUT: { status: 408, kind: 'retryable', title: 'The request did not arrive in time' },
  HEADERS_TOO_LARGE: { status: 431, kind: 'terminal', title: 'Address and headers are larger than 16 KiB' },
  RATE_LIMITED: { status: 429, kind: 'retryable', title: 'Too many requests' },
  ACCOUNT_LOCKED: {
    status: 429,
    kind: 'retryable',
    title: 'Too many failed tries; wait, or sign in from a device you have used before',
  },
  INTERNAL_ERROR: { status: 500, kind: 'terminal', title: 'Something went wrong on our side' },
  PROVIDER_ERROR: { status: 502, kind: 'retryable', title: 'A vendor did not answer as it should' },
  INTEGRATION_NOT_CONFIGURED: { status: 503, kind: 'blocked', title: 'This integration has no credentials' },
  WORKFLOW_ENGINE_UNAVAILABLE: { status: 503, kind: 'retryable', title: 'The workflow engine does not answer' },
  DATABASE_UNAVAILABLE: { status: 503, kind: 'retryable', title: 'The database does not answer' },
  // Below: inside workflows only; they never reach HTTP as they are.
  MODEL_REFUSED: { status: 502, kind: 'blocked', title: 'The model refused to answer' },
  MODEL_OUTPUT_INVALID: { status: 502, kind: 'blocked', title: 'The model answered nonsense twice' },
  MODEL_QUOTA_EXHAUSTED: { status: 502, kind: 'blocked', title: 'The model account has no quota left' },
  LLM_BUDGET_EXHAUSTED: { status: 503, kind: 'blocked', title: 'The daily model budget is spent' },
  LLM_COST_CAP_EXCEEDED: { status: 503, kind: 'blocked', title: 'One dispute may not cost this much' },
  MONEY_STOPPED: { status: 503, kind: 'retryable', title: 'Money is stopped' },
  MONEY_OUTCOME_UNKNOWN: { status: 502, kind: 'retryable', title: 'The outcome of a money call is not known yet' },
  CHARGE_CHANGED: { status: 409, kind: 'blocked', title: 'The charge changed after the approval' },
} as const satisfies Record<string, { status: number; kind: ErrorKind; title: string }>;

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
