import type { Task } from './decisions.ts';
import { REVIEW_KINDS } from './kinds.ts';
import type { TaskFilters } from './taskPages.ts';

export const SORTS = [
  ['-priority', 'Worth most first'],
  ['waiting_since', 'Oldest first'],
  ['-waiting_since', 'Newest first'],
  ['-at_risk', 'Most money first'],
] as const;
export const STATES = [
  ['pending', 'Open'],
  ['approved', 'Approved'],
  ['rejected', 'Rejected'],
  ['expired', 'Expired'],
  ['cancelled', 'Cancelled'],
] as const;
export const ENDED = [
  ['', 'On any day'],
  ['today', 'Today'],
  ['yesterday', 'Yesterday'],
  ['last_7_days', 'In the last 7 days'],
] as const;
export const OWNERS = [
  ['', 'Everybody’s'],
  ['me', 'Mine'],
  ['nobody', 'Nobody’s'],
  ['escalated', 'Escalated'],
] as const;
export const KINDS = [
  ['', 'All kinds'],
  ...Object.entries(REVIEW_KINDS).map(([kind, { name }]) => [kind, name] as const),
] as const;

const oneOf = <Value extends string>(
  options: readonly (readonly [Value, string])[],
  value: string | null,
  normal: Value,
) => options.find(([key]) => key === value)?.[0] ?? normal;

const REASON = /^[\w:.-]{1,100}$/;
const LEAST_AMOUNT = /^\d{1,15}$/;

/** Filters as the address says them; what it does not know is left out. */
export function filtersOf(search: URLSearchParams): TaskFilters {
  const kind = search.get('kind');
  const owner = oneOf(OWNERS, search.get('owner'), '');
  const words = search.get('search')?.slice(0, 100);
  const minimum = search.get('minimum_minor') ?? '';
  const reason = search.get('reason') ?? '';
  const state = oneOf(STATES, search.get('state'), 'pending');
  const ended = state === 'pending' ? '' : oneOf(ENDED, search.get('ended'), '');
  return {
    sort: oneOf(SORTS, search.get('sort'), '-priority'),
    state,
    ...(ended ? { ended } : {}),
    ...(kind && Object.hasOwn(REVIEW_KINDS, kind) ? { kind: kind as Task['kind'] } : {}),
    ...(owner === 'escalated' ? { escalated: 'true' as const } : owner ? { owner } : {}),
    ...(words ? { search: words } : {}),
    ...(REASON.test(reason) ? { reason } : {}),
    ...(LEAST_AMOUNT.test(minimum) ? { minimum_minor: Number(minimum) } : {}),
  };
}

/** Whether the address names a least amount that can't be read: it would leave the whole list to be decided at once. */
export function isUnreadable(search: URLSearchParams): boolean {
  const minimum = search.get('minimum_minor');
  return minimum !== null && minimum !== '' && !LEAST_AMOUNT.test(minimum);
}
