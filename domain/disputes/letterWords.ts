import type { z } from 'zod';
import type { JsonFault } from '../json/strictJson.ts';

/** Why the text of an event can't be read, for people. Nothing of the text itself is repeated. */
export const UNREADABLE_WORDS: Readonly<Record<JsonFault, string>> = {
  unreadable: 'its text is broken off, or not written as events are',
  too_deep: 'it holds things inside of things, more levels than are read',
  too_many_values: 'it holds more than is read of one event',
  name_twice: 'it says the same thing twice, and nobody can tell which of both counts',
  name_reserved: 'it has a name that is not taken, because programs use it for themselves',
  inexact_number: 'it has a number with more digits than can be kept',
};

const FIELDS: Readonly<Record<string, string>> = {
  case_id: 'The number of the case',
  customer_id: 'The number of the customer',
  occurred_at: 'When it happened',
};

type Issue = z.core.$ZodIssue;

/** What is wrong with an event that can be read, for people. */
export function eventProblemWords(issue: Issue | undefined): string {
  const field = FIELDS[String(issue?.path[0] ?? '')];
  if (!issue || (!field && issue.code !== 'unrecognized_keys')) return 'it is not an event about a dispute';
  if (!field) return 'it says more than the case, the customer and when it happened';
  return `${field} is missing, or not written as it has to be`;
}

/** What an event was packed in, for people; null where it came as it is. `packed`: outermost first, as it is kept. */
export function packedWords(packed: string): string | null {
  const layers = packed.split(' > ').map((layer) => (layer === 'JSON text' ? 'text in quotes' : layer));
  return packed === 'plain' ? null : layers.join(', ');
}
