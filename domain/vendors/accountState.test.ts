import { describe, expect, it } from 'vitest';
import { ACCOUNT_STATUSES, accountWords } from './accountState.ts';

describe('a vendor account in words', () => {
  it.each([
    ['STRIPE_CREDENTIALS', 'bad', 'The vendor refuses the credential'],
    ['SALESFORCE_PERMISSION', 'bad', 'The credential may not do what is needed'],
    ['OTHER_VENDOR_ACCOUNT', 'bad', 'The credential opens another account now'],
    ['STRIPE_RATE_LIMITED', 'warn', 'The vendor asks us to wait'],
    ['ZUORA_UNAVAILABLE', 'warn', 'The vendor does not answer'],
    ['NEVER_SEEN', 'warn', 'The last call failed'],
  ] as const)('%s is %s: %s', (code, tone, text) => {
    expect(accountWords('problem', code)).toMatchObject({ tone, text });
  });

  it('without a problem every state has words, and says what to do where something is to be done', () => {
    for (const status of ACCOUNT_STATUSES) expect(accountWords(status, null).text).toMatch(/^[A-Z][a-z]/);
    expect(accountWords('ok', null)).toEqual({ tone: 'good', text: 'Works', next: '' });
    expect(accountWords('none', null).next).toBe('Connect it');
  });
});
