import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const KNOWN = ['limit', 'cursor', 'sort', 'search', 'state', 'minimum_minor'];

it.each([
  ['limt', 'limit'],
  ['Limit', 'limit'],
  ['ilmit', 'limit'],
  ['serach', 'search'],
  ['stat', 'state'],
  ['minimum', null],
  ['minimum_minr', 'minimum_minor'],
  ['page', null],
  ['', null],
  ['x'.repeat(100_000), null],
])('%s is near %s', (name, found) => {
  expect(nearest(name, KNOWN)).toBe(found);
});
