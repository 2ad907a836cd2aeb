import { describe, expect, it } from 'vitest';
import { explainDispute, processKinds } from './runWords.ts';

describe('why a dispute ended as it did', () => {
  it('[DR-WF-06] names the rule in words, with what was found', () => {
    expect(
      explainDispute({ outcome: 'invalid', rule: 'amount', reason: 'disputed $60.01, largest invoice $60.00' }),
    ).toBe('The disputed amount does not fit what was billed: disputed $60.01, largest invoice $60.00');
    expect(explainDispute({ outcome: 'invalid', rule: 'case_open' })).toBe('The case is closed in the CRM already');
    expect(explainDispute({ outcome: 'invalid', rule: 'constructor', reason: 7 })).toBe('The records break a rule');
  });

  it('says nothing where no rule ended it', () => {
    expect(explainDispute({ outcome: 'refunded', rule: 'amount' })).toBeNull();
    expect(explainDispute({ outcome: 'invalid', error_code: 'CRM_CASE_NOT_FOUND' })).toBeNull();
  });

  it('steps and outcomes are words', () => {
    const { steps, outcomes } = processKinds.dispute;
    const said = [...Object.values(steps).map(({ name }) => name), ...Object.values(outcomes).map(({ text }) => text)];
    for (const text of said) expect(text).toMatch(/^[A-Z][a-z ,]+$/);
  });
});
