import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, body } from '../api/client.ts';
import type { Task } from './decisions.ts';

/** From so many letters on a search says something. */
const LEAST = 2;
const SHOWN = 8;
const REST_MS = 200;

/** Open tasks that have these words or this amount, the first of the inbox; asked for when nobody types any more. */
export function useFoundTasks(typed: string): readonly Task[] {
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const asks = search.length >= LEAST;
  const found = useQuery({
    queryKey: ['reviews', 'found', search],
    queryFn: () => body(api.GET('/reviews', { params: { query: { search, sort: '-priority', limit: SHOWN } } })),
    enabled: asks,
    placeholderData: keepPreviousData,
  });
  return asks && typed.trim().length >= LEAST ? (found.data?.reviews ?? []) : [];
}
