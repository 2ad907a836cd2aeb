import { describe, expect, it } from 'vitest';
import type { RateLimits } from './rateLimits.ts';
import { createRequestLimits, networkOf } from './requestLimits.ts';
import { type Principal, principalOf, type VerifiedToken } from './tokens.ts';

describe('the network of an address', () => {
  it('is the address of IPv4, however written, and the /64 of IPv6', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002::9%eth0'])
      expect(networkOf(address), address).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
    expect([networkOf('::1'), networkOf('2001:db8::'), networkOf('fe80::1')]).toEqual([
      '0:0:0:0::/64',
      '2001:db8:0:0::/64',
      'fe80:0:0:0::/64',
    ]);
    expect(networkOf('unknown')).toBe('unknown');
  });

  it('is the same with brackets, with a port, and for IPv4 written as IPv6 in any way', () => {
    for (const address of [
      '192.0.2.7:5678',
      '::ffff:c000:207',
      '::FFFF:C000:0207',
      '0:0:0:0:0:ffff:c000:207',
      '0:0:0:0:0:ffff:192.0.2.7',
      '[::ffff:192.0.2.7]:443',
      '[::ffff:c000:207]',
    ])
      expect(networkOf(address), address).toBe('192.0.2.7');
    for (const address of ['[2001:db8::1]:443', '[2001:db8::1]', '2001:db8::1:443', '2001:db8::192.0.2.7'])
      expect(networkOf(address), address).toBe('2001:db8:0:0::/64');
    expect(networkOf('64:ff9b::192.0.2.7')).toBe('64:ff9b:0:0::/64');
    expect(networkOf('::')).toBe('0:0:0:0::/64');
  });
});

describe('sign-ups with an address that nobody has proved', () => {
  it('share a small bucket of their own, so that a stranger with many of them holds up no customer', async () => {
    const taken: string[] = [];
    const takeOften: RateLimits['takeOften'] = async (bucket, { capacity }) => void taken.push(`${bucket} ${capacity}`);
    // Only this method of it is called.
    const limits = createRequestLimits({ takeOften } as RateLimits, { requestsPerMinute: 100, authPerMinute: 10 });
    const of = (claims: Record<string, unknown>): Principal =>
      principalOf({
        userId: 'u',
        tenantId: 't',
        sessionId: 's',
        tokenId: 'j',
        issuedAtMs: 0,
        expiresAtMs: 0,
        payload: { roles: ['user'], permissions: [], ...claims },
      } satisfies VerifiedToken);
    for (const principal of [of({ unproved: true }), of({}), of({ roles: ['user', 'reviewer'] })])
      await limits.count({}, { principal, client: null, network: '192.0.2.7' });
    expect(taken.filter((bucket) => bucket.startsWith('requests:tenant'))).toEqual([
      'requests:tenant:t:unproved 300',
      'requests:tenant:t:customers 1000',
      'requests:tenant:t:staff 1000',
    ]);
  });
});
