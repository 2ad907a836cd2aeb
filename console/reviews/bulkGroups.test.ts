import { describe, expect, it } from 'vitest';
import { groupsOf } from './bulkGroups.ts';

describe('what is left out of a bulk decision', () => {
  it('is one group for each reason, the largest first, with every task in it', () => {
    const tasks = ['a', 'b', 'b', 'c', 'b'].map((why, id) => ({ id, why }));
    expect(groupsOf(tasks).map(({ why, tasks: own }) => [why, own.map(({ id }) => id)])).toEqual([
      ['b', [1, 2, 4]],
      ['a', [0]],
      ['c', [3]],
    ]);
    expect(groupsOf([])).toEqual([]);
  });
});
