import { expect, it } from 'vitest';
import { lastFourOf, numberOf } from './accountIdentity.ts';

it('[C-20] one account has one number, however a file writes it', () => {
  // The example of the Bundesbank for the IBAN.
  for (const written of [
    'DE89 3704 0044 0532 0130 00',
    'de89370400440532013000',
    '37040044/0532013000',
    '37040044/532013000EUR',
  ])
    expect(numberOf(written, 'EUR'), written).toBe('DE89370400440532013000');
  expect(numberOf('1291.99.348EUR', 'EUR')).toBe('129199348');
  expect(numberOf('UBRTHUHB/123456789150ABCDEF002/HUF', 'HUF')).toBe('UBRTHUHB123456789150ABCDEF002');
  expect(lastFourOf('DE89 3704 0044 0532 0130 00')).toBe('3000');
});
