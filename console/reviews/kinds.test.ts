import { describe, expect, it } from 'vitest';
import { REVIEW_ACTIONS } from '../../domain/reviews/actions.ts';
import { actionEntry, KINDS, REVIEW_KINDS } from '../../domain/reviews/kinds.ts';
import { CHANGE_FORMS } from './changeForm.ts';
import { REVIEW_KINDS as CARDS } from './kinds.ts';

describe('the cards of the desk and the table of review kinds', () => {
  it('the desk has a card for each kind, with its name and its actions, and may hand each task on', () => {
    expect(Object.keys(CARDS).toSorted()).toEqual([...REVIEW_KINDS].toSorted());
    for (const kind of REVIEW_KINDS) {
      const { name, actions, safe } = CARDS[kind] ?? { actions: [] };
      expect(name).toBe(KINDS[kind].name);
      for (const { decision, needs, when } of actions)
        expect({ needs, when }, `${kind} ${decision}`).toEqual(
          decision === 'escalated' ? { needs: 'reason', when: 'always' } : actionEntry(kind, decision),
        );
      const offered = actions.map(({ decision }) => decision);
      expect(offered, kind).toContain('escalated');
      expect(offered, kind).toContain(safe);
      expect(new Set(actions.map(({ key }) => key)).size, kind).toBe(actions.length);
    }
  });

  it('the desk leaves out one action: it asks for the booking of an unmatched payment instead of approving the first', () => {
    const left = REVIEW_KINDS.flatMap((kind) =>
      REVIEW_ACTIONS.filter(
        (action) => actionEntry(kind, action) && !CARDS[kind]?.actions.some(({ decision }) => decision === action),
      ).map((action) => `${kind} ${action}`),
    );
    expect(left).toEqual(['unmatched_payment approved']);
  });

  it('every action that needs more than text has a form, and no form is for nothing', () => {
    const needed = REVIEW_KINDS.flatMap((kind) =>
      REVIEW_ACTIONS.flatMap((action) => actionEntry(kind, action)?.needs ?? []),
    );
    const forms = [...new Set(needed)].filter((needs) => !['nothing', 'reason', 'vendor_id'].includes(needs));
    expect(Object.keys(CHANGE_FORMS).toSorted()).toEqual(forms.toSorted());
  });
});
