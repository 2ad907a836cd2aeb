import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { Choice } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, Empty, PageHead } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { ageText, badgeOf, nowText } from './runWords.ts';

export { RunPage } from './RunPage.tsx';

type Counts = Schema<'RunCounts'>;
type Run = Schema<'Run'>;

const isState = (text: string, counts: Counts | undefined): text is Run['state'] =>
  counts?.states.some((each) => each.state === text) ?? false;

/** Filters of the list as they stand in the address. */
function useFilters() {
  const [search, set] = useAddressFilters();
  const of = (name: string) => search.get(name) ?? '';
  return {
    filters: { state: of('state'), kind: of('kind'), search: of('search'), stuck: of('stuck'), all: of('all') },
    set,
  };
}
type Filters = ReturnType<typeof useFilters>['filters'];

function Switch({ label, on, onChange }: { label: string; on: boolean; onChange(on: boolean): void }) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

function RunFilters({
  filters,
  counts,
  set,
}: {
  filters: Filters;
  counts: Counts | undefined;
  set(name: string, value: string): void;
}) {
  const states = (counts?.states ?? []).map(({ state, name, count }) => [state, `${name} (${count})`] as const);
  const kinds = (counts?.kinds ?? [])
    .filter((each) => filters.all || !each.housekeeping || each.kind === filters.kind)
    .map(({ kind, name, count }) => [kind, `${name} (${count})`] as const);
  return (
    <search className="filters" aria-label="Filters of runs">
      <input
        className="search"
        type="search"
        placeholder="Name, case or booking"
        aria-label="Search in names, and in the beginnings of case and booking numbers"
        defaultValue={filters.search}
        onChange={(event) => set('search', event.target.value)}
      />
      <Choice
        quiet
        label="State"
        value={filters.state}
        onChange={(value) => set('state', value)}
        options={[['', 'All states'], ...states]}
      />
      <Choice
        quiet
        label="Kind"
        value={filters.kind}
        onChange={(value) => set('kind', value)}
        options={[['', 'All kinds'], ...kinds]}
      />
      <Switch
        label={`Only what is stuck (${counts?.stuck ?? '…'})`}
        on={filters.stuck !== ''}
        onChange={(on) => set('stuck', on ? 'true' : '')}
      />
      <Switch
        label={`Show messages and housekeeping (${counts?.housekeeping ?? '…'})`}
        on={filters.all !== ''}
        onChange={(on) => set('all', on ? 'true' : '')}
      />
    </search>
  );
}

function RunRow({ run, now }: { run: Run; now: number }) {
  const badge = badgeOf(run);
  return (
    <li className="run-row">
      <div className="run-what">
        <Link to={`/runs/${run.process_id}`}>{run.title}</Link>
        <span className="quiet">{[run.subtitle, run.kind_name].filter(Boolean).join(' · ')}</span>
      </div>
      <div className="run-doing">
        <Badge tone={badge.tone}>{badge.text}</Badge> <span>{nowText(run, now)}</span>
        {run.stuck && <p className="run-stuck">{run.stuck.why}</p>}
        {!run.stuck && run.next && <p className="quiet">Next: {run.next}</p>}
      </div>
      <div className="run-amount">
        {run.amount_minor !== null && <Money minor={run.amount_minor} currency={run.currency} />}
      </div>
      <div className="run-age quiet">
        <Instant at={run.created_at} relative />
        <span>{ageText(run, now)}</span>
      </div>
    </li>
  );
}

export function RunsPage() {
  const { filters, set } = useFilters();
  const counts = useQuery({ queryKey: ['runs', 'counts'], queryFn: () => body(api.GET('/run-counts')) });
  const { state, kind, search: words, stuck, all } = filters;
  const runs = usePages(['runs', 'list', filters], (cursor) =>
    body(
      api.GET('/runs', {
        params: {
          query: {
            limit: 50,
            ...(isState(state, counts.data) ? { state } : {}),
            ...(kind ? { kind } : {}),
            ...(words ? { search: words } : {}),
            ...(stuck ? { stuck: 'true' as const } : {}),
            ...(all || kind ? {} : { housekeeping: 'false' as const }),
            ...(cursor ? { cursor } : {}),
          },
        },
      }),
    ),
  );
  const narrowed = [state, kind, words, stuck].some(Boolean);
  return (
    <>
      <PageHead
        title="Runs"
        about="What the machine works on: each dispute, booking and payment from its beginning to its end."
      />
      <RunFilters filters={filters} counts={counts.data} set={set} />
      <Paged
        query={runs}
        rows={(page) => page.runs}
        empty={
          narrowed ? (
            <Empty title="No run fits these filters">Take a filter away to see more.</Empty>
          ) : (
            <Empty title="No run yet">
              A run appears with each dispute that comes in and each booking that is made. Make one with the command{' '}
              <code>countersign disputes send</code>, or on the Bookings page.
            </Empty>
          )
        }
      >
        {(rows) => (
          <ul className="run-list" aria-label="Runs">
            {rows.map((run) => (
              <RunRow key={run.process_id} run={run} now={Date.now()} />
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}
