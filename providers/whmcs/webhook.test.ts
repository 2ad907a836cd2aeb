import { describe, expect, it } from 'vitest';
import { isSignedByWhmcs, readHook, signWhmcsHook } from './webhook.ts';

const now = Date.parse('2026-11-28T12:00:00Z');
const at = (offsetMs: number) => String(Math.floor((now + offsetMs) / 1000));
const body = Buffer.from('{"event":"InvoicePaid","id":14,"nonce":"0123456789abcdef"}');
const signed = (timestamp: string, secret = 'secret') => ({
  timestamp,
  signature: signWhmcsHook(secret, timestamp, body),
  body,
});

describe('[PY-WHM-02] [U-40] the signature of a hook', () => {
  it.each([
    [0, true],
    [-300_000, true],
    [300_000, true],
    [-301_000, false],
    [301_000, false],
  ])('made %i ms from now: %s', (offset, fits) => {
    expect(isSignedByWhmcs('secret', signed(at(offset)), now)).toBe(fits);
  });

  it('fits one secret, one body and one time only, and no secret that is blank', () => {
    const good = signed(at(0));
    expect([
      isSignedByWhmcs('other', good, now),
      isSignedByWhmcs('secret', { ...good, body: Buffer.from('{}') }, now),
      isSignedByWhmcs('secret', { ...good, timestamp: at(1_000) }, now),
      isSignedByWhmcs('secret', { ...good, timestamp: undefined }, now),
      isSignedByWhmcs('secret', { ...good, signature: undefined }, now),
      isSignedByWhmcs('secret', { ...good, timestamp: 'NaN' }, now),
      isSignedByWhmcs(' ', signed(at(0), ' '), now),
    ]).toEqual([false, false, false, false, false, false, false]);
  });

  it('covers what the hook file sends, and nothing else is read', () => {
    expect(readHook(body)).toEqual({ event: 'InvoicePaid', id: 14, nonce: '0123456789abcdef' });
    for (const other of [
      '{}',
      '[]',
      'x',
      '{"event":"Other","id":1,"nonce":"0123456789abcdef"}',
      '{"event":"InvoicePaid","id":-1,"nonce":"0123456789abcdef"}',
      '{"event":"InvoicePaid","id":14,"nonce":"0123456789abcdef","amount":1}',
    ])
      expect(readHook(Buffer.from(other)), other).toBeNull();
  });
});
