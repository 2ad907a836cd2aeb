import { expect, test } from 'vitest';
import { nameMessages } from './naming.ts';

const to = (template: string, channel = 'email') => ({ template, channel });

test('the sending of messages is called by what they say and to how many', () => {
  expect(nameMessages([to('dispute_ended'), to('dispute_ended'), to('customer_refunded')])).toBe(
    'Tell 2 people that a dispute has ended and 1 person that a refund was made',
  );
  expect(nameMessages([to('review_requested', 'queue')])).toBe('Tell the review queue that a review is open');
  expect(nameMessages([to('review_requested', 'queue'), to('review_requested')])).toBe(
    'Tell 1 person that a dispute waits for a decision',
  );
  expect(nameMessages([to('of_an_older_version')])).toBe('Tell 1 person that something has happened');
});
