import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link, useParams } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote, Skeleton, type Tone } from '../ui/parts.tsx';

const TONES: Record<Schema<'BulkDecision'>['status'], Tone> = {
  preview: 'plain',
  running: 'info',
  aborting: 'warn',
  aborted: 'warn',
  done: 'good',
};

const DECISIONS: Record<Schema<'BulkDecision'>['decision'], string> = { approved: 'Approve', rejected: 'Reject' };

export function BulkListPage() {
  const bulks = useQuery({ queryKey: ['bulk'], queryFn: () => body(api.GET('/bulk-decisions')) });
  return (
    <>
      <PageHead
        title="Bulk decisions"
        about="Many tasks decided at once, each through its own review. Begun in the inbox."
      />
      <Loaded
        query={bulks}
        isEmpty={(data) => data.count === 0}
        empty={<Empty title="No bulk decision yet">Select tasks in the inbox, or decide its whole list.</Empty>}
      >
        {(data) => (
          <DataTable
            label="Bulk decisions"
            numbers={['Tasks']}
            head={['Begun', 'Decision', 'State', 'Tasks', 'Comment']}
          >
            {data.bulk_decisions.map((bulk) => (
              <tr key={bulk.bulk_id}>
                <td>
                  <Link to={`/bulk/${bulk.bulk_id}`}>
                    <Instant at={bulk.started_at} />
                  </Link>
                </td>
                <td>{DECISIONS[bulk.decision]}</td>
                <td>
                  <Badge tone={TONES[bulk.status]}>{bulk.status_text}</Badge>
                </td>
                <td className="number">
                  {bulk.settled} of {bulk.total}
                </td>
                <td>{bulk.comment}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
    </>
  );
}

function Items({ bulkId }: { bulkId: string }) {
  const items = useInfiniteQuery({
    queryKey: ['bulk', bulkId, 'items'],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/bulk-decisions/{bulk_id}/items', {
          params: { path: { bulk_id: bulkId }, query: { limit: 100, after: pageParam } },
        }),
      ),
    initialPageParam: -1,
    getNextPageParam: (last) => (last.count < 100 ? undefined : last.items.at(-1)?.position),
  });
  if (!items.data) return <Skeleton rows={4} />;
  return (
    <>
      <DataTable label="Tasks" head={['Task', 'At risk', 'Outcome', 'When']}>
        {items.data.pages
          .flatMap((page) => page.items)
          .map((item) => (
            <tr key={item.task_id}>
              <td>
                <Link to={`/reviews/${item.task_id}`}>{item.title}</Link> <span className="quiet">{item.subtitle}</span>
              </td>
              <td>
                <Money minor={item.at_risk_minor} currency={item.currency} />
              </td>
              <td>
                {item.outcome === null ? (
                  <span className="quiet">{item.outcome_text}</span>
                ) : (
                  <Badge tone={item.outcome === 'accepted' ? 'good' : 'bad'}>{item.outcome_text}</Badge>
                )}
              </td>
              <td>
                <Instant at={item.settled_at} />
              </td>
            </tr>
          ))}
      </DataTable>
      {items.hasNextPage && (
        <Button className="button" isDisabled={items.isFetchingNextPage} onPress={() => void items.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}

/** Progress while it runs, the receipt afterwards. */
export function BulkPage() {
  const { bulkId = '' } = useParams();
  const queries = useQueryClient();
  const path = { params: { path: { bulk_id: bulkId } } };
  const query = useQuery({
    queryKey: ['bulk', bulkId],
    queryFn: () => body(api.GET('/bulk-decisions/{bulk_id}', path)),
  });
  const abort = useMutation({
    mutationFn: () => body(api.POST('/bulk-decisions/{bulk_id}/abort', path)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['bulk'] }),
  });
  return (
    <Loaded query={query}>
      {(bulk) => (
        <>
          <PageHead
            title={bulk.decision === 'approved' ? 'Bulk approval' : 'Bulk rejection'}
            {...(bulk.comment ? { about: bulk.comment } : {})}
          >
            {bulk.status === 'running' && (
              <Button className="button danger" isDisabled={abort.isPending} onPress={() => abort.mutate()}>
                Abort
              </Button>
            )}
          </PageHead>
          {abort.error && <ProblemNote problem={asProblem(abort.error)} />}
          <p className="row">
            <Badge tone={TONES[bulk.status]}>{bulk.status_text}</Badge>
            <span>
              {bulk.settled} of {bulk.total} settled
            </span>
            {bulk.totals.map((total) => (
              <Money key={total.currency} minor={total.at_risk_minor} currency={total.currency} />
            ))}
            <span className="quiet">
              begun <Instant at={bulk.started_at} />
              {bulk.ended_at && (
                <>
                  , ended <Instant at={bulk.ended_at} />
                </>
              )}
            </span>
          </p>
          <progress
            className="progress"
            max={Math.max(1, bulk.total)}
            value={bulk.settled}
            aria-label="Settled tasks"
          />
          <ul className="outcomes">
            {bulk.outcomes.map(({ outcome, code, text, count }) => (
              <li key={`${outcome} ${code}`}>
                {text}: <strong>{count}</strong>
              </li>
            ))}
          </ul>
          {bulk.status === 'aborting' && (
            <p className="note warn">
              It stops after the tasks that are being decided now. What is decided stays decided.
            </p>
          )}
          <Items bulkId={bulkId} />
        </>
      )}
    </Loaded>
  );
}
