import { Link } from 'react-router';
import { api, body } from '../api/client.ts';
import { Case } from '../ui/Case.tsx';
import { Id } from '../ui/Id.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Empty, PageHead } from '../ui/parts.tsx';

/** A customer's own bookings; each leads to its payments and what happened. */
export function MyBookingsPage() {
  const query = usePages(['bookings', 'mine'], (cursor) =>
    body(api.GET('/bookings', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })),
  );
  return (
    <>
      <PageHead title="My bookings" about="What you booked, whether it is paid, and what you can do." />
      <Paged
        query={query}
        rows={(page) => page.bookings}
        empty={
          <Empty title="No booking yet">
            What you book appears here, with what it costs and until when you can pay. Write to the office under{' '}
            <Link to="/my-messages">My messages</Link> to book a place.
          </Empty>
        }
      >
        {(rows) => (
          <ul className="cases" aria-label="My bookings">
            {rows.map((booking) => (
              <Case
                key={booking.booking_id}
                title={<Link to={`/bookings/${booking.booking_id}`}>{booking.title}</Link>}
                state={booking.state}
                amount={<Money minor={booking.total_minor} currency={booking.currency} />}
                due={booking.expires_at ? { label: 'Time to pay ends', at: booking.expires_at } : null}
              >
                <p>
                  <Id of={booking.booking_id} />
                </p>
              </Case>
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}
