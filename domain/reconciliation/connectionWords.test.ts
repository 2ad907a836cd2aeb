import { describe, expect, it } from 'vitest';
import { connectionWords } from './connectionWords.ts';

const fine = { status: 'active', failures: 0, lastCode: null, wasRead: true } as const;

describe('an outside account in words', () => {
  it.each([
    [fine, null, 'good', 'Read'],
    [{ ...fine, wasRead: false }, null, 'info', 'Connected, and not read yet'],
    [{ ...fine, failures: 2, lastCode: 'WHMCS_UNAVAILABLE' }, null, 'warn', 'WHMCS does not answer: failed 2 times'],
    [{ ...fine, failures: 1, lastCode: 'SOMETHING_NEW' }, null, 'warn', 'It could not be read: failed once'],
    [
      { ...fine, status: 'requires_reauth', lastCode: 'WHMCS_CREDENTIALS' } as const,
      null,
      'bad',
      'WHMCS refuses the credential',
    ],
    [fine, 'LICENSE_KEY_EXPIRED' as const, 'bad', 'Not read: its licence key has expired'],
    [
      { ...fine, status: 'disconnected' } as const,
      'LICENSE_KEY_EXPIRED' as const,
      'plain',
      'Disconnected: not read any more',
    ],
    [{ ...fine, status: 'pending' } as const, null, 'info', 'Waits for the consent'],
  ])('%j, licence %s: %s', (facts, license, tone, text) => {
    expect(connectionWords(facts, license)).toMatchObject({ tone, text });
  });

  it('what stands badly says what to do', () => {
    for (const lastCode of ['WHMCS_CREDENTIALS', 'STRIPE_PERMISSION', null, 'SOMETHING_NEW'])
      expect(connectionWords({ ...fine, status: 'requires_reauth', lastCode }).next).not.toBe('');
  });
});
