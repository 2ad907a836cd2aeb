import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';

const TONES = { pending: 'info', active: 'good', requires_reauth: 'bad', disconnected: 'plain' } as const;

/** Mailboxes that are read, for payments or as evidence: connect, read now, disconnect. */
export function MailboxesPage() {
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: ['mailboxes'] });
  const query = useQuery({
    queryKey: ['mailboxes'],
    queryFn: () => body(api.GET('/integrations/gmail/status')),
  });
  const connect = useMutation({
    mutationFn: async () => {
      const { authorization_url: url } = await body(api.GET('/integrations/gmail/oauth/init'));
      window.open(url, '_blank', 'noopener');
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
        about="Payment inboxes are read every few minutes while GMAIL_ENABLED is on; the users' own every quarter of an hour."
      >
        <Button className="button" isDisabled={read.isPending} onPress={() => read.mutate()}>
          Read now
        </Button>
        <Button className="button primary" isDisabled={connect.isPending} onPress={() => connect.mutate()}>
          Connect Gmail
        </Button>
      </PageHead>
      {problem && <ProblemNote problem={asProblem(problem)} />}
      <Loaded query={query} isEmpty={(data) => data.count === 0} empty={<Empty title="No mailbox is connected" />}>
        {({ mailboxes }) => (
          <DataTable
            label="Mailboxes"
            numbers={['Messages', 'Failures']}
            head={[
              'Purpose',
              'Address',
              'State',
              'Messages',
              'Read until',
              'Failures',
              'Paused until',
              'Last problem',
              '',
            ]}
          >
            {mailboxes.map((mailbox) => (
              <tr key={mailbox.mailbox_id}>
                <td>{mailbox.purpose.replaceAll('_', ' ')}</td>
                <td>{mailbox.address ?? '–'}</td>
                <td>
                  <Badge tone={TONES[mailbox.status]}>{mailbox.status.replaceAll('_', ' ')}</Badge>{' '}
                  {mailbox.mock && <Badge tone="info">simulated</Badge>}
                </td>
                <td className="number">
                  {mailbox.messages.known.toLocaleString('en')}
                  {mailbox.messages.waiting > 0 && ` (${mailbox.messages.waiting.toLocaleString('en')} to read)`}
                </td>
                <td>
                  <Instant at={mailbox.checked_at} />
                </td>
                <td className="number">{mailbox.failures}</td>
                <td>
                  <Instant at={mailbox.paused_until} />
                </td>
                <td>
                  <code>{mailbox.last_code ?? '–'}</code>
                </td>
                <td>
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
    </>
  );
}
