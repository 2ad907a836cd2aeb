import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_VENDORS,
  accountSummary,
  credentialText,
  isCredentialRefused,
  readCredential,
  vendorBaseUrl,
} from './accounts.ts';

describe('the address of a company at its vendor', () => {
  it.each([
    ['stripe', 'https://api.stripe.com'],
    ['stripe', 'https://API.Stripe.com/'],
    ['stripe', 'https://api.stripe.com:443'],
    ['crm', 'https://acme.my.salesforce.com'],
    ['crm', 'https://acme--dev.sandbox.my.salesforce.com/'],
    ['billing', 'https://rest.zuora.com'],
    ['billing', 'https://rest.apisandbox.eu.zuora.com'],
  ] as const)('%s: %s is one', (vendor, text) => {
    expect(vendorBaseUrl(vendor, text)).toBe(new URL(text).origin);
  });

  it.each([
    ['stripe', 'http://api.stripe.com'],
    ['stripe', 'https://api.stripe.com.evil.example'],
    ['stripe', 'https://evil.example/api.stripe.com'],
    ['stripe', 'https://api.stripe.com@evil.example'],
    ['stripe', 'https://key@api.stripe.com'],
    ['stripe', 'https://api.stripe.com:8443'],
    ['stripe', 'https://api.stripe.com/v1'],
    ['stripe', 'https://api.stripe.com/?x'],
    ['stripe', 'https://api.stripe.com/#x'],
    ['stripe', 'https://rest.zuora.com'],
    ['crm', 'https://salesforce.com'],
    ['crm', 'https://evilsalesforce.com'],
    ['crm', 'https://acme.salesforce.com.evil.example'],
    ['crm', 'https://acme..salesforce.com'],
    ['crm', 'https://acme.salesforce.com.'],
    ['billing', 'https://zuora.com'],
    ['billing', 'https://restzuora.com'],
    ['billing', 'https://evil.rest.zuora.com'],
    ['billing', 'https://127.0.0.1'],
    ['billing', 'rest.zuora.com'],
    ['billing', ''],
  ] as const)('%s: %s is none: a credential would go there', (vendor, text) => {
    expect(vendorBaseUrl(vendor, text)).toBeNull();
  });
});

describe('what opens an account', () => {
  it('is one text and comes back as it was', () => {
    for (const opener of [{ credential: 'sk_1' }, { credential: 's', clientId: 'c' }, { credential: '' }])
      expect(readCredential(credentialText(opener))).toEqual(opener);
  });

  it('is refused only where the vendor refused it, not where the vendor is away', () => {
    for (const code of ['STRIPE_CREDENTIALS', 'CRM_CREDENTIALS', 'STRIPE_PERMISSION', 'OTHER_VENDOR_ACCOUNT'])
      expect(isCredentialRefused(code), code).toBe(true);
    for (const code of [
      null,
      '',
      'STRIPE_UNAVAILABLE',
      'CREDENTIALS',
      'CRM_CREDENTIALS_OLD',
      'NOT_OTHER_VENDOR_ACCOUNT',
    ])
      expect(isCredentialRefused(code), String(code)).toBe(false);
  });
});

it('who approves a change reads which account takes the place of which', () => {
  const account = (accountId: string, accountName: string) => ({ vendor: 'stripe' as const, accountId, accountName });
  const [wanted, before] = [account('acct_2', 'New'), account('acct_1', 'Old')];
  expect(accountSummary(wanted, undefined)).toBe('Stripe: the account “New” (acct_2) is connected');
  expect(accountSummary(wanted, before)).toBe('Stripe: the account “New” (acct_2) takes the place of “Old” (acct_1)');
  for (const vendor of ACCOUNT_VENDORS) expect(accountSummary({ ...wanted, vendor }, undefined)).toMatch(/^\w+: /);
});
