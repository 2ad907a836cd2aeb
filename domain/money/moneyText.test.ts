import { expect, test } from 'vitest';
import { CURRENCY_DIGITS } from './currencies.ts';
import { formatAmount } from './money.ts';
import { moneyText } from './moneyText.ts';

test('an amount is written as people write it, by the digits of its currency', () => {
  expect(moneyText(5800, 'USD')).toBe('$58.00');
  expect(moneyText(-5800, 'CAD')).toBe('-CA$58.00');
  expect(moneyText(7_208_100, 'PKR')).toBe('PKR 72,081.00');
  expect(moneyText(500, 'JPY')).toBe('¥500');
  expect(moneyText(Number.MAX_SAFE_INTEGER, 'KWD')).toBe('KWD 9,007,199,254,740.991');
});

test.each(Object.entries(CURRENCY_DIGITS))('%s is written as Intl writes it', (currency, digits) => {
  const intl = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  for (const minor of [0, 5, 123_456, -1_234_567, 999, Number.MAX_SAFE_INTEGER])
    expect(moneyText(minor, currency)).toBe(
      intl.format(formatAmount(minor, currency) as `${number}`).replaceAll(/\s/g, ' '),
    );
});
