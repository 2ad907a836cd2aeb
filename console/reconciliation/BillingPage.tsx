import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useSearchParams } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { CONSENT_WORDS } from './consentWords.ts';

/** What came of a consent, told where Stripe leads back to. */
function ConsentNote() {
  const [parameters, setParameters] = useSearchParams();
  const words = CONSENT_WORDS[parameters.get('consent') ?? ''];
  if (!words) return null;
  return (
    <div className={`note ${words.tone}`} role="status">
      <p>{words.text}</p>
      <Button className="button" onPress={() => setParameters({}, { replace: true })}>
        Close
      </Button>
    </div>
  );
}

interface Source {
  id: string;
  kind: 'whmcs' | 'stripe';
  name: string;
  about: string;
  row: Schema<'WhmcsInstance'> | Schema<'StripeConnection'>;
}

function Row({ source, onRead, isBusy }: { source: Source; onRead(): void; isBusy: boolean }) {
  const { row } = source;
  return (
    <tr>
      <td>
        {source.name} {row.mock && <Badge tone="info">simulated</Badge>}
        <p className="quiet">{source.about}</p>
      </td>
      <td>
        <Badge tone={row.state.tone}>{row.state.text}</Badge>
        {row.state.next && <p>{row.state.next}.</p>}
      </td>
      <td>{row.checked_at ? <Instant at={row.checked_at} relative /> : <span className="quiet">Not read yet</span>}</td>
      <td>
        {row.status === 'active' && (
          <Button className="button" aria-label={`Read ${source.name} now`} isDisabled={isBusy} onPress={onRead}>
            Read now
          </Button>
        )}
      </td>
    </tr>
  );
}

/** WHMCS instances and Stripe accounts that are read: how they stand, read now, connect Stripe. */
export function BillingPage() {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['billing-sources'],
    queryFn: async (): Promise<Source[]> => {
      const [whmcs, stripe] = await Promise.all([
        body(api.GET('/integrations/whmcs')),
        body(api.GET('/integrations/stripe')),
      ]);
      return [
        ...whmcs.instances.map(
          (row): Source => ({
            id: row.instance_id,
            kind: 'whmcs',
            name: row.name,
            about: `WHMCS at ${row.base_url}`,
            row,
          }),
        ),
        ...stripe.connections.map(
          (row): Source => ({
            id: row.connection_id,
            kind: 'stripe',
            name: row.account_name ?? 'A Stripe account',
            about: 'Stripe, to be read only',
            row,
          }),
        ),
      ];
    },
  });
  const connect = useMutation({
    mutationFn: async () => {
      const { authorization_url: url } = await body(
        api.GET('/integrations/stripe/oauth/init', { params: { query: {} } }),
      );
      // In this tab: Stripe leads back to this page, which says how it went.
      window.location.assign(url);
    },
  });
  const read = useMutation({
    mutationFn: ({ kind, id }: Source): Promise<unknown> =>
      kind === 'whmcs'
        ? body(api.POST('/integrations/whmcs/{instance_id}/sync', { params: { path: { instance_id: id } } }))
        : body(api.POST('/integrations/stripe/{connection_id}/sync', { params: { path: { connection_id: id } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['billing-sources'] }),
  });
  const problem = connect.error ?? read.error;
  return (
    <>
      <PageHead
        title="Billing"
        about="Where invoices and card payments are read from: WHMCS each quarter of an hour, Stripe each hour and when it tells."
      >
        <Button className="button primary" isDisabled={connect.isPending} onPress={() => connect.mutate()}>
          Connect Stripe
        </Button>
      </PageHead>
      {problem && <ProblemNote problem={asProblem(problem)} />}
      <ConsentNote />
      <Loaded
        query={query}
        isEmpty={(sources) => sources.length === 0}
        empty={
          <Empty title="Nothing is read yet">
            Press Connect Stripe, or register WHMCS with a licence key as the guide of operations says.
          </Empty>
        }
      >
        {(sources) => (
          <DataTable label="Billing" head={['Read from', 'State', 'Last read', '']}>
            {sources.map((source) => (
              <Row key={source.id} source={source} isBusy={read.isPending} onRead={() => read.mutate(source)} />
            ))}
          </DataTable>
        )}
      </Loaded>
    </>
  );
}
