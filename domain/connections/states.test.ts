import { describe, expect, it } from 'vitest';
import { CONNECTION_STATUSES, connectionStatesBefore } from './states.ts';

describe('the life of an outside account', () => {
  it('[PY-ADM-07] has one table of moves: nothing goes back to waiting, and what was never connected asks for no renewal', () => {
    const table = Object.fromEntries(CONNECTION_STATUSES.map((to) => [to, connectionStatesBefore(to)]));
    expect(table).toEqual({
      pending: [],
      active: ['pending', 'active', 'requires_reauth', 'disconnected'],
      requires_reauth: ['active'],
      disconnected: ['pending', 'active', 'requires_reauth'],
    });
  });
});
