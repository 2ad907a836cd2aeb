import { describe, expect, it } from 'vitest';
import { type BookingSettings, DOMAIN_NAME, settingsOf } from './settings.ts';

const INSTALLED: BookingSettings = {
  mode: 'hybrid',
  minimumConfidence: 50,
  expirationMinutes: 15,
  providerEmail: 'pay@bank.example',
  providerName: 'Bank',
  providerDomains: ['bank.example'],
  maximumAmount: 1_000,
  claimIdsPerDay: 10,
  phoneCountry: 'PK',
  timeZone: 'Asia/Karachi',
  currency: 'PKR',
};
const NONE = {
  verificationMode: null,
  autoConfirmMinConfidence: null,
  bookingExpirationMinutes: null,
  paymentProviderEmail: null,
  paymentProviderName: null,
  paymentProviderDomains: null,
  phoneCountry: null,
  timeZone: null,
};

describe('settings of a tenant', () => {
  it('are those of the installation where it says nothing, or there is no row', () => {
    expect(settingsOf(INSTALLED, undefined)).toEqual(INSTALLED);
    expect(settingsOf(INSTALLED, NONE)).toEqual(INSTALLED);
  });

  it('hold where it says zero or an empty list: that is something', () => {
    const said = settingsOf(INSTALLED, { ...NONE, autoConfirmMinConfidence: 0, paymentProviderDomains: [] });
    expect([said.minimumConfidence, said.providerDomains]).toEqual([0, []]);
  });

  it('change one by one, and none of what only the installation decides', () => {
    const said = settingsOf(INSTALLED, { ...NONE, verificationMode: 'manual', timeZone: 'Europe/Berlin' });
    expect(said).toEqual({ ...INSTALLED, mode: 'manual', timeZone: 'Europe/Berlin' });
  });
});

describe('the name of a domain', () => {
  it.each(['bank.example', 'a.co', 'mail-1.bank.co.uk', 'xn--bcher-kva.example', `${'a'.repeat(63)}.example`])(
    '%s is one',
    (name) => expect(DOMAIN_NAME.test(name)).toBe(true),
  );
  it.each([
    'com',
    'bank',
    'Bank.example',
    'bank.example.',
    '.example',
    'bank..example',
    '-bank.example',
    'bank-.example',
    'bank.1',
    'bank.example\n',
    'a@bank.example',
    '*.example',
    '127.0.0.1',
    'bücher.example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
  ])('%j is none: mail of all its subdomains would be trusted', (name) => expect(DOMAIN_NAME.test(name)).toBe(false));
});
