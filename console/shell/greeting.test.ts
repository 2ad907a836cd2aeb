import { expect, it } from 'vitest';
import { greeting } from './greeting.ts';

it.each([
  [4, 'Good night'],
  [5, 'Good morning'],
  [12, 'Good afternoon'],
  [18, 'Good evening'],
])('at %i it is %s', (hour, words) => {
  expect(greeting('Ada', hour)).toBe(`${words}, Ada. This is what needs you now.`);
});
