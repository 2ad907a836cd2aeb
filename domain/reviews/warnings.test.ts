import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acts, lacksReason, warningsOf } from './warnings.ts';

const warnings = [{ code: 'payment_late', text: 'It was paid too late.' }];
/** As long as a reason, but nobody can read anything in it. */
const SILENT = ['.', '-', '\u200b', '\u00ad', '\u2060', '\u2800', '\u3164', '\uffa0', '\u034f'].map((text) =>
  text.repeat(12),
);
const SPOKEN = [
  'The customer called and showed the transfer.',
  'گاہک نے رسید دکھائی',
  '顧客は領収書を提示しました。',
  'Ref. 88-12-31, ok',
];

describe('what speaks against a decision', () => {
  it('a decision that acts needs a reason of 10 to 1000 characters; one that refuses or asks again needs none', () => {
    for (const action of ['approved', 'modified', 'found', 'absent'] as const) {
      expect(acts(action)).toBe(true);
      for (const reason of [undefined, null, '', ' '.repeat(40), 'too short', 'x'.repeat(1_001)])
        expect(lacksReason(action, warnings, reason)).toBe(true);
      for (const reason of SILENT) expect(lacksReason(action, warnings, reason), JSON.stringify(reason)).toBe(true);
      for (const reason of SPOKEN) expect(lacksReason(action, warnings, reason), reason).toBe(false);
      expect(lacksReason(action, [], null)).toBe(false);
    }
    for (const action of ['rejected', 'retry'] as const) expect(lacksReason(action, warnings, null)).toBe(false);
  });

  it('any snapshot can be read: warnings are the list of that name, and nothing else', () => {
    fc.assert(fc.property(fc.anything(), (shown) => Array.isArray(warningsOf(shown))));
    expect(warningsOf({ warnings })).toEqual(warnings);
    expect(warningsOf({ case: { warnings } })).toEqual([]);
  });
});
