import { type QueryKey, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { asProblem } from '../api/client.ts';
import { ProblemNote, Skeleton } from './parts.tsx';

interface Page {
  next_cursor: string | null;
}

/** A list of any length, a page at a time: what is further down is never cut off without a word. */
export const usePages = <Data extends Page>(queryKey: QueryKey, read: (cursor: string | undefined) => Promise<Data>) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: (last: Data) => last.next_cursor ?? undefined,
  });

type Pages<Data> = UseInfiniteQueryResult<{ pages: Data[] }>;

/** The states of such a list: loading, failed, empty, there, and whether there is more. */
export function Paged<Data, Row>({
  query,
  rows,
  empty,
  children,
}: {
  query: Pages<Data>;
  rows(page: Data): readonly Row[];
  empty: ReactNode;
  children(rows: readonly Row[]): ReactNode;
}) {
  if (!query.data)
    return query.error ? (
      <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton />
    );
  const all = query.data.pages.flatMap((page) => [...rows(page)]);
  return (
    <>
      {all.length === 0 ? empty : children(all)}
      {query.hasNextPage && (
        <Button className="button" isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}
