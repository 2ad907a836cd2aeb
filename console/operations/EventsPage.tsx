import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useSearchParams } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Account, DataTable, Empty, Loaded, PageHead, ProblemNote, Skeleton } from '../ui/parts.tsx';

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

/** Kinds of events, as the API groups them. */
const GROUPS = [
  'bookings',
  'disputes',
  'identity',
  'mailbox',
  'money',
  'notifications',
  'operations',
  'policies',
  'reviews',
  'vendors',
] as const;
const isGroup = (text: string): text is (typeof GROUPS)[number] => GROUPS.some((name) => name === text);

export function EventsPage() {
  const [search, setSearch] = useSearchParams();
  const subject = search.get('subject') ?? '';
  const person = search.get('person') ?? '';
  const group = search.get('group') ?? '';
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  const events = useInfiniteQuery({
    queryKey: ['events', 'list', subject, person, group],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/admin/events', {
          params: {
            query: {
              limit: 50,
              ...(subject ? { subject } : {}),
              ...(person ? { person } : {}),
              ...(isGroup(group) ? { group } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
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
          placeholder="Who"
          aria-label="Name of who did it"
          defaultValue={person}
          onChange={(event) => change('person', event.target.value)}
        />
        <select aria-label="Kind of events" value={group} onChange={(event) => change('group', event.target.value)}>
          <option value="">All kinds</option>
          {GROUPS.map((name) => (
            <option key={name} value={name}>
              {name.charAt(0).toUpperCase() + name.slice(1)}
            </option>
          ))}
        </select>
        <input
          className="search"
          type="search"
          placeholder="Subject, e.g. process:…"
          aria-label="Subject"
          defaultValue={subject}
          onChange={(event) => change('subject', event.target.value)}
        />
      </search>
      {events.error && !rows && <ProblemNote problem={asProblem(events.error)} onRetry={() => void events.refetch()} />}
      {!rows && !events.error && <Skeleton />}
      {rows?.length === 0 && <Empty title="No event is like that" />}
      {rows && rows.length > 0 && (
        <DataTable label="Events" head={['When', 'What happened', 'Record']}>
          {rows.map((event) => (
            <tr key={event.sequence}>
              <td>
                <Instant at={event.occurred_at} />
              </td>
              <td>{event.sentence}</td>
              <td className="data">
                <details>
                  <summary>Record {event.sequence}</summary>
                  <dl className="facts">
                    <div>
                      <dt>Event</dt>
                      <dd>
                        <code>{event.type}</code>
                      </dd>
                    </div>
                    <div>
                      <dt>Who</dt>
                      <dd>
                        <Account id={event.actor} name={event.actor_name} />
                      </dd>
                    </div>
                    <div>
                      <dt>About</dt>
                      <dd>
                        <Account id={event.subject} name={event.subject_name} />
                      </dd>
                    </div>
                    <div className="wide">
                      <dt>Data</dt>
                      <dd>
                        <code>{JSON.stringify(event.data)}</code>
                      </dd>
                    </div>
                  </dl>
                </details>
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
