import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Button } from 'react-aria-components';
import { useSearchParams } from 'react-router';
import { mergeNamed } from '../../domain/merge.ts';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import * as AREAS from '../areas.ts';
import { Instant } from '../ui/Instant.tsx';
import { type Fetched, LazyPage } from '../ui/LazyPage.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { ConnectWay } from './ConnectBank.tsx';
import { callAction } from './callAction.ts';
import { CONSENT_WORDS } from './consentWords.ts';

const FORMS: Readonly<Record<string, Fetched<object>>> = mergeNamed(AREAS, 'connectForms');
const EXTRAS: Readonly<Record<string, Fetched<{ connectionId: string; name: string }>>> = mergeNamed(
  AREAS,
  'connectionExtras',
);

type Connection = Schema<'Connection'>;
type Action = Connection['actions'][number];

/** What came of a consent, told where the vendor leads back to. */
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

interface RowProps {
  connection: Connection;
  busy: boolean;
  onAct: (action: Action) => void;
}

function ConnectionRow({ connection, busy, onAct }: RowProps) {
  const extra = EXTRAS[connection.kind];
  const needed = connection.status === 'requires_reauth';
  return (
    <tr>
      <td>
        {connection.name} {connection.mock && <Badge tone="info">simulated</Badge>}
        <p className="quiet">By {connection.kind_name}</p>
        {connection.accounts.map((account) => (
          <p key={account}>{account}</p>
        ))}
      </td>
      <td>
        <Badge tone={connection.state.tone}>{connection.state.text}</Badge>
        {connection.state.next && <p>{connection.state.next}.</p>}
      </td>
      <td>
        {connection.checked_at ? (
          <Instant at={connection.checked_at} relative />
        ) : (
          <span className="quiet">Not yet</span>
        )}
      </td>
      <td>
        {connection.consent_ends_at ? (
          <Instant at={connection.consent_ends_at} />
        ) : (
          <span className="quiet">No end</span>
        )}
      </td>
      <td>
        <div className="row">
          {connection.actions.map((action) => (
            <Button
              key={action.kind}
              className={needed && action.kind === 'reauthorise' ? 'button primary' : 'button'}
              isDisabled={busy}
              aria-label={`${action.name}: ${connection.name}`}
              onPress={() => onAct(action)}
            >
              {action.name}
            </Button>
          ))}
          {extra && connection.status !== 'disconnected' && (
            <Suspense fallback={null}>
              <LazyPage of={extra} connectionId={connection.connection_id} name={connection.name} />
            </Suspense>
          )}
        </div>
      </td>
    </tr>
  );
}

/** Every outside account of the organisation: how it stands, and what can be done. */
export function ConnectionsPage() {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['connections'], queryFn: () => body(api.GET('/integrations')) });
  const act = useMutation({
    mutationFn: async (action: Action) => {
      const link = await callAction(action);
      // In this tab: the vendor leads back to this page, which says how it went.
      if (link) window.location.assign(link);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  return (
    <>
      <PageHead
        title="Connections"
        about="Banks are read every eight hours, Stripe each hour, WHMCS each quarter of an hour, mailboxes every few minutes."
      />
      {act.error && <ProblemNote problem={asProblem(act.error)} />}
      <ConsentNote />
      <Loaded query={query}>
        {({ connections, connectable }) => (
          <>
            {connections.length === 0 ? (
              <Empty title="Nothing is connected">Choose below what to connect.</Empty>
            ) : (
              <DataTable label="Connections" head={['Account', 'State', 'Last checked', 'Consent ends', '']}>
                {connections.map((connection) => (
                  <ConnectionRow
                    key={connection.connection_id}
                    connection={connection}
                    busy={act.isPending}
                    onAct={(action) => act.mutate(action)}
                  />
                ))}
              </DataTable>
            )}
            <h2>Connect</h2>
            <div className="connect-ways">
              {connectable.map((way) => (
                <ConnectWay key={way.kind} way={way} />
              ))}
              {Object.entries(FORMS).map(([kind, form]) => (
                <Suspense key={kind} fallback={null}>
                  <LazyPage of={form} />
                </Suspense>
              ))}
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}
