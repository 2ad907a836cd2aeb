import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body, type Schema } from '../api/client.ts';
import type { TaskFilters } from './taskPages.ts';

export type Summary = Schema<'ReviewSummary'>;

/** What of the filters bounds a count: order and state are of the list only. */
const bounds = ({ sort: _sort, state: _state, ...rest }: TaskFilters) => rest;

/** How many open tasks these filters show, and what is at risk in them. */
export const useSummary = (filters: TaskFilters): Summary | undefined =>
  useQuery({
    queryKey: ['reviews', 'summary', bounds(filters)],
    queryFn: () => body(api.GET('/reviews/summary', { params: { query: bounds(filters) } })),
    placeholderData: keepPreviousData,
  }).data;
