import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { stripeWebhookRoutes } from '../disputes/stripeWebhook.ts';
import { whatsappWebhookRoutes } from '../notifications/whatsappWebhook.ts';
import type { RequestContext } from './route.ts';

// Nothing here comes as far as the books.
const db = {} as Database;
const routes = (secrets: { stripe: string | null; app: string | null; verify: string | null }) => [
  ...stripeWebhookRoutes({ db, cipher: {} as FieldCipher, stripeWebhookSecret: secrets.stripe, vendorTenantId: 'x' }),
  ...whatsappWebhookRoutes({ db, whatsapp: { appSecret: secrets.app, verifyToken: secrets.verify } }),
];

async function send(
  secrets: Parameters<typeof routes>[0],
  operation: string,
  headers: Record<string, string>,
  query: Record<string, string> = {},
): Promise<string> {
  const route = routes(secrets).find((candidate) => `${candidate.method} ${candidate.path}` === operation);
  const context = {
    requestId: 'r',
    idempotencyKey: undefined,
    rawBody: Buffer.from('{"entry":[]}'),
    address: '203.0.113.9',
    header: (name: string) => headers[name.toLowerCase()],
    cookie: () => undefined,
  } satisfies RequestContext;
  if (!route) throw new Error(`no ${operation}`);
  return route.handle(context, null, { params: {}, query, body: undefined }).then(
    (reply) => `${reply.status} ${typeof reply.body === 'string' ? reply.body : ''}`.trim(),
    (error: { code: string }) => error.code,
  );
}

const signed = (secret: string) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update('{"entry":[]}').digest('hex')}`,
});
const challenge = (token: string | null) => ({
  'hub.mode': 'subscribe',
  'hub.challenge': '1234',
  ...(token === null ? {} : { 'hub.verify_token': token }),
});
const NONE = { stripe: null, app: null, verify: null };

describe('webhooks without a secret', () => {
  it('take nothing and echo nothing, whatever signs or asks; with the secret they do', async () => {
    for (const secret of ['', ' ', 'whsec_guess'])
      expect(await send(NONE, 'post /webhooks/whatsapp', signed(secret))).toBe('INTEGRATION_NOT_CONFIGURED');
    for (const token of [null, '', 'undefined', 'guess'])
      expect(await send(NONE, 'get /webhooks/whatsapp', {}, challenge(token))).toBe('INTEGRATION_NOT_CONFIGURED');
    expect(await send(NONE, 'post /webhooks/stripe', { 'stripe-signature': 't=1,v1=00' })).toBe(
      'INTEGRATION_NOT_CONFIGURED',
    );
    const blank = { stripe: '', app: '', verify: '' };
    expect(await send(blank, 'post /webhooks/whatsapp', signed(''))).toBe('INTEGRATION_NOT_CONFIGURED');
    expect(await send(blank, 'get /webhooks/whatsapp', {}, challenge(''))).toBe('INTEGRATION_NOT_CONFIGURED');
    const set = { stripe: 'whsec_of_stripe_123', app: 'secret of the app 1', verify: 'token of the hook 1' };
    expect(await send(set, 'post /webhooks/whatsapp', signed(''))).toBe('INVALID_SIGNATURE');
    expect(await send(set, 'post /webhooks/whatsapp', signed(set.app))).toBe('200');
    // The token that opens the webhook travels in addresses, so it must not sign anything.
    expect(await send(set, 'post /webhooks/whatsapp', signed(set.verify))).toBe('INVALID_SIGNATURE');
    for (const token of [null, '', 'guess'])
      expect(await send(set, 'get /webhooks/whatsapp', {}, challenge(token))).toBe('INVALID_SIGNATURE');
    expect(await send(set, 'get /webhooks/whatsapp', {}, challenge(set.verify))).toBe('200 1234');
  });
});
