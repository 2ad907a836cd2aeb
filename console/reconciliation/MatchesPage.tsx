import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { Choice } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead, ProblemNote } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { useRowKeys } from '../ui/useRowKeys.ts';
import { keysOf, MATCH_WORDS, SIDE_WORDS } from './words.ts';

const MATCH_STATES = keysOf(MATCH_WORDS);
type Match = Schema<'InvoiceMatch'>;
const STATES = [['', 'All states'], ...MATCH_STATES.map((state) => [state, MATCH_WORDS[state]] as const)] as const;
const SIDES = [
  ['', 'Bank and card'],
  ['bank', SIDE_WORDS.bank],
  ['stripe', SIDE_WORDS.stripe],
] as const;

/** What the address asks for, as the API takes it. */
function filtersOf(search: URLSearchParams) {
  const status = MATCH_STATES.find((one) => one === search.get('status'));
  const side = (['bank', 'stripe'] as const).find((one) => one === search.get('side'));
  const instance = search.get('instance');
  return { ...(status ? { status } : {}), ...(side ? { side } : {}), ...(instance ? { instance } : {}) };
}

/** Instances to choose from, for those who may see them. */
function useInstances(): readonly (readonly [string, string])[] {
  const may = useMay();
  const query = useQuery({
    queryKey: ['instances'],
    queryFn: () => body(api.GET('/integrations/whmcs')),
    enabled: may('integrations:manage'),
  });
  return (query.data?.instances ?? []).map(({ instance_id: id, name }) => [id, name] as const);
}

function Rows({ rows }: { rows: readonly Match[] }) {
  return (
    <DataTable
      label="Matches"
      numbers={['Counted', 'Score']}
      head={['What', 'Counted', 'Score', 'From', 'Instance', 'State', 'Proposed']}
    >
      {rows.map((match) => (
        <tr key={match.match_id}>
          <td>
            <Link data-row="" to={`/matches/${match.match_id}`}>
              {match.title}
            </Link>
            <p className="quiet">{match.subtitle}</p>
          </td>
          <td className="number">
            <Money minor={match.amount_minor} currency={match.currency} />
          </td>
          <td className="number">{match.confidence}</td>
          <td>{SIDE_WORDS[match.side]}</td>
          <td>
            {match.instance} {match.mock && <Badge tone="info">simulated</Badge>}
          </td>
          <td>
            <Badge tone={match.state.tone}>{match.state.text}</Badge>
            {match.status === 'proposed' && match.task_id && (
              <p>
                <Link to={`/reviews/${match.task_id}`} aria-label={`Decide: ${match.title}`}>
                  Decide
                </Link>
              </p>
            )}
          </td>
          <td>
            <Instant at={match.created_at} relative />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Has what is open matched now. */
function MatchNow() {
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => body(api.POST('/reconciliation/runs')),
    onSettled: () => {
      for (const key of ['matches', 'unmatched']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <>
      <Button className="button" isDisabled={run.isPending} onPress={() => run.mutate()}>
        Match now
      </Button>
      {run.error && <ProblemNote problem={asProblem(run.error)} />}
      {run.data && (
        <span role="status">
          Started. <Link to={`/runs/${run.data.process_id}`}>See how it goes</Link>
        </span>
      )}
    </>
  );
}

/** Payments that were matched to invoices, whatever became of it. */
export function MatchesPage() {
  const [search, set] = useAddressFilters();
  const may = useMay();
  const instances = useInstances();
  useRowKeys();
  const filters = filtersOf(search);
  const query = usePages(['matches', filters], (cursor) =>
    body(
      api.GET('/reconciliation/matches', {
        params: { query: { limit: 50, ...filters, ...(cursor ? { cursor } : {}) } },
      }),
    ),
  );
  const value = (name: string) => search.get(name) ?? '';
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <PageHead title="Matches" about="Payments and the invoices that they pay: proposed, approved and recorded.">
        {may('reconciliation:manage') && <MatchNow />}
        <Link className="button" to="/reviews?kind=invoice_match">
          Decide many in the inbox
        </Link>
      </PageHead>
      <search className="filters" aria-label="Filters of matches">
        <Choice quiet label="State" value={value('status')} onChange={(next) => set('status', next)} options={STATES} />
        <Choice quiet label="From" value={value('side')} onChange={(next) => set('side', next)} options={SIDES} />
        {instances.length > 0 && (
          <Choice
            quiet
            label="Instance"
            value={value('instance')}
            onChange={(next) => set('instance', next)}
            options={[['', 'All instances'], ...instances]}
          />
        )}
      </search>
      <Paged
        query={query}
        rows={(page) => page.matches}
        empty={
          isFiltered ? (
            <Empty title="No match fits">Change the filters, or take them away.</Empty>
          ) : (
            <Empty title="Nothing is matched yet">
              Payments are matched to invoices every half hour, and whenever new ones arrive.
            </Empty>
          )
        }
      >
        {(rows) => <Rows rows={rows} />}
      </Paged>
    </>
  );
}
