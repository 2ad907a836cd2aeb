import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link, useParams } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { Choice } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote, Skeleton } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { RunLink, RunTimeline, useRun } from './RunTimeline.tsx';

const STATUSES = [
  ['', 'Open and ended'],
  ['open', 'Open'],
  ['closed', 'Ended'],
] as const;
const KINDS = [
  ['', 'All kinds'],
  ['dispute', 'Disputes'],
  ['booking', 'Bookings'],
  ['unmatched-payment', 'Unmatched payments'],
  ['notification', 'Notifications'],
  ['bulk-decision', 'Bulk decisions'],
  ['policy', 'Policies'],
  ['key-rotation', 'Key rotations'],
] as const;

export function RunsPage() {
  const [search, set] = useAddressFilters();
  const [status, kind, words] = [search.get('status') ?? '', search.get('kind') ?? '', search.get('search') ?? ''];
  const runs = useInfiniteQuery({
    queryKey: ['runs', status, kind, words],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/runs', {
          params: {
            query: {
              limit: 50,
              ...(status === 'open' || status === 'closed' ? { status } : {}),
              ...(kind ? { kind } : {}),
              ...(words ? { search: words } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const rows = runs.data?.pages.flatMap((page) => page.runs);
  return (
    <>
      <PageHead title="Runs" about="Every long-running process: one durable workflow each." />
      <search className="filters" aria-label="Filters of runs">
        <input
          className="search"
          type="search"
          placeholder="Business key"
          aria-label="Beginning of the business key"
          defaultValue={words}
          onChange={(event) => set('search', event.target.value)}
        />
        <Choice quiet label="Status" value={status} onChange={(value) => set('status', value)} options={STATUSES} />
        <Choice quiet label="Kind" value={kind} onChange={(value) => set('kind', value)} options={KINDS} />
      </search>
      {runs.error && !rows && <ProblemNote problem={asProblem(runs.error)} onRetry={() => void runs.refetch()} />}
      {!rows && !runs.error && <Skeleton />}
      {rows?.length === 0 && <Empty title="No run fits these filters" />}
      {rows && rows.length > 0 && (
        <DataTable label="Runs" head={['Key', 'Kind', 'Status', 'Money', 'Begun', 'Ended', 'By']}>
          {rows.map((run) => (
            <tr key={run.process_id}>
              <td>
                <Link to={`/runs/${run.process_id}`}>{run.key}</Link>
              </td>
              <td>{run.kind}</td>
              <td>
                <Badge tone={run.status === 'open' ? 'info' : 'plain'}>
                  {run.status === 'open' ? 'open' : 'ended'}
                </Badge>
              </td>
              <td>{run.money && <Badge tone={run.money.tone}>{run.money.label}</Badge>}</td>
              <td>
                <Instant at={run.created_at} />
              </td>
              <td>
                <Instant at={run.closed_at} />
              </td>
              <td>{run.started_by_name}</td>
            </tr>
          ))}
        </DataTable>
      )}
      {runs.hasNextPage && (
        <Button className="button" isDisabled={runs.isFetchingNextPage} onPress={() => void runs.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}

export function RunPage() {
  const { processId = '' } = useParams();
  const query = useRun(processId);
  return (
    <Loaded query={query}>
      {(run) => {
        return (
          <>
            <PageHead title={`Run ${run.key}`}>
              <RunLink processId={processId} className="button" />
            </PageHead>
            <dl className="facts">
              <div>
                <dt>Kind</dt>
                <dd>{run.kind}</dd>
              </div>
              <div>
                <dt>Status</dt>
                <dd>
                  <Badge tone={run.status === 'open' ? 'info' : 'plain'}>
                    {run.status === 'open' ? 'open' : 'ended'}
                  </Badge>
                </dd>
              </div>
              {run.money && (
                <div className="wide">
                  <dt>Money</dt>
                  <dd>
                    <Badge tone={run.money.tone}>{run.money.label}</Badge> {run.money.text}. {run.money.next}{' '}
                    {run.money.next_task_id && <Link to={`/reviews/${run.money.next_task_id}`}>Open that review</Link>}
                  </dd>
                </div>
              )}
              <div>
                <dt>Begun</dt>
                <dd>
                  <Instant at={run.created_at} />
                </dd>
              </div>
              <div>
                <dt>Ended</dt>
                <dd>
                  <Instant at={run.closed_at} />
                </dd>
              </div>
              <div>
                <dt>Workflow</dt>
                <dd>
                  <code>{run.workflow_id}</code>
                </dd>
              </div>
              <div>
                <dt>Begun by</dt>
                <dd>{run.started_by_name}</dd>
              </div>
            </dl>
            <h2>Steps</h2>
            <RunTimeline processId={processId} />
          </>
        );
      }}
    </Loaded>
  );
}
