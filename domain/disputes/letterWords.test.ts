import { expect, it } from 'vitest';
import { eventProblemWords, packedWords } from './letterWords.ts';
import { disputeEventSchema } from './schema.ts';

const wordsOf = (event: unknown) => eventProblemWords(disputeEventSchema.safeParse(event).error?.issues[0]);

it.each([
  [{ customer_id: 'ACC-1' }, 'The number of the case is missing, or not written as it has to be'],
  [{ case_id: 'C-1', customer_id: 7 }, 'The number of the customer is missing, or not written as it has to be'],
  [
    { case_id: 'C-1', customer_id: 'ACC-1', occurred_at: 'tomorrow' },
    'When it happened is missing, or not written as it has to be',
  ],
  [
    { case_id: 'C-1', customer_id: 'ACC-1', pay_to: 'me' },
    'it says more than the case, the customer and when it happened',
  ],
  [[1], 'it is not an event about a dispute'],
  [null, 'it is not an event about a dispute'],
])('an event that can not be taken is told in words: %j', (event, words) => expect(wordsOf(event)).toBe(words));

it('says how an event was packed, and nothing where it was not', () => {
  expect(packedWords('plain')).toBeNull();
  expect(packedWords('SNS notification > JSON text')).toBe('SNS notification, text in quotes');
});
