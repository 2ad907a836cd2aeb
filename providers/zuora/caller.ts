import { z } from 'zod';
import { createAccessTokens, type WithToken } from '../accessTokens.ts';
import { boundedText } from '../boundedText.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { type RecordName, readRecord } from '../invalidRecord.ts';
import { retryAfterMs, VendorError } from '../vendorError.ts';

const ZUORA_TIMEOUT_MS = 8_000;
export const ZUORA_API_VERSION = '2025-08-12';
/** The token or the client is refused: nothing was done. */
const CREDENTIALS = 'BILLING_CREDENTIALS';

export const named = (record: string): RecordName => ({ vendor: 'zuora', type: 'BILLING_RECORD_INVALID', record });

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  // One without an end that can be read serves until it is refused.
  expires_in: z.coerce.number().positive().nullish().catch(null),
  scope: z.string().nullish(),
});

/** Answers that prove that nothing was recorded. */
const REFUSED_REASONS = new Set([50000020, 50000040, 58490020]);

export class ZuoraRefused extends Error {
  readonly code: string;
  constructor(code: string) {
    super('zuora refused');
    this.code = code;
  }
}

/** One request, and what its status says. A redirect would take secrets and amounts to another host. Throws VendorError. */
async function send(url: string, request: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(ZUORA_TIMEOUT_MS) });
  } catch {
    throw new VendorError('zuora', 'BILLING_UNAVAILABLE', 'retryable');
  }
  if (response.status === 429)
    throw new VendorError(
      'zuora',
      'BILLING_RATE_LIMITED',
      'retryable',
      retryAfterMs(response.headers.get('retry-after')),
    );
  if (response.status === 401 || response.status === 403) throw new VendorError('zuora', CREDENTIALS, 'blocked');
  if (response.status >= 500 || response.status === 409)
    throw new VendorError('zuora', 'BILLING_UNAVAILABLE', 'retryable');
  return response;
}

/** What is no JSON, or cut, or longer than any answer, is null. */
const jsonOf = (response: Response): Promise<unknown> =>
  boundedText(response)
    .then((text) => JSON.parse(text) as unknown)
    .catch(() => null);

/** The answer in the shape that is read. Throws ZuoraRefused, VendorError and InvalidRecordError. */
async function read<Answer>(response: Response, path: string, schema: z.ZodType<Answer>): Promise<Answer> {
  const answer = await jsonOf(response);
  const failure = z
    .object({ success: z.literal(false), reasons: z.array(z.object({ code: z.coerce.number() })).optional() })
    .safeParse(answer);
  if (failure.success) {
    const code = failure.data.reasons?.[0]?.code ?? 0;
    if (REFUSED_REASONS.has(code)) throw new ZuoraRefused(String(code));
    throw new VendorError('zuora', 'BILLING_REJECTED_REQUEST', 'terminal');
  }
  // What is no JSON was cut on its way; what is JSON of another shape stays so however often it is read.
  if (answer === null) throw new VendorError('zuora', 'BILLING_ANSWER_UNREADABLE', 'retryable');
  return readRecord(named(`billing answer to ${path.replace(/\?.*$/, '')}`), schema, answer);
}

/** A token of a client, by the OAuth 2.0 client credentials flow, and the tenant that its scope names. Throws VendorError. */
async function askToken({ baseUrl, clientId = '', credential }: VendorEndpoint) {
  const path = '/oauth/token';
  const response = await send(`${baseUrl}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: credential }),
  });
  if (!response.ok) throw new VendorError('zuora', CREDENTIALS, 'blocked');
  const answer = tokenAnswer.safeParse(await jsonOf(response));
  // What is no token says nothing about any record.
  if (!answer.success) throw new VendorError('zuora', 'BILLING_ANSWER_UNREADABLE', 'retryable');
  const { access_token: token, expires_in: seconds, scope } = answer.data;
  const tenants = (scope ?? '').split(/\s+/).flatMap((word) => /^tenant\.(.+)$/.exec(word)?.[1] ?? []);
  return { token, lifeMs: seconds ? seconds * 1000 : null, tenant: tenants.length === 1 ? (tenants[0] ?? null) : null };
}

/** Requests with a token of the account, and the tenant that the newest token names; null where none does. */
export function zuoraCaller(endpoint: VendorEndpoint) {
  /** As the vendor named it with the newest token. */
  let tenant: string | null = null;
  const withToken: WithToken = endpoint.clientId
    ? createAccessTokens(
        async () => {
          const { tenant: named, ...token } = await askToken(endpoint);
          tenant = named;
          return token;
        },
        (error) => error instanceof VendorError && error.type === CREDENTIALS,
      )
    : (work) => work(endpoint.credential);

  async function call<Answer>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<Answer>,
    body?: unknown,
    idempotencyKey?: string,
  ): Promise<Answer> {
    const response = await withToken((token) =>
      send(`${endpoint.baseUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'zuora-version': ZUORA_API_VERSION,
          ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
    return read(response, path, schema);
  }

  return { call, tenant: () => tenant };
}
