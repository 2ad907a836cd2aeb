import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, body } from '../api/client.ts';
import type { Task } from './decisions.ts';

const PAGE_SIZE = 100;

export interface TaskFilters {
  sort: '-priority' | 'waiting_since' | '-waiting_since' | '-at_risk';
  state: 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled';
  /** On which days it ended; never of open tasks. */
  ended?: 'today' | 'yesterday' | 'last_7_days';
  kind?: Task['kind'];
  owner?: 'me' | 'nobody';
  escalated?: 'true';
  search?: string;
  minimum_minor?: number;
  /** Why the tasks were opened: what a group of equal ones is opened by. */
  reason?: string;
}

/** Equal tasks stand behind one row where the list is in its usual order; an opened group shows them all. */
const isFolded = ({ sort, state, reason }: TaskFilters) => sort === '-priority' && state === 'pending' && !reason;

interface Page {
  /** Where the page begins; null = at the top. */
  cursor: string | null;
  /** Rows it had when it was last read. */
  rows: number;
}

export interface TaskWindow {
  /** Rows known so far; more are read further down. */
  count: number;
  complete: boolean;
  /** The task at a place of the list; undefined while its page is read. */
  at(index: number): Task | undefined;
  status: 'loading' | 'failed' | 'ready';
  error: unknown;
  refetch(): void;
}

const readPage = (filters: TaskFilters, cursor: string | null, signal: AbortSignal) =>
  body(
    api.GET('/reviews', {
      params: {
        query: {
          ...filters,
          limit: PAGE_SIZE,
          ...(isFolded(filters) ? { fold: 'true' as const } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      signal,
    }),
  );

/** Made out here on purpose: a closure of the hook would hold its earlier answers, and through them every page ever read. */
const pageQuery = (filters: TaskFilters, cursor: string | null) => ({
  queryKey: ['reviews', 'list', filters, cursor],
  queryFn: ({ signal }: { signal: AbortSignal }) => readPage(filters, cursor, signal),
  gcTime: 5_000,
  placeholderData: keepPreviousData,
});

/**
 * The part of the inbox somebody looks at. Only its pages are kept: of the others no more than where each begins and how
 * many rows it had, so a list of any length costs the same memory.
 */
export function useTaskWindow(filters: TaskFilters, first: number, last: number): TaskWindow {
  const key = JSON.stringify(filters);
  const [chain, setChain] = useState<{ key: string; pages: Page[] }>({ key, pages: [{ cursor: null, rows: 0 }] });
  const pages = chain.key === key ? chain.pages : [{ cursor: null, rows: 0 }];

  const starts: number[] = [];
  let total = 0;
  for (const page of pages) {
    starts.push(total);
    total += page.rows;
  }
  const pageOf = (index: number) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= index),
    );
  const from = pageOf(first);
  // One page further than what is seen, so that scrolling finds it there.
  const to = Math.min(pages.length - 1, pageOf(last) + 1);
  const shown = pages.slice(from, to + 1);

  const results = useQueries({
    queries: shown.map((page) => pageQuery(filters, page.cursor)),
  });

  // What was read says where the next page begins; when that moves, the pages behind it are read from the new place.
  const learned = results.map((result) => (result.isPlaceholderData ? undefined : result.data));
  const digest = learned.map((data) => (data ? `${data.count}:${data.next_cursor ?? ''}` : '?')).join('|');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `digest` stands for all that was learned
  useEffect(() => {
    const next = pages.map((page) => ({ ...page }));
    learned.forEach((data, offset) => {
      const page = next[from + offset];
      if (!data || !page) return;
      page.rows = data.count;
      const after = next[from + offset + 1];
      if (data.next_cursor === null) next.length = from + offset + 1;
      else if (after) after.cursor = data.next_cursor;
      else next.push({ cursor: data.next_cursor, rows: 0 });
    });
    setChain({ key, pages: next });
  }, [digest, key, from]);

  const top = results[0];
  return {
    count: total,
    complete: pages.at(-1)?.rows !== 0 || total === 0,
    at(index) {
      const page = pageOf(index);
      return results[page - from]?.data?.reviews[index - (starts[page] ?? 0)];
    },
    // What has just been read is counted a moment later; a list that is known stays while a part of it is read again.
    status: total > 0 || top?.data?.count === 0 ? 'ready' : top?.error ? 'failed' : 'loading',
    error: top?.error,
    refetch: () => {
      for (const result of results) void result.refetch();
    },
  };
}
