import OpenAI from 'openai';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { gmailError } from './gmail/errors.ts';
import { openAiError } from './openai/errors.ts';
import { isSessionRefused, salesforceError, salesforceTokenError } from './salesforce/errors.ts';
import { stripeError, stripeRefusal } from './stripe/errors.ts';
import { retryAfterMs, type VendorError } from './vendorError.ts';

const SECRET = 'customer@example.com 4242';
const said = ({ type, kind, retryAfterMs: wait }: VendorError) => [type, kind, wait];

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['1', 1_000],
    ['1.5', 1_500],
    ['3600', 3_600_000],
    ['3601', 3_600_000],
    ['999999999', 3_600_000],
    ['-1', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    ['soon', undefined],
    ['Infinity', undefined],
    ['NaN', undefined],
    ['Fri, 27 Nov 2026 15:00:00 GMT', undefined],
  ])('%j is %s ms: at most an hour, and nothing where it is no number', (header, ms) => {
    expect(retryAfterMs(header)).toBe(ms);
  });
});

describe('what Stripe refuses', () => {
  const raw = (type: string, code?: string, headers?: Record<string, string>) =>
    ({ type, code, message: SECRET, headers }) as unknown as Stripe.StripeRawError;
  const { errors } = Stripe;
  const invalid = (code?: string) => new errors.StripeInvalidRequestError(raw('invalid_request_error', code));

  it.each([
    [
      new errors.StripeRateLimitError(raw('rate_limit_error', undefined, { 'retry-after': '7' })),
      ['STRIPE_RATE_LIMITED', 'retryable', 7_000],
    ],
    [new errors.StripeRateLimitError(raw('rate_limit_error')), ['STRIPE_RATE_LIMITED', 'retryable', undefined]],
    [new errors.StripeAuthenticationError(raw('authentication_error')), ['STRIPE_CREDENTIALS', 'blocked', undefined]],
    [new errors.StripePermissionError(raw('invalid_request_error')), ['STRIPE_PERMISSION', 'blocked', undefined]],
    [invalid('resource_missing'), ['STRIPE_INVALID_REQUEST', 'terminal', undefined]],
    [new errors.StripeAPIError(raw('api_error')), ['STRIPE_UNAVAILABLE', 'retryable', undefined]],
    [new errors.StripeConnectionError(raw('api_error')), ['STRIPE_UNAVAILABLE', 'retryable', undefined]],
    [new errors.StripeIdempotencyError(raw('idempotency_error')), ['STRIPE_UNAVAILABLE', 'retryable', undefined]],
    [new TypeError(SECRET), ['STRIPE_UNAVAILABLE', 'retryable', undefined]],
    [null, ['STRIPE_UNAVAILABLE', 'retryable', undefined]],
  ])('%s', (error, words) => {
    const ours = stripeError(error);
    expect(said(ours)).toEqual(words);
    expect(`${ours.message} ${ours.stack}`).not.toContain(SECRET);
    expect(stripeError(ours), 'our own error stays').toBe(ours);
  });

  it('proves that no money moved only by a code of the list; every other answer leaves it open', () => {
    for (const code of ['charge_already_refunded', 'charge_disputed', 'amount_too_large', 'resource_missing'])
      expect(stripeRefusal(invalid(code)), code).toBe(code);
    for (const code of [undefined, '', 'lock_timeout', 'idempotency_key_in_use', 'something_new'])
      expect(stripeRefusal(invalid(code)), String(code)).toBeNull();
    // The same code with an error of the server, of the key or of the connection proves nothing.
    for (const error of [
      new errors.StripeAPIError(raw('api_error', 'charge_disputed')),
      new errors.StripeIdempotencyError(raw('idempotency_error', 'charge_disputed')),
      new errors.StripeConnectionError(raw('api_error', 'charge_disputed')),
      Object.assign(new Error('x'), { code: 'charge_disputed' }),
      { code: 'charge_disputed' },
      null,
    ])
      expect(stripeRefusal(error)).toBeNull();
  });
});

describe('what Salesforce refuses', () => {
  const coded = (errorCode: string) => Object.assign(new Error(SECRET), { errorCode });
  it.each([
    ['INVALID_SESSION_ID', ['CRM_CREDENTIALS', 'blocked', undefined]],
    ['INSUFFICIENT_ACCESS', ['CRM_CREDENTIALS', 'blocked', undefined]],
    ['NOT_FOUND', ['CRM_REJECTED_REQUEST', 'terminal', undefined]],
    ['MALFORMED_QUERY', ['CRM_REJECTED_REQUEST', 'terminal', undefined]],
    ['REQUEST_LIMIT_EXCEEDED', ['CRM_LIMIT', 'retryable', 600_000]],
    ['SERVER_UNAVAILABLE', ['CRM_UNAVAILABLE', 'retryable', undefined]],
    ['not_found', ['CRM_UNAVAILABLE', 'retryable', undefined]],
  ])('%s', (code, words) => {
    expect(said(salesforceError(coded(code)))).toEqual(words);
    expect(salesforceError(coded(code)).message).not.toContain(SECRET);
    expect(isSessionRefused(coded(code))).toBe(code === 'INVALID_SESSION_ID');
  });

  it.each([null, undefined, 'NOT_FOUND', 5, new Error('NOT_FOUND')])('%s without a code is an outage', (error) => {
    expect(said(salesforceError(error))).toEqual(['CRM_UNAVAILABLE', 'retryable', undefined]);
    expect(isSessionRefused(error)).toBe(false);
  });

  it('a client that is refused waits for a person; a token endpoint that fails is asked again', () => {
    const named = (name: string) => Object.assign(new Error(SECRET), { name });
    for (const name of ['invalid_client', 'invalid_grant', 'inactive_org'])
      expect(said(salesforceTokenError(named(name))), name).toEqual(['CRM_CREDENTIALS', 'blocked', undefined]);
    for (const error of [named('Error'), named('server_error'), 'invalid_client', null, { name: 'invalid_client' }])
      expect(salesforceTokenError(error).kind).toBe('retryable');
  });
});

