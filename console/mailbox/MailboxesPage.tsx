import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link, useSearchParams } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { CONSENT_WORDS } from './mailboxWords.ts';
import { SetAsideMail } from './SetAsideMail.tsx';

type Purpose = 'payment_inbox' | 'evidence' | 'summaries';
const PURPOSES: readonly Purpose[] = ['payment_inbox', 'evidence', 'summaries'];

interface Connecting {
  purpose?: Purpose;
  login_hint?: string;
  replace?: 'true';
}

/** What came of a consent, told where Google leads back to. */
function ConsentNote({ onReplace }: { onReplace: (purpose: Purpose) => void }) {
  const [parameters, setParameters] = useSearchParams();
  const result = parameters.get('consent') ?? '';
  const purpose = PURPOSES.find((one) => one === parameters.get('purpose'));
  const words = CONSENT_WORDS[result];
  if (!words) return null;
  return (
    <div className={`note ${words.tone}`} role="status">
      <p>{words.text}</p>
      {result === 'other_account' && purpose && (
        <Button className="button" onPress={() => onReplace(purpose)}>
          Replace it by another account
        </Button>
      )}
      <Button className="button" onPress={() => setParameters({}, { replace: true })}>
        Close
      </Button>
    </div>
  );
}

/** Mailboxes that are read, for payments or as evidence: connect, read now, disconnect. */
export function MailboxesPage() {
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: ['mailboxes'] });
  const query = useQuery({
    queryKey: ['mailboxes'],
    queryFn: () => body(api.GET('/integrations/gmail/status')),
  });
  const connect = useMutation({
    mutationFn: async (query: Connecting) => {
      const { authorization_url: url } = await body(api.GET('/integrations/gmail/oauth/init', { params: { query } }));
      // In this tab: Google leads back to this page, which says how it went.
      window.location.assign(url);
    },
  });
  const read = useMutation({ mutationFn: () => body(api.POST('/integrations/gmail/sync')), onSettled: again });
  const disconnect = useMutation({
    mutationFn: (mailboxId: string) =>
      body(api.POST('/integrations/gmail/disconnect', { body: { mailbox_id: mailboxId } })),
    onSettled: again,
  });
  const problem = connect.error ?? read.error ?? disconnect.error;
  return (
    <>
      <PageHead
        title="Mailboxes"
        about="Payment inboxes are read every few minutes, the users’ own every quarter of an hour."
      >
        <Button className="button" isDisabled={read.isPending} onPress={() => read.mutate()}>
          Read now
        </Button>
        <Button className="button primary" isDisabled={connect.isPending} onPress={() => connect.mutate({})}>
          Connect Gmail
        </Button>
      </PageHead>
      {problem && <ProblemNote problem={asProblem(problem)} />}
      <ConsentNote onReplace={(purpose) => connect.mutate({ purpose, replace: 'true' })} />
      <Loaded
        query={query}
        isEmpty={(data) => data.count === 0}
        empty={
          <Empty title="No mailbox is connected">
            Press Connect Gmail. A payment inbox is read once a second person has approved it.
          </Empty>
        }
      >
        {({ mailboxes }) => (
          <DataTable label="Mailboxes" numbers={['Messages']} head={['Mailbox', 'State', 'Read until', 'Messages', '']}>
            {mailboxes.map((mailbox) => (
              <tr key={mailbox.mailbox_id}>
                <td>
                  {mailbox.name} {mailbox.mock && <Badge tone="info">simulated</Badge>}
                  <p className="quiet">{mailbox.address ?? 'Its address is known once Google has told it'}</p>
                </td>
                <td>
                  <Badge tone={mailbox.state.tone}>{mailbox.state.text}</Badge>
                  {mailbox.state.next && <p>{mailbox.state.next}.</p>}
                  {mailbox.not_read_because === 'unapproved' && <Link to="/rights">Changes of rights</Link>}
                  {mailbox.paused_until && (
                    <p className="quiet">
                      Paused until <Instant at={mailbox.paused_until} />
                    </p>
                  )}
                </td>
                <td>
                  {mailbox.checked_at ? (
                    <Instant at={mailbox.checked_at} relative />
                  ) : (
                    <span className="quiet">Not read yet</span>
                  )}
                </td>
                <td className="number">
                  {mailbox.messages.known.toLocaleString('en')}
                  {mailbox.messages.waiting > 0 && ` (${mailbox.messages.waiting.toLocaleString('en')} to read)`}
                  {mailbox.set_aside > 0 && ` (${mailbox.set_aside.toLocaleString('en')} could not be read)`}
                </td>
                <td>
                  {mailbox.address && (mailbox.status === 'requires_reauth' || mailbox.missing_scope) && (
                    <Button
                      className="button primary"
                      isDisabled={connect.isPending}
                      onPress={() => connect.mutate({ purpose: mailbox.purpose, login_hint: mailbox.address ?? '' })}
                    >
                      Connect again
                    </Button>
                  )}
                  {mailbox.status !== 'disconnected' && (
                    <Button
                      className="button"
                      isDisabled={disconnect.isPending}
                      onPress={() => disconnect.mutate(mailbox.mailbox_id)}
                    >
                      Disconnect
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
      <SetAsideMail />
    </>
  );
}
