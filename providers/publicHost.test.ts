import { describe, expect, it } from 'vitest';
import { isPublicAddress, isPublicHost, lookupPublic } from './publicHost.ts';

describe('an address that a tenant gives', () => {
  it.each([
    '127.0.0.1',
    '127.8.9.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    'not an address',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '93.184.215.14', '172.32.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['localhost', false],
    ['db', false],
    ['printer.local', false],
    ['metadata.google.internal', false],
    ['[::1]', false],
    ['2130706433', false],
    ['billing.example.com', true],
    ['[2606:4700:4700::1111]', true],
  ])('the host %s: %s', (host, isPublic) => {
    expect(isPublicHost(host)).toBe(isPublic);
  });

  it('a name that leads to this machine is refused when it is looked up', async () => {
    const code = await new Promise((resolve) => {
      lookupPublic('localhost', { all: true }, (error) => resolve(error?.code));
    });
    expect(code).toBe('EPRIVATE');
  });
});
