import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { parseKeyRing } from '../db/encryption/keyRing.ts';
import { CodedError } from '../domain/errors/codes.ts';
import { VendorError } from '../providers/vendorError.ts';
import { toApplicationFailure } from './activityInterceptor.ts';
import { EncryptionCodec } from './codec.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64url');
const payload = defaultPayloadConverter.toPayload({ secret: 'canary' });
const plain = (value: unknown) => defaultPayloadConverter.fromPayload(value as typeof payload);

describe('the payload codec [H-16]', () => {
  it('round-trips, hides, and reads payloads of an older key in the ring', async () => {
    const old = new EncryptionCodec(parseKeyRing(`k1:${key(1)}`));
    const [sealed] = await old.encode([payload]);
    expect(Buffer.from(sealed?.data ?? []).toString('latin1')).not.toContain('canary');
    const rotated = new EncryptionCodec(parseKeyRing(`k2:${key(2)},k1:${key(1)}`));
    expect(plain((await rotated.decode(sealed ? [sealed] : []))[0])).toEqual({ secret: 'canary' });
    expect(Buffer.from((await rotated.encode([payload]))[0]?.metadata?.['encryption-key-id'] ?? []).toString()).toBe(
      'k2',
    );
  });

  it('never throws: plaintext, tampered and unknown keys decode to a marker that handlers refuse', async () => {
    const codec = new EncryptionCodec(parseKeyRing(`k1:${key(1)}`));
    const [sealed] = await codec.encode([payload]);
    const flipped = {
      ...sealed,
      data: Uint8Array.from(sealed?.data ?? [], (byte, index) => (index === 20 ? byte ^ 1 : byte)),
    };
    const foreign = await new EncryptionCodec(parseKeyRing(`k9:${key(9)}`)).encode([payload]);
    for (const bad of [payload, flipped, foreign[0] ?? {}, {}])
      expect(plain((await codec.decode([bad]))[0])).toEqual({ 'countersign/unreadable': true });
  });

  it('refuses a ring with short or missing keys', () => {
    for (const text of ['', 'k1', `k1:${Buffer.alloc(16).toString('base64url')}`])
      expect(() => parseKeyRing(text)).toThrow();
  });
});

describe('errors as failures', () => {
  it("[DR-WF-24] carry a stable type, their retry rule, and nothing of the vendor's text or a query", () => {
    const blocked = toApplicationFailure(
      new VendorError('openai', 'MODEL_QUOTA_EXHAUSTED', 'blocked'),
    ) as ApplicationFailure;
    expect([blocked.type, blocked.nonRetryable]).toEqual(['MODEL_QUOTA_EXHAUSTED', true]);
    const later = toApplicationFailure(
      new VendorError('stripe', 'STRIPE_RATE_LIMITED', 'retryable', 7_000),
    ) as ApplicationFailure;
    expect([later.nonRetryable, later.nextRetryDelay]).toEqual([false, 7_000]);
    expect(
      (toApplicationFailure(new CodedError('INTEGRATION_NOT_CONFIGURED', 'text with a name')) as ApplicationFailure)
        .message,
    ).toBe('INTEGRATION_NOT_CONFIGURED');
    const query = toApplicationFailure(
      new Error("Failed query: insert into users values ('canary@example.com')"),
    ) as ApplicationFailure;
    expect(query.message).not.toContain('canary');
    expect(query).toBeInstanceOf(ApplicationFailure);
  });
});
