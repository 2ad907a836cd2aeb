import { describe, expect, it } from 'vitest';
import { REVIEW_ACTIONS } from '../../domain/reviews/actions.ts';
import { acts as apiActs, warningsOf as apiWarnings, OVERRIDE_REASON } from '../../domain/reviews/warnings.ts';
import type { ActionSpec } from './cardSpec.ts';
import { acts, REASON, warningsOf } from './warnings.ts';

const OVER = { code: 'over', text: 'It is more.' };

describe('what speaks against acting', () => {
  it.each([
    ['nothing is shown', null, []],
    ['nothing is said', {}, []],
    ['warnings are listed', { warnings: [OVER] }, ['over']],
    ['a payment was set aside for a bad reason and lists nothing', { reason: 'late' }, ['late']],
    ['it lists an empty list', { reason: 'partial', warnings: [] }, ['partial']],
    ['both: the list says it', { reason: 'late', warnings: [OVER] }, ['over']],
    ['the reason speaks against nothing', { reason: 'no_booking' }, []],
    ['the reason is the name of something that every object has', { reason: 'constructor' }, []],
    ['the reason is no text', { reason: { late: true } }, []],
    ['the warnings are no list', { warnings: 'over' }, []],
  ])('where %s', (_name, shown, codes) => {
    const found = warningsOf({ kind: 'unmatched_payment', shown });
    expect(found.map(({ code }) => code)).toEqual(codes);
    for (const { text } of found) expect(text).toMatch(/^It .+\.$/);
  });

  it('a reason says it only where its kind declares it', () => {
    expect(warningsOf({ kind: 'dispute_resolution', shown: { reason: 'late' } })).toEqual([]);
  });

  it('whatever the API would refuse without a reason, the desk shows a warning for', () => {
    for (const shown of [{ warnings: [OVER] }, { warnings: [OVER, OVER], reason: 'late' }])
      expect(warningsOf({ kind: 'unmatched_payment', shown })).toEqual(apiWarnings(shown));
  });

  it('the desk and the API agree on which action needs a reason, and on its length', () => {
    for (const decision of REVIEW_ACTIONS) expect(acts({ decision } as ActionSpec), decision).toBe(apiActs(decision));
    expect(acts({ decision: 'escalated' } as ActionSpec), 'handing on changes nothing').toBe(false);
    expect(REASON).toEqual(OVERRIDE_REASON);
  });
});
