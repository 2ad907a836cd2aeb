import { codes } from 'currency-codes';
import { expect, it } from 'vitest';
import { isCurrency } from './currencies.ts';

/** Of ISO 4217, but nobody pays in them: funds, metals, units of account, codes for tests, and money that is no longer in use. */
const NO_MONEY =
  'BOV CHE CHW CLF COU MXV USN UYI UYW XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX XAD CUC ZWG HRK SLL ZWL'.split(
    ' ',
  );

it('the currencies people pay in are those of ISO 4217, less funds, metals and codes for tests', () => {
  expect(codes().filter((code) => !isCurrency(code) && !NO_MONEY.includes(code))).toEqual([]);
  for (const code of NO_MONEY) expect(isCurrency(code), code).toBe(false);
  for (const word of ['RMB', 'ABC', 'THE', 'pkr', '']) expect(isCurrency(word), word).toBe(false);
});
