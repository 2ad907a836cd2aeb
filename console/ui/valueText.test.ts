import { describe, expect, it } from 'vitest';
import { dollarText, valueCell, valueText } from './valueText.ts';

describe('numbers of reports', () => {
  it('for people', () => {
    expect(valueText(null, 'duration')).toBe('–');
    expect(valueText(7_740, 'duration')).toBe('2 h 9 min');
    expect(valueText(0.6251, 'percent')).toBe('62.5 %');
    expect(valueText(7_208_100, 'money', 'PKR')).toContain('72,081');
  });
  it('for spreadsheets', () => {
    expect(valueCell(7_208_100, 'money', 'PKR')).toBe('72081.00');
    expect(valueCell(500, 'money', 'JPY')).toBe('500');
    expect(valueCell(7_740.04, 'duration')).toBe(7_740);
    expect(valueCell(null, 'count')).toBeNull();
  });
  it('dollars with the digits that say something', () => {
    expect([0, 117_000, 1_234_567, 45_600_000, 5_000_000_000, 1_234_500_000_000].map(dollarText)).toEqual([
      '$0.00',
      '$0.000117',
      '$0.00123',
      '$0.0456',
      '$5.00',
      '$1,234.50',
    ]);
  });
});
