import { expect, it } from 'vitest';
import { gapsOf } from './coverage.ts';

it('[PY-ADM-05] a gap is more than a week of which nothing tells, whatever the order of the files', () => {
  const january = { from: '2026-01-02', to: '2026-01-31' };
  const march = { from: '2026-03-01', to: '2026-03-31' };
  expect(gapsOf([])).toEqual([]);
  expect(gapsOf([march, january])).toEqual([{ from: '2026-02-01', to: '2026-02-28' }]);
  expect(gapsOf([january, { from: '2026-02-07', to: '2026-02-27' }, march])).toEqual([]);
  expect(gapsOf([{ from: '2026-01-01', to: '2026-12-31' }, march])).toEqual([]);
});
