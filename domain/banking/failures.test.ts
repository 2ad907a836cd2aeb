import { describe, expect, it } from 'vitest';
import { BANK_FAILURES, bankFailure, isBankConsentEnded } from './failures.ts';

describe('failures of a bank', () => {
  it('each say what happened and what to do, and a code of something else says nothing', () => {
    for (const { text, next } of Object.values(BANK_FAILURES)) expect([text, next]).not.toContain('');
    expect(bankFailure('BANK_UNAVAILABLE')?.text).toBe('The bank does not answer');
    expect(bankFailure('toString')).toBeNull();
  });

  it('[PM-PLAID-07] only an ended consent waits for a person', () => {
    expect(Object.keys(BANK_FAILURES).filter(isBankConsentEnded)).toEqual(['BANK_CONSENT_ENDED']);
  });
});
