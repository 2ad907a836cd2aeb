import { expect, test } from 'vitest';
import { moneyText } from './moneyText.ts';

test('an amount is written as people write it, by the digits of its currency', () => {
  expect(moneyText(5800, 'USD')).toBe('$58.00');
  expect(moneyText(-5800, 'CAD')).toBe('-CA$58.00');
  expect(moneyText(7_208_100, 'PKR')).toBe('PKR 72,081.00');
  expect(moneyText(500, 'JPY')).toBe('¥500');
  expect(moneyText(Number.MAX_SAFE_INTEGER, 'KWD')).toBe('KWD 9,007,199,254,740.991');
});
