import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useSearchParams } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Account, Badge, DataTable, Empty, Loaded, PageHead, ProblemNote, Skeleton } from '../ui/parts.tsx';

function Chain() {
  const chain = useQuery({
    queryKey: ['events', 'chain'],
    queryFn: () => body(api.GET('/admin/events/verification')),
  });
  return (
    <Loaded query={chain}>
      {(found) => (
        <div className={found.broken.length === 0 ? 'note good row' : 'note bad row'}>
          <p>
            {found.broken.length === 0 ? (
              <>The hash chain is whole: nothing was altered, removed or cut off.</>
            ) : (
              <>
                The hash chain is broken at {found.broken.length} {found.broken.length === 1 ? 'place' : 'places'}:{' '}
                {found.broken
                  .slice(0, 10)
                  .map((link) => `#${link.sequence} (${link.problem})`)
                  .join(', ')}
              </>
            )}
          </p>
          <Button className="button quiet-button" isDisabled={chain.isFetching} onPress={() => void chain.refetch()}>
            Recompute
          </Button>
        </div>
      )}
    </Loaded>
  );
}

export function EventsPage() {
  const [search, setSearch] = useSearchParams();
  const subject = search.get('subject') ?? '';
  const events = useInfiniteQuery({
    queryKey: ['events', 'list', subject],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/admin/events', {
          params: {
            query: { limit: 50, ...(subject ? { subject } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const rows = events.data?.pages.flatMap((page) => page.events);
  return (
    <>
      <PageHead title="Audit events" about="What people, services and workflows did; append-only and hash-chained." />
      <Chain />
      <search className="filters" aria-label="Filters of events">
        <input
          className="search"
          type="search"
          placeholder="Subject, e.g. process:…"
          aria-label="Subject"
          defaultValue={subject}
          onChange={(event) => setSearch(event.target.value ? { subject: event.target.value } : {}, { replace: true })}
        />
      </search>
      {events.error && !rows && <ProblemNote problem={asProblem(events.error)} onRetry={() => void events.refetch()} />}
      {!rows && !events.error && <Skeleton />}
      {rows?.length === 0 && <Empty title="No event has this subject" />}
      {rows && rows.length > 0 && (
        <DataTable label="Events" numbers={['#']} head={['#', 'When', 'What', 'Who', 'About', 'Data']}>
          {rows.map((event) => (
            <tr key={event.sequence}>
              <td className="number">{event.sequence}</td>
              <td>
                <Instant at={event.occurred_at} />
              </td>
              <td>
                <Badge>{event.type.replaceAll('_', ' ')}</Badge>
              </td>
              <td>
                <Account id={event.actor} name={event.actor_name} />
              </td>
              <td>
                <Account id={event.subject} name={event.subject_name} />
              </td>
              <td className="data">
                <code>{JSON.stringify(event.data)}</code>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {events.hasNextPage && (
        <Button className="button" isDisabled={events.isFetchingNextPage} onPress={() => void events.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}
