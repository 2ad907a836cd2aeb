import { expect, it } from 'vitest';
import { shownFaults } from './shownFaults.ts';

const SHOWN = {
  warnings: [{ code: 'paid_late', text: 'x' }],
  candidates: [
    { booking_id: 'BK-1', faults: [] },
    { booking_id: 'BK-2', faults: [{ code: 'amount_partial', text: 'x' }] },
  ],
};

it('a card says of a booking what stands at it, and its warnings of the one it proposes', () => {
  expect([...shownFaults(SHOWN, 'BK-1', 'BK-1')]).toEqual(['paid_late']);
  expect([...shownFaults(SHOWN, 'BK-1', 'BK-2')]).toEqual(['amount_partial']);
  for (const shown of [SHOWN, null, {}, { candidates: [{}] }])
    expect([...shownFaults(shown, 'BK-1', 'BK-3')]).toEqual([]);
});
