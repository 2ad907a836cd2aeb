import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { api, body, type Schema } from '../api/client.ts';
import type { paths } from '../api/schema.d.ts';
import { useMay } from '../session/useSession.ts';
import { Choice } from '../ui/fields.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Empty, Loaded, PageHead } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { byDay, clockText } from './eventWords.ts';

type Event = Schema<'Event'>;
/** Whatever stands in the address is asked for: the API refuses what it does not know. */
type Group = NonNullable<NonNullable<paths['/admin/events']['get']['parameters']['query']>['group']>;

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

/** People to choose from, by name; who asks for the list may read it. */
function usePeople(): readonly (readonly [actor: string, name: string])[] {
  const may = useMay();
  const users = useQuery({
    queryKey: ['events', 'people'],
    queryFn: () => body(api.GET('/admin/users', { params: { query: { limit: 200 } } })),
    enabled: may('admin:users'),
  });
  return (users.data?.users ?? [])
    .map((user) => [`user:${user.user_id}`, user.display_name] as const)
    .toSorted(([, one], [, other]) => one.localeCompare(other));
}

/** Kinds to choose from; those of the last answer stay while another one is on its way. */
function useKinds(answered: readonly { group: string; title: string }[] | undefined) {
  const kept = useRef<readonly (readonly [group: string, title: string])[]>([]);
  if (answered) kept.current = answered.map(({ group, title }) => [group, title] as const);
  return kept.current;
}

/** Copies a text and says so. */
function Copy({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      className="button quiet-button"
      aria-label={`Copy ${label}`}
      onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  );
}

function Raw({ event }: { event: Event }) {
  return (
    <details className="raw">
      <summary>
        Record <span className="number">{event.sequence}</span>
      </summary>
      <pre>
        <code>{JSON.stringify(event, null, 2)}</code>
      </pre>
      <p className="row">
        Hash <code>{event.hash}</code> <Copy text={event.hash} label={`the hash of record ${event.sequence}`} />
      </p>
    </details>
  );
}

function Entry({ event }: { event: Event }) {
  return (
    <li>
      <time dateTime={event.occurred_at} title={event.occurred_at} className="quiet">
        {clockText(event.occurred_at)}
      </time>
      <div>
        <p>{event.sentence}</p>
        <Raw event={event} />
      </div>
    </li>
  );
}

export function EventsPage() {
  const [search, set] = useAddressFilters();
  const [subject, actor, group] = [search.get('subject') ?? '', search.get('actor') ?? '', search.get('group') ?? ''];
  const people = usePeople();
  const events = usePages(['events', 'list', subject, actor, group], (cursor) =>
    body(
      api.GET('/admin/events', {
        params: {
          query: {
            limit: 50,
            ...(subject ? { subject } : {}),
            ...(actor ? { actor } : {}),
            ...(group ? { group: group as Group } : {}),
            ...(cursor ? { cursor } : {}),
          },
        },
      }),
    ),
  );
  const kinds = useKinds(events.data?.pages[0]?.kinds);
  return (
    <>
      <PageHead title="Audit events" about="What people, services and workflows did; append-only and hash-chained." />
      <Chain />
      <search className="filters" aria-label="Filters of events">
        <Choice
          quiet
          label="Person"
          value={actor}
          onChange={(value) => set('actor', value)}
          options={[
            ['', 'Everybody'],
            ...people,
            ...(actor && !people.some(([id]) => id === actor) ? [[actor, 'Somebody else'] as const] : []),
          ]}
        />
        <Choice
          quiet
          label="Kind"
          value={group}
          onChange={(value) => set('group', value)}
          options={[['', 'Everything'], ...kinds]}
        />
        <input
          className="search"
          type="search"
          placeholder="About: booking:BK-20260101-001"
          aria-label="About: what the event names as its subject"
          defaultValue={subject}
          onChange={(event) => set('subject', event.target.value)}
        />
      </search>
      <Paged
        query={events}
        rows={(page) => page.events}
        empty={
          <Empty title="No event fits these filters">
            Everything that people, services and workflows do from now on appears here by itself.
          </Empty>
        }
      >
        {(rows) =>
          byDay(rows).map(([day, ofDay]) => (
            <section key={day} aria-label={day}>
              <h2 className="day-head">{day}</h2>
              <ul className="event-list" aria-label={`Events of ${day}`}>
                {ofDay.map((event) => (
                  <Entry key={event.sequence} event={event} />
                ))}
              </ul>
            </section>
          ))
        }
      </Paged>
    </>
  );
}
