import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { verifyStripeWebhook } from '../../providers/stripe/webhook.ts';
import { isSignedByWhatsApp } from '../../providers/whatsapp/webhook.ts';
import { isLoopback, knowsSecret } from './secrets.ts';

const MISSING = ['', ' ', '\t\n', '                '];

describe('a secret that is missing gives no access', () => {
  it('nobody knows a secret that is missing, empty or blank; a real one is known by itself alone', () => {
    for (const secret of [undefined, null, ...MISSING])
      for (const given of [undefined, '', ' ', 'undefined', 'null', secret ?? ''])
        expect(knowsSecret(secret, given), JSON.stringify([secret, given])).toBe(false);
    expect(knowsSecret('right and long enough', 'right and long enough')).toBe(true);
    for (const given of [undefined, '', 'right and long enoug', 'right and long enough ', 'RIGHT AND LONG ENOUGH'])
      expect(knowsSecret('right and long enough', given)).toBe(false);
  });

  it('a webhook signed with an empty key is refused, of WhatsApp and of Stripe', () => {
    const body = Buffer.from('{"entry":[]}');
    const signed = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    for (const secret of MISSING) {
      expect(isSignedByWhatsApp(body, signed(secret), secret), JSON.stringify(secret)).toBe(false);
      expect(isSignedByWhatsApp(body, signed(''), secret)).toBe(false);
    }
    expect(isSignedByWhatsApp(body, signed('a real secret of WhatsApp'), 'a real secret of WhatsApp')).toBe(true);
    for (const header of [undefined, '', 'sha256=', signed('another secret')])
      expect(isSignedByWhatsApp(body, header, 'a real secret of WhatsApp')).toBe(false);
    const payload = '{"id":"evt_1","object":"event"}';
    const stripe = (secret: string) => new Stripe('sk_unused').webhooks.generateTestHeaderString({ payload, secret });
    for (const secret of MISSING)
      expect(verifyStripeWebhook(Buffer.from(payload), stripe(secret || 'x'), secret)).toBeNull();
    expect(verifyStripeWebhook(Buffer.from(payload), stripe('whsec_real'), 'whsec_real')).not.toBeNull();
  });

  it('this machine is told from every other', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) expect(isLoopback(address)).toBe(true);
    for (const address of ['10.0.0.1', '::ffff:10.0.0.1', '1127.0.0.1', '127.0.0.1.evil.example', '', '::'])
      expect(isLoopback(address), address).toBe(false);
  });
});
