import { describe, expect, it } from 'vitest';
import { dollars, modelCost, retirementWarning } from './prices.ts';

const usage = (inputTokens: number, outputTokens: number, cachedTokens = 0) => ({
  inputTokens,
  outputTokens,
  cachedTokens,
});
const cost = (model: string, inputTokens: number, outputTokens: number, cachedTokens = 0) =>
  modelCost(model, usage(inputTokens, outputTokens, cachedTokens)).totalNano;

describe('model prices', () => {
  it('[DR-COST-10] [DR-COST-11] costs 1000 in and 200 out exactly, cached input at its own price', () => {
    expect(dollars(cost('gpt-4o-mini', 1000, 200))).toBe('0.000270');
    expect(dollars(cost('gpt-6-luna', 1000, 200))).toBe('0.000200');
    expect(dollars(cost('gpt-6-luna', 1000, 200, 400))).toBe('0.000164');
  });

  it('[DR-COST-12] keeps the worst case of one call below $0.001', () => {
    expect(cost('gpt-4o-mini', 2075, 1000)).toBe(911_250);
    expect(cost('gpt-6-luna', 2075, 1000)).toBe(707_500);
  });

  it('[DR-COST-09] warns within 90 days of a retirement and not before', () => {
    expect(retirementWarning('gpt-4o-mini', '2026-11-21')).toContain('2027-01-14');
    expect(retirementWarning('gpt-4o-mini', '2026-09-01')).toBeNull();
    expect(retirementWarning('gpt-6-luna', '2026-11-21')).toBeNull();
  });

  it('refuses a model without a price', () => {
    expect(() => cost('gpt-unknown', 1, 1)).toThrow(RangeError);
  });
});
