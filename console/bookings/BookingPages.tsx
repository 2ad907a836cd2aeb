import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Link, useParams } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Moments } from '../ui/Case.tsx';
import { Choice } from '../ui/fields.tsx';
import { Id } from '../ui/Id.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { ClaimPayment } from './ClaimPayment.tsx';

type Booking = Schema<'ShownBooking'>;
const STATES = [
  ['', 'All states'],
  ['Pending', 'Waits for the payment'],
  ['Waiting', 'A payment is being checked'],
  ['Confirmed', 'Confirmed and paid'],
  ['Expired', 'Ended without a payment'],
  ['Cancelled', 'Cancelled'],
] as const;

export function BookingsPage() {
  const [search, set] = useAddressFilters();
  const status = STATES.map(([one]) => one).find((one) => one !== '' && one === search.get('status'));
  const query = usePages(['bookings', status ?? ''], (cursor) =>
    body(
      api.GET('/bookings', {
        params: { query: { limit: 50, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) } },
      }),
    ),
  );
  return (
    <>
      <PageHead title="Bookings" about="Held until they are paid or their time runs out." />
      <search className="filters" aria-label="Filters of bookings">
        <Choice quiet label="State" value={status ?? ''} onChange={(value) => set('status', value)} options={STATES} />
      </search>
      <Paged
        query={query}
        rows={(page) => page.bookings}
        empty={
          status ? (
            <Empty title="No booking is in this state">Choose another state, or all of them.</Empty>
          ) : (
            <Empty title="No booking yet">A booking appears here as soon as somebody books a place.</Empty>
          )
        }
      >
        {(rows) => (
          <DataTable
            label="Bookings"
            numbers={['Costs']}
            head={['Booking', 'Customer', 'Costs', 'State', 'Made', 'Ends']}
          >
            {rows.map((booking) => (
              <tr key={booking.booking_id}>
                <td>
                  <Link to={`/bookings/${booking.booking_id}`}>{booking.title}</Link>
                  <p>
                    <Id of={booking.booking_id} />
                  </p>
                </td>
                <td>{booking.customer_name}</td>
                <td className="number">
                  <Money minor={booking.total_minor} currency={booking.currency} />
                </td>
                <td>
                  <Badge tone={booking.state.tone}>{booking.state.text}</Badge>
                </td>
                <td>
                  <Instant at={booking.created_at} relative />
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

/** What the office sees besides: whose booking it is, and the decision that waits. */
function ForOffice({ bookingId }: { bookingId: string }) {
  const query = useQuery({
    queryKey: ['booking', bookingId, 'details'],
    queryFn: () =>
      body(api.GET('/admin/booking/{booking_id}/details', { params: { path: { booking_id: bookingId } } })),
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
          <dd>{customer.phone ?? 'Not given'}</dd>
        </div>
        <div>
          <dt>Place</dt>
          <dd>
            {property.name}, {property.address}
          </dd>
        </div>
      </dl>
    </>
  );
}

function CancelBooking({ booking }: { booking: Booking }) {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const cancel = useMutation({
    mutationFn: () =>
      body(api.POST('/bookings/{booking_id}/cancel', { params: { path: { booking_id: booking.booking_id } } })),
    onSuccess: () => setOpen(false),
    onSettled: () => {
      for (const key of ['bookings', 'booking', 'today']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <>
      <Button className="button danger" onPress={() => setOpen(true)}>
        Cancel the booking
      </Button>
      {open && (
        <AskDialog title={`Cancel ${booking.title}?`} onClose={() => setOpen(false)}>
          <p>The place is free for others then. This can’t be taken back.</p>
          {cancel.error && <ProblemNote problem={asProblem(cancel.error)} />}
          <div className="row">
            <Button className="button danger" isDisabled={cancel.isPending} onPress={() => cancel.mutate()}>
              Cancel the booking
            </Button>
            <Button className="button quiet-button" onPress={() => setOpen(false)}>
              Keep it
            </Button>
          </div>
        </AskDialog>
      )}
    </>
  );
}

const SOURCES = {
  gmail: 'Mail of the payment provider',
  screenshot: 'Said by the customer',
  manual: 'Noted by the office',
} as const;

function Payments({ rows, office }: { rows: Schema<'BookingPayment'>[]; office: boolean }) {
  if (rows.length === 0)
    return <p className="quiet">None yet. A payment appears here as soon as somebody tells of it.</p>;
  return (
    <DataTable
      label="Payments"
      numbers={['Amount']}
      head={['Paid', 'Amount', 'Known from', 'From', 'Transfer', 'State', ...(office ? ['Fits'] : [])]}
    >
      {rows.map((payment) => (
        <tr key={payment.payment_id}>
          <td>
            <Instant at={payment.paid_at} />
          </td>
          <td className="number">
            {payment.amount_minor > 0 ? (
              <Money minor={payment.amount_minor} currency={payment.currency} />
            ) : (
              'Not readable'
            )}
          </td>
          <td>{SOURCES[payment.source]}</td>
          <td>{payment.sender_name ?? '–'}</td>
          <td>{payment.transaction_id ? <Id of={payment.transaction_id} /> : '–'}</td>
          <td>{payment.text}</td>
          {office && <td>{payment.match_confidence === null ? '–' : `${payment.match_confidence} of 100 points`}</td>}
        </tr>
      ))}
    </DataTable>
  );
}

export function BookingPage() {
  const { bookingId = '' } = useParams();
  const may = useMay();
  const office = may('bookings:read');
  const query = useQuery({
    queryKey: ['booking', bookingId],
    queryFn: () => body(api.GET('/bookings/{booking_id}', { params: { path: { booking_id: bookingId } } })),
  });
  return (
    <Loaded query={query}>
      {(booking) => (
        <>
          <PageHead title={booking.title} about={office ? `Booked by ${booking.customer_name}` : 'Your booking'}>
            {!office && ['Pending', 'Waiting'].includes(booking.status) && <CancelBooking booking={booking} />}
          </PageHead>
          <div className={`note ${booking.state.tone}`}>
            <p>
              <strong>{booking.state.text}.</strong> {booking.state.next && `${booking.state.next}.`}
              {booking.expires_at && (
                <>
                  {' '}
                  Time to pay ends <Instant at={booking.expires_at} relative />.
                </>
              )}
            </p>
          </div>
          {may('bookings:verify') && <ForOffice bookingId={booking.booking_id} />}
          {!office && booking.status === 'Pending' && <ClaimPayment booking={booking} />}
          <p>
            Costs <Money minor={booking.total_minor} currency={booking.currency} /> · <Id of={booking.booking_id} />
          </p>
          <h2>What happened</h2>
          <Moments rows={booking.timeline}>
            {({ quote, task_id: taskId }) => (
              <>
                {quote && <q>{quote}</q>}{' '}
                {taskId && may('review:read') && <Link to={`/reviews/${taskId}`}>Review</Link>}
              </>
            )}
          </Moments>
          <h2>Payments</h2>
          <Payments rows={booking.payments} office={office} />
        </>
      )}
    </Loaded>
  );
}