describe('what OpenAI refuses', () => {
  const of = (status: number, code?: string, wait?: string) =>
    OpenAI.APIError.generate(
      status,
      { error: { code, message: SECRET } },
      SECRET,
      new Headers(wait ? { 'retry-after': wait } : {}),
    );
  it.each([
    [of(429, 'rate_limit_exceeded', '20'), ['OPENAI_RATE_LIMITED', 'retryable', 20_000]],
    // Waiting brings no money onto the account.
    [of(429, 'insufficient_quota', '20'), ['MODEL_QUOTA_EXHAUSTED', 'blocked', undefined]],
    [of(401), ['OPENAI_CREDENTIALS', 'blocked', undefined]],
    [of(403), ['OPENAI_CREDENTIALS', 'blocked', undefined]],
    [of(400), ['OPENAI_INVALID_REQUEST', 'blocked', undefined]],
    [of(404, 'model_not_found'), ['OPENAI_INVALID_REQUEST', 'blocked', undefined]],
    [of(409), ['OPENAI_UNAVAILABLE', 'retryable', undefined]],
    [of(500), ['OPENAI_UNAVAILABLE', 'retryable', undefined]],
    [new OpenAI.APIConnectionTimeoutError(), ['OPENAI_UNAVAILABLE', 'retryable', undefined]],
    [new SyntaxError(SECRET), ['OPENAI_UNAVAILABLE', 'retryable', undefined]],
  ])('%s', (error, words) => {
    expect(said(openAiError(error))).toEqual(words);
    expect(openAiError(error).message).not.toContain(SECRET);
  });
});

describe('what Gmail refuses', () => {
  const of = (status: number, error?: unknown, headers?: unknown) => ({
    message: SECRET,
    response: { status, headers, data: { error } },
  });
  const reason = (name: string) => ({ errors: [{ reason: name }] });
  it.each<[unknown, unknown[]]>([
    [of(400, 'invalid_grant'), ['GMAIL_REVOKED', 'blocked', undefined]],
    [of(400, 'unauthorized_client'), ['GMAIL_REVOKED', 'blocked', undefined]],
    [of(400, reason('badRequest')), ['GMAIL_INVALID_REQUEST', 'terminal', undefined]],
    [of(401), ['GMAIL_REVOKED', 'blocked', undefined]],
    [
      of(403, reason('rateLimitExceeded'), new Headers({ 'retry-after': '3' })),
      ['GMAIL_RATE_LIMITED', 'retryable', 3_000],
    ],
    [of(403, reason('userRateLimitExceeded')), ['GMAIL_RATE_LIMITED', 'retryable', undefined]],
    [of(403, reason('insufficientPermissions')), ['GMAIL_SCOPE_MISSING', 'blocked', undefined]],
    [of(403, reason('forbidden')), ['GMAIL_PERMISSION', 'blocked', undefined]],
    [of(403, { errors: [] }), ['GMAIL_PERMISSION', 'blocked', undefined]],
    [of(404), ['GMAIL_NOT_FOUND', 'terminal', undefined]],
    [of(429, undefined, { 'retry-after': '9' }), ['GMAIL_RATE_LIMITED', 'retryable', 9_000]],
    [of(503, undefined, { 'retry-after': '2' }), ['GMAIL_UNAVAILABLE', 'retryable', 2_000]],
    [{ code: '404' }, ['GMAIL_NOT_FOUND', 'terminal', undefined]],
    [{ code: 'ECONNRESET' }, ['GMAIL_UNAVAILABLE', 'retryable', undefined]],
    [{ type: 'max-size', code: 'x' }, ['GMAIL_TOO_LARGE', 'terminal', undefined]],
    [{ message: 'content size at url over limit: 5000000' }, ['GMAIL_TOO_LARGE', 'terminal', undefined]],
    [null, ['GMAIL_UNAVAILABLE', 'retryable', undefined]],
    ['text', ['GMAIL_UNAVAILABLE', 'retryable', undefined]],
  ])('%j', (error, words) => {
    expect(said(gmailError(error))).toEqual(words);
    expect(gmailError(error).message).not.toContain(SECRET);
  });
});
