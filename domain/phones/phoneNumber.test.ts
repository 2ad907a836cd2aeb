import { describe, expect, it } from 'vitest';
import { isPhoneCountry, mayBePhone, phoneNumberOf } from './phoneNumber.ts';

describe('[BK-MATCH-04] phone numbers in the forms people write', () => {
  it.each([
    [
      'PK',
      '+923001234567',
      [
        '+923001234567',
        '0300 1234567',
        '0092 300 1234567',
        '923001234567',
        '300-1234567',
        '+92 (0)300 1234567',
        '٠٣٠٠١٢٣٤٥٦٧',
      ],
    ],
    ['FR', '+33612345678', ['+33 6 12 34 56 78', '06 12 34 56 78', '0033612345678', '0612345678']],
    ['US', '+14155552671', ['+1 (415) 555-2671', '1 415 555 2671', '415.555.2671', '4155552671']],
    ['GB', '+442079460958', ['+44 (0)20 7946 0958', '+44 0 20 7946 0958', '020 7946 0958', '00442079460958']],
    // A zero that belongs to the number, not to the way it is dialled.
    ['IT', '+390612345678', ['+39 06 1234 5678', '06 1234 5678', '0039 06 12345678']],
    ['MX', '+525512345678', ['+52 1 55 1234 5678', '+52 55 1234 5678', '55 1234 5678', '044 55 1234 5678']],
    ['AR', '+5491123456789', ['+54 9 11 2345 6789', '011 15 2345 6789']],
    ['BR', '+5511987654321', ['+55 11 8765-4321', '+55 11 98765-4321', '(11) 98765-4321', '011 98765-4321']],
    ['BR', '+551137654321', ['+55 11 3765-4321', '(11) 3765-4321']],
    ['RU', '+79123456789', ['+7 912 345-67-89', '8 912 345-67-89']],
    ['JP', '+819012345678', ['+81 90-1234-5678', '090-1234-5678']],
    ['DE', '+4915123456789', ['+49 151 23456789', '0151 23456789', '0049 (0)151 23456789']],
  ])('%s: %s in all its spellings', (country, number, spellings) => {
    for (const text of spellings) expect(phoneNumberOf(text, country), text).toBe(number);
  });

  it('what phones and apps copy along is no part of the number', () => {
    for (const text of [
      '\u202a+92 300 1234567\u202c',
      '\u200e0300\u00ad1234567',
      '\ufeff0300 1234567',
      'tel:+923001234567',
      'TEL: +92-300-1234567',
      'tel:0300 1234567',
      'whatsapp:+923001234567',
      '\u2068tel:+92 300 1234567\u2069',
      '(+92) 300 1234567',
      '( +92 )3001234567',
      '[+92] 300 1234567',
      '(0092) 300 1234567',
      '(＋92) (0)300 1234567',
    ])
      expect(phoneNumberOf(text, 'PK'), text).toBe('+923001234567');
    for (const text of ['fax:+923001234567', 'tel:', '(+92)', 'tel:tel:+923001234567'])
      expect(phoneNumberOf(text, 'PK'), text).toBeNull();
    expect(mayBePhone('\u202a(+92) 300 1234567\u202c', 'PK')).toBe(true);
  });

  it('a country code is read wherever the tenant is; the same digits of two countries are two numbers', () => {
    for (const country of ['PK', 'US', 'IT']) expect(phoneNumberOf('+44 7911 123456', country)).toBe('+447911123456');
    expect(phoneNumberOf('+1 415 555 0100', 'PK')).not.toBe(phoneNumberOf('415 555 0100', 'PK'));
    expect(phoneNumberOf('0300 1234567', 'PK')).not.toBe(phoneNumberOf('0300 1234567', 'IT'));
    // +92… is no Indian number, and 0092 not one of Pakistan with the code twice.
    expect(phoneNumberOf('+92 92 300 1234567', 'PK')).toBeNull();
  });

  it('what is no valid number is none: it neither agrees nor disagrees', () => {
    for (const text of [
      '',
      '12',
      'call me',
      '0',
      '+',
      '0000000000',
      '+92 300 12345',
      '+999 123 456 789',
      '1'.repeat(40),
    ])
      expect(phoneNumberOf(text, 'PK'), text).toBeNull();
    expect(phoneNumberOf(null, 'PK')).toBeNull();
  });

  it('an unknown country is known as such, and guesses nothing', () => {
    for (const country of ['PK', 'FR', 'XK', 'AC']) expect(isPhoneCountry(country)).toBe(true);
    for (const country of ['XX', 'ZZ', 'pk', 'UK', '92', '', 'Pakistan', 'toString'])
      expect(isPhoneCountry(country), country).toBe(false);
    expect(phoneNumberOf('0300 1234567', 'XX')).toBeNull();
    expect(phoneNumberOf('+923001234567', 'XX')).toBe('+923001234567');
  });

  it('accepts what may be a number, also of a range that is newer than the list', () => {
    for (const text of ['+923001234567', '0300 1234567', '+1 300 123 4567'])
      expect(mayBePhone(text, 'PK'), text).toBe(true);
    for (const text of ['12', '+92 300', '123456789012345678', '+0']) expect(mayBePhone(text, 'PK'), text).toBe(false);
  });
});
