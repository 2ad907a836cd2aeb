import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link, useParams } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { Choice } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote, Skeleton } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';

type Booking = Schema<'Booking'>;
const STATUSES = ['Pending', 'Waiting', 'Confirmed', 'Expired', 'Cancelled'] as const;
const TONES = { Pending: 'info', Waiting: 'warn', Confirmed: 'good', Expired: 'plain', Cancelled: 'plain' } as const;

const StatusBadge = ({ status }: { status: Booking['status'] }) => <Badge tone={TONES[status]}>{status}</Badge>;

export function BookingsPage() {
  const [search, set] = useAddressFilters();
  const status = STATUSES.find((one) => one === search.get('status'));
  const query = useInfiniteQuery({
    queryKey: ['bookings', status ?? ''],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/bookings', {
          params: {
            query: { limit: 50, ...(status ? { status } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.bookings);
  return (
    <>
      <PageHead title="Bookings" about="Held until they are paid or their time runs out." />
      <search className="filters" aria-label="Filters of bookings">
        <Choice
          quiet
          label="Status"
          value={status ?? ''}
          onChange={(value) => set('status', value)}
          options={[['', 'All states'], ...STATUSES.map((one) => [one, one] as const)]}
        />
      </search>
      {query.error && !rows && <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />}
      {!rows && !query.error && <Skeleton />}
      {rows?.length === 0 && <Empty title="No booking is in this state" />}
      {rows && rows.length > 0 && (
        <DataTable
          label="Bookings"
          numbers={['Costs']}
          head={['Booking', 'Customer', 'Date', 'Shift', 'Costs', 'State', 'Made', 'Expires']}
        >
          {rows.map((booking) => (
            <tr key={booking.booking_id}>
              <td>
                <Link to={`/bookings/${booking.booking_id}`}>{booking.booking_id}</Link>
              </td>
              <td>{booking.customer_name}</td>
              <td>{booking.booking_date}</td>
              <td>{booking.shift_type}</td>
              <td className="number">
                <Money minor={booking.total_minor} currency={booking.currency} />
              </td>
              <td>
                <StatusBadge status={booking.status} />
              </td>
              <td>
                <Instant at={booking.created_at} />
              </td>
              <td>
                <Instant at={booking.expires_at} relative />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {query.hasNextPage && (
        <Button className="button" isDisabled={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}

function OpenTask({ bookingId }: { bookingId: string }) {
  const may = useMay();
  const query = useQuery({
    queryKey: ['booking', bookingId, 'details'],
    queryFn: () =>
      body(api.GET('/admin/booking/{booking_id}/details', { params: { path: { booking_id: bookingId } } })),
    enabled: may('bookings:verify'),
  });
  const details = query.data;
  if (!details) return null;
  const { customer, property } = details;
  return (
    <>
      {details.task_id && (
        <p className="note warn">
          A payment waits for a person. <Link to={`/reviews/${details.task_id}`}>Open the decision</Link>
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>Customer</dt>
          <dd>{customer.name}</dd>
        </div>
        <div>
          <dt>Phone</dt>
          <dd>{customer.phone ?? '–'}</dd>
        </div>
        <div>
          <dt>Property</dt>
          <dd>
            {property.name}, {property.address}
          </dd>
        </div>
      </dl>
    </>
  );
}

export function BookingPage() {
  const { bookingId = '' } = useParams();
  const query = useQuery({
    queryKey: ['booking', bookingId],
    queryFn: () => body(api.GET('/bookings/{booking_id}', { params: { path: { booking_id: bookingId } } })),
  });
  return (
    <Loaded query={query}>
      {(booking) => (
        <>
          <PageHead title={`Booking ${booking.booking_id}`}>
            <StatusBadge status={booking.status} />
          </PageHead>
          <OpenTask bookingId={booking.booking_id} />
          <dl className="facts">
            <div>
              <dt>Date</dt>
              <dd>
                {booking.booking_date}, {booking.shift_type}
              </dd>
            </div>
            <div>
              <dt>Costs</dt>
              <dd>
                <Money minor={booking.total_minor} currency={booking.currency} />
              </dd>
            </div>
            <div>
              <dt>Made</dt>
              <dd>
                <Instant at={booking.created_at} />
              </dd>
            </div>
            <div>
              <dt>Expires</dt>
              <dd>
                <Instant at={booking.expires_at} />
              </dd>
            </div>
            <div>
              <dt>Verified</dt>
              <dd>
                <Instant at={booking.verified_at} /> {booking.verification_method?.replaceAll('_', ' ')}
              </dd>
            </div>
            {booking.rejection_reason && (
              <div className="wide">
                <dt>Last refused because</dt>
                <dd>{booking.rejection_reason}</dd>
              </div>
            )}
          </dl>
          <h2>Payments</h2>
          {booking.payments.length === 0 ? (
            <p className="quiet">None yet.</p>
          ) : (
            <DataTable
              label="Payments"
              numbers={['Amount', 'Score']}
              head={['Paid', 'Source', 'Amount', 'From', 'Transaction', 'Score', 'State']}
            >
              {booking.payments.map((payment) => (
                <tr key={payment.payment_id}>
                  <td>
                    <Instant at={payment.paid_at} />
                  </td>
                  <td>{payment.source}</td>
                  <td className="number">
                    <Money minor={payment.amount_minor} currency={payment.currency} />
                  </td>
                  <td>{payment.sender_name ?? '–'}</td>
                  <td>
                    <code>{payment.transaction_id ?? '–'}</code>
                  </td>
                  <td className="number">{payment.match_confidence ?? '–'}</td>
                  <td>{payment.status}</td>
                </tr>
              ))}
            </DataTable>
          )}
        </>
      )}
    </Loaded>
  );
}
