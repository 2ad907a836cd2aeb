import { describe, expect, it } from 'vitest';
import type { ReviewKindEntry } from '../../domain/reviews/actions.ts';
import { cardOf, REJECT, valueAt } from './cardSpec.ts';

const KIND = {
  name: 'Some kind',
  actions: { approved: { needs: 'nothing', when: 'proposal' }, rejected: { needs: 'reason', when: 'always' } },
  bulk: true,
  movesMoney: true,
  rights: ['review:decide'],
} as const satisfies ReviewKindEntry;
const APPROVE = { label: 'Approve', doing: 'Approving', key: 'a', tone: 'primary' } as const;

describe('the card of a kind', () => {
  it('has the kind’s name, and its actions in the order in which they are given words, with handing on as the last', () => {
    const card = cardOf(KIND, { safe: 'rejected', sections: [], words: { rejected: REJECT, approved: APPROVE } });
    expect(card.name).toBe('Some kind');
    expect(card.actions.map(({ decision, needs, when }) => [decision, needs, when])).toEqual([
      ['rejected', 'reason', 'always'],
      ['approved', 'nothing', 'proposal'],
      ['escalated', 'reason', 'always'],
    ]);
    expect(card.actions[1]).toEqual({ decision: 'approved', ...APPROVE, ...KIND.actions.approved });
  });

  it('offers no action that the kind does not have, whatever words are given', () => {
    const words = { approved: APPROVE, found: APPROVE } as Record<string, typeof APPROVE>;
    const card = cardOf(KIND as ReviewKindEntry, { safe: 'rejected', sections: [], words });
    expect(card.actions.map(({ decision }) => decision)).toEqual(['approved', 'escalated']);
  });
});

describe('the value at a path of what was shown', () => {
  const shown = { a: { b: 0, c: '', d: null, list: [{ x: 1 }] }, flat: false };
  it.each([
    ['a.b', 0],
    ['a.c', ''],
    ['flat', false],
    ['a.list.0.x', 1],
    ['a.d', null],
    ['a.d.e.f', null],
    ['missing', null],
    ['missing.deeper', null],
    ['a.b.c', null],
  ])('%s is %o', (path, value) => expect(valueAt(shown, path)).toBe(value));

  it('of nothing is nothing', () => {
    for (const nothing of [null, undefined]) expect(valueAt(nothing, 'a.b')).toBeNull();
  });
});
