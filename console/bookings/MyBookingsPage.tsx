import { Link } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead, type Tone } from '../ui/parts.tsx';

const STATES: Record<Schema<'Booking'>['status'], { tone: Tone; text: string }> = {
  Pending: { tone: 'info', text: 'Waits for your payment' },
  Waiting: { tone: 'warn', text: 'Your payment is being checked' },
  Confirmed: { tone: 'good', text: 'Confirmed' },
  Expired: { tone: 'plain', text: 'Expired: no payment came in time' },
  Cancelled: { tone: 'plain', text: 'Cancelled' },
};

/** A customer's own bookings; each leads to its payments. */
export function MyBookingsPage() {
  const query = usePages(['bookings', 'mine'], (cursor) =>
    body(api.GET('/bookings', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })),
  );
  return (
    <>
      <PageHead title="My bookings" about="What you booked, and whether it is paid." />
      <Paged
        query={query}
        rows={(page) => page.bookings}
        empty={<Empty title="No booking yet">What you book appears here.</Empty>}
      >
        {(rows) => (
          <DataTable
            label="My bookings"
            numbers={['Costs']}
            head={['Booking', 'State', 'Day', 'Shift', 'Costs', 'Pay until']}
          >
            {rows.map((booking) => (
              <tr key={booking.booking_id}>
                <td>
                  <Link to={`/bookings/${booking.booking_id}`}>{booking.booking_id}</Link>
                </td>
                <td>
                  <Badge tone={STATES[booking.status].tone}>{STATES[booking.status].text}</Badge>
                  {booking.status === 'Pending' && booking.rejection_reason && (
                    <p className="quiet">Your last payment was not accepted: {booking.rejection_reason}</p>
                  )}
                </td>
                <td>{booking.booking_date}</td>
                <td>{booking.shift_type}</td>
                <td className="number">
                  <Money minor={booking.total_minor} currency={booking.currency} />
                </td>
                <td>
                  <Instant at={booking.expires_at} relative />
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Paged>
    </>
  );
}
