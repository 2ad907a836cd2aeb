import { expect, it } from 'vitest';
import { z } from 'zod';
import { readInput } from './input.ts';
import { listQuery } from './list.ts';

const query = listQuery(['waiting_since'], 'waiting_since', { state: z.enum(['pending', 'approved']).optional() });
const refused = (given: object): { field: string; rule: string }[] => {
  try {
    readInput({ query }, { params: {}, query: given, body: undefined });
    return [];
  } catch (error) {
    return (error as { details: { fields: { field: string; rule: string }[] } }).details.fields;
  }
};

it.each([
  [{ limt: '5' }, 'limt', 'not known here; did you mean limit?'],
  [{ colour: 'red' }, 'colour', 'not known here'],
  [{ limt: '5', stat: 'x' }, 'limt,stat', 'these are not known here; did you mean limit, state?'],
])('%j names what is not known, and what was likely meant', (given, field, rule) => {
  expect(refused(given)).toEqual([{ field, rule }]);
});

it('names what would be taken, and what is missing', () => {
  expect(refused({ state: 'open' })).toEqual([{ field: 'state', rule: 'one of pending, approved' }]);
  const body = z.strictObject({ reason: z.string() });
  expect(() => readInput({ body }, { params: {}, query: {}, body: {} })).toThrow('reason: missing');
});
