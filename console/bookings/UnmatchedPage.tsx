import { Link } from 'react-router';
import { api, body } from '../api/client.ts';
import { Id } from '../ui/Id.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { DataTable, Empty, PageHead } from '../ui/parts.tsx';

/** Payments without a booking; each is linked or put aside on the card of its task. */
export function UnmatchedPage() {
  const query = usePages(['payments', 'unmatched'], (cursor) =>
    body(api.GET('/admin/unmatched-payments', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })),
  );
  return (
    <>
      <PageHead title="Unmatched payments" about="Money that came in and has no booking: no payment is ever dropped." />
      <Paged
        query={query}
        rows={(page) => page.payments}
        empty={
          <Empty title="Every payment has its booking">
            A payment that fits no booking, or more than one, appears here with the reason.
          </Empty>
        }
      >
        {(payments) => (
          <DataTable
            label="Unmatched payments"
            numbers={['Amount']}
            head={['From', 'Amount', 'Why', 'Paid', 'Subject of the mail', '']}
          >
            {payments.map((payment) => (
              <tr key={payment.payment_id}>
                <td>
                  {payment.sender_name ?? 'Somebody'}
                  {payment.transaction_id && (
                    <p>
                      Transfer <Id of={payment.transaction_id} />
                    </p>
                  )}
                </td>
                <td className="number">
                  {payment.amount_minor > 0 ? (
                    <Money minor={payment.amount_minor} currency={payment.currency} />
                  ) : (
                    'Not readable'
                  )}
                </td>
                <td>{payment.text}</td>
                <td>
                  <Instant at={payment.paid_at} />
                </td>
                <td>{payment.email_subject ?? '–'}</td>
                <td>{payment.task_id && <Link to={`/reviews/${payment.task_id}`}>Decide</Link>}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </Paged>
    </>
  );
}
