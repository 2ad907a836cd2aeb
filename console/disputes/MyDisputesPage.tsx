import { api, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead } from '../ui/parts.tsx';

/** A customer's own disputes and what became of their money. */
export function MyDisputesPage() {
  const query = usePages(['run', 'mine'], (cursor) =>
    body(api.GET('/my/disputes', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })),
  );
  return (
    <>
      <PageHead title="My disputes" about="Bills you disputed, and what became of your money." />
      <Paged
        query={query}
        rows={(page) => page.disputes}
        empty={<Empty title="No dispute">Disputes opened with the address of your account appear here.</Empty>}
      >
        {(rows) => (
          <DataTable
            label="My disputes"
            numbers={['Disputed', 'Paid back']}
            head={['Case', 'State', 'Disputed', 'Paid back', 'Opened', 'Ended']}
          >
            {rows.map((dispute) => (
              <tr key={dispute.dispute_id}>
                <td>{dispute.case_id}</td>
                <td>
                  <Badge tone={dispute.tone}>{dispute.text}</Badge>
                </td>
                <td className="number">
                  <Money minor={dispute.disputed_minor} currency={dispute.currency} />
                </td>
                <td className="number">
                  {dispute.refunded_minor === null ? (
                    '–'
                  ) : (
                    <Money minor={dispute.refunded_minor} currency={dispute.currency} />
                  )}
                </td>
                <td>
                  <Instant at={dispute.created_at} />
                </td>
                <td>
                  <Instant at={dispute.ended_at} />
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Paged>
    </>
  );
}
