import { useMutation } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { downloadCsv } from '../ui/csv.ts';
import { Choice } from '../ui/fields.tsx';
import { dayText, Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, NotOpen, PageHead, ProblemNote, Skeleton } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { ProofFigures } from './ProofFigures.tsx';

type Proof = Schema<'ReconciliationProof'>;
type Residual = Schema<'ProofFinding'>;

const OWNERS: Record<Residual['owner'], string> = {
  connections: 'Whoever connects accounts',
  reviewer: 'A reviewer',
  billing: 'Billing',
  payer: 'The client',
  operator: 'The operator',
};

/** The page that shows what a residual is about; null where it has none. */
function pageOf({ to, id }: Residual['link']): string | null {
  const own: Record<Residual['link']['to'], string | null> = {
    account: id && `/transactions?account=${id}`,
    transaction: id && `/transactions/${id}`,
    payment: '/payments',
    payout: id && `/payouts-received/${id}`,
    invoice: '/not-matched?side=invoice',
    match: id ? `/matches/${id}` : '/matches',
    connection: '/connections',
    run: id && `/runs/${id}`,
  };
  return own[to];
}

function Residuals({ rows }: { rows: readonly Residual[] }) {
  return (
    <DataTable
      label="Residuals"
      head={['What', 'About', 'Amount', 'Since', 'Whose turn', 'What to do']}
      numbers={['Amount']}
    >
      {rows.map((row, index) => {
        const page = pageOf(row.link);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: one thing may have two residuals of a kind, and the order never changes
          <tr key={`${row.kind} ${row.link.id ?? row.about} ${index}`}>
            <td>
              {row.text} {!row.open && <Badge tone="info">on its way</Badge>}
              {row.detail && <p className="quiet">{row.detail}</p>}
            </td>
            <td>{page ? <Link to={page}>{row.about}</Link> : row.about}</td>
            <td className="number">
              {row.amount_minor === null ? '–' : <Money minor={row.amount_minor} currency={row.currency} />}
            </td>
            <td>
              <Instant at={row.since} relative />
            </td>
            <td>{OWNERS[row.owner]}</td>
            <td>{row.next}</td>
          </tr>
        );
      })}
    </DataTable>
  );
}

function Verdict({ proof }: { proof: Proof }) {
  return (
    <div className={`note ${proof.agrees ? 'good' : 'bad'}`} role="status">
      <p>
        <strong>
          {proof.agrees
            ? 'Banks, ledger and WHMCS agree, and nothing is open.'
            : proof.open === 1
              ? 'One thing is open.'
              : `${proof.open} things are open.`}
        </strong>{' '}
        Until {dayText(proof.day)}, as read <Instant at={proof.as_of} />.
      </p>
    </div>
  );
}

/** The day that the address asks for. */
const dayOf = (search: URLSearchParams): string | undefined => /^\d{4}-\d\d-\d\d$/.exec(search.get('day') ?? '')?.[0];

function Filters({
  kinds: found,
  search,
  set,
}: {
  kinds: Proof['kinds'];
  search: URLSearchParams;
  set(name: string, value: string): void;
}) {
  const kinds = found.map(({ kind, text, count }) => [kind, `${text} (${count})`] as const);
  return (
    <search className="filters" aria-label="Filters of the proof">
      <label className="field">
        As of <input type="date" value={search.get('day') ?? ''} onChange={(event) => set('day', event.target.value)} />
      </label>
      <Choice
        quiet
        label="Kind of residual"
        value={search.get('kind') ?? ''}
        onChange={(next) => set('kind', next)}
        options={[['', 'All residuals'] as const, ...kinds]}
      />
    </search>
  );
}

function Export({ day }: { day: string | undefined }) {
  const fetchCsv = useMutation({
    mutationFn: async () => {
      const query = { format: 'csv' as const, ...(day ? { as_of: day } : {}) };
      const text: unknown = await body(api.GET('/reconciliation/proof', { params: { query }, parseAs: 'text' }));
      downloadCsv(`proof-${day ?? 'today'}`, String(text));
    },
  });
  return (
    <>
      <Button className="button" isDisabled={fetchCsv.isPending} onPress={() => fetchCsv.mutate()}>
        Residuals as CSV
      </Button>
      {fetchCsv.error && <ProblemNote problem={asProblem(fetchCsv.error)} />}
    </>
  );
}

interface Asked {
  day: string | undefined;
  kind: Residual['kind'] | null;
  cursor: string | undefined;
}
async function readProof({ day, kind, cursor }: Asked): Promise<Proof> {
  const query = {
    limit: 50,
    ...(day ? { as_of: day } : {}),
    ...(kind ? { kind } : {}),
    ...(cursor ? { cursor } : {}),
  };
  const answer = await body(api.GET('/reconciliation/proof', { params: { query } }));
  if (typeof answer === 'string') throw new Error('the proof came as text');
  return answer;
}

/** Bank, ledger and WHMCS side by side, with every residual named, linked and explained. */
export function ProofPage() {
  const [search, set] = useAddressFilters();
  const day = dayOf(search);
  const kind = search.get('kind') as Residual['kind'] | null;
  const query = usePages(['proof', day, kind], (cursor) => readProof({ day, kind, cursor }));
  const [proof] = query.data?.pages ?? [];
  const residuals = query.data?.pages.flatMap(({ findings }) => findings) ?? [];
  const problem = query.error ? asProblem(query.error) : null;
  return (
    <>
      <PageHead
        title="Proof"
        about="Whether what the banks say, what the ledger says and what WHMCS says are the same, and what is between them."
      >
        <Export day={day} />
      </PageHead>
      {problem?.code === 'FORBIDDEN' ? (
        <NotOpen />
      ) : (
        problem && <ProblemNote problem={problem} onRetry={() => void query.refetch()} />
      )}
      <Filters kinds={proof?.kinds ?? []} search={search} set={set} />
      {!proof && !problem && <Skeleton />}
      {proof && (
        <>
          <Verdict proof={proof} />
          <ProofFigures proof={proof} />
          <section aria-label="What is between them">
            <h2>What is between them</h2>
            {residuals.length === 0 ? (
              <Empty title="Nothing is between them">Every cent of each side is accounted for.</Empty>
            ) : (
              <Residuals rows={residuals} />
            )}
            {query.hasNextPage && (
              <Button
                className="button"
                isDisabled={query.isFetchingNextPage}
                onPress={() => void query.fetchNextPage()}
              >
                More
              </Button>
            )}
          </section>
        </>
      )}
    </>
  );
}
