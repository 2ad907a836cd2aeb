import { createHash, randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { WebhookVerificationKeyGetResponse } from 'plaid';
import type { SandboxStore } from '../store.ts';
import { PLAID, type PlaidItem, refusePlaid, requestId } from './plaidItems.ts';

interface SigningKey {
  id: string;
  private: JWK;
  public: JWK;
  created: number;
  expired: number | null;
}

/** The key that signs now; made when it is first needed. */
async function signingKey(store: SandboxStore): Promise<SigningKey> {
  const known = store.list<SigningKey>(PLAID, 'webhook_key').find((key) => key.expired === null);
  if (known) return known;
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const key: SigningKey = {
    id: randomUUID(),
    private: await exportJWK(privateKey),
    public: await exportJWK(publicKey),
    created: Math.floor(store.now() / 1000),
    expired: null,
  };
  store.put(PLAID, 'webhook_key', key.id, key);
  return key;
}

/** The header of a webhook with this body, as Plaid signs it. */
export async function signPlaid(store: SandboxStore, body: string): Promise<string> {
  const key = await signingKey(store);
  return new SignJWT({ request_body_sha256: createHash('sha256').update(body).digest('hex') })
    .setProtectedHeader({ alg: 'ES256', kid: key.id, typ: 'JWT' })
    .setIssuedAt(Math.floor(store.now() / 1000))
    .sign(await importJWK(key.private, 'ES256'));
}

/** Tells whoever an item names of what happened; gives the status of the answer, 0 without one. */
export async function fireWebhook(
  store: SandboxStore,
  item: PlaidItem,
  { type, code }: { type: string; code: string },
): Promise<number> {
  if (!item.webhook) return 0;
  const body = JSON.stringify({
    webhook_type: type,
    webhook_code: code,
    item_id: item.id,
    environment: 'sandbox',
    ...(code === 'SYNC_UPDATES_AVAILABLE' ? { initial_update_complete: true, historical_update_complete: true } : {}),
    ...(code === 'ERROR' ? { error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' } } : {}),
  });
  try {
    const answer = await fetch(item.webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'plaid-verification': await signPlaid(store, body) },
      body,
    });
    return answer.status;
  } catch {
    return 0;
  }
}

export function addWebhooks(router: Router, store: SandboxStore): void {
  router.post('/webhook_verification_key/get', (request, response) => {
    const id = String((request.body as { key_id?: unknown }).key_id ?? '');
    const key = store.get<SigningKey>(PLAID, 'webhook_key', id);
    if (!key) return refusePlaid(response, 400, ['INVALID_INPUT', 'INVALID_WEBHOOK_VERIFICATION_KEY_ID']);
    const { x = '', y = '' } = key.public;
    response.json({
      key: {
        alg: 'ES256',
        crv: 'P-256',
        kid: key.id,
        kty: 'EC',
        use: 'sig',
        x,
        y,
        created_at: key.created,
        expired_at: key.expired,
      },
      request_id: requestId(),
    } satisfies WebhookVerificationKeyGetResponse);
  });
}
