import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { DataTable, Empty, Loaded } from '../ui/parts.tsx';
import { reasonWords } from './mailboxWords.ts';

/** Mail that could not be read, and why; what may be a payment waits among the unmatched ones. */
export function SetAsideMail() {
  const query = useQuery({
    queryKey: ['mailboxes', 'set-aside'],
    queryFn: () => body(api.GET('/integrations/gmail/set-aside', { params: { query: { limit: 50 } } })),
  });
  return (
    <section>
      <h2>Mail that could not be read</h2>
      <Loaded
        query={query}
        isEmpty={(data) => data.count === 0}
        empty={<Empty title="All mail could be read">A mail that is too large or broken appears here, with why.</Empty>}
      >
        {({ mails, next_cursor: more }) => (
          <>
            <DataTable label="Mail that could not be read" head={['Received', 'Found', 'Why', 'What became of it']}>
              {mails.map((mail) => (
                <tr key={`${mail.mailbox_id}/${mail.message_id}`}>
                  <td>
                    <Instant at={mail.received_at} />
                  </td>
                  <td>
                    <Instant at={mail.found_at} />
                  </td>
                  <td>{reasonWords(mail.reason)}</td>
                  <td>
                    {mail.payment_id ? (
                      <Link to="/unmatched-payments">An unmatched payment</Link>
                    ) : (
                      'Nothing: it does not say that it comes from the payment provider'
                    )}
                  </td>
                </tr>
              ))}
            </DataTable>
            {more && <p className="quiet">The newest {mails.length} are shown.</p>}
          </>
        )}
      </Loaded>
    </section>
  );
}
