import { useQuery } from '@tanstack/react-query';
import { api, asProblem, body } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import { valueAt } from '../reviews/cardSpec.ts';
import type { ChangeForm } from '../reviews/changeForm.ts';
import type { TaskDetail } from '../reviews/decisions.ts';
import { changeDraft, type Draft, useDraft } from '../reviews/drafts.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { amountText } from '../ui/Money.tsx';

interface Candidate {
  booking_id: string;
  customer_name: string;
  total_minor: number;
  currency: string;
}

/** What is typed, with what stands there before anybody types. */
const typedOf = ({ change: { bookingId = '', afterwards = 'confirm' } }: Draft) => ({ bookingId, afterwards });

const bookingIdOf = (text: string): string => text.trim().toUpperCase();
const BOOKING_ID = /^[A-Z0-9-]{3,64}$/;

/** The booking a number names, or what is wrong with the number; both null while it is looked up. */
function useNamedBooking(text: string) {
  const id = bookingIdOf(text);
  const readable = BOOKING_ID.test(id);
  const query = useQuery({
    queryKey: ['booking', id],
    queryFn: () => body(api.GET('/bookings/{booking_id}', { params: { path: { booking_id: id } } })),
    enabled: readable,
    retry: false,
  });
  const missing = query.error && asProblem(query.error).status === 404;
  const wrong =
    id === ''
      ? null
      : !readable
        ? 'A booking number has letters, digits and dashes, such as BK-20251017-001.'
        : missing
          ? 'There is no such booking.'
          : null;
  return { booking: readable && !missing ? (query.data ?? null) : null, wrong };
}

/** Which booking a payment is for: one that was found, or any other by its number. */
function BookingChoice({ task, problem }: { task: TaskDetail; problem: Problem | null }) {
  const draft = useDraft(task.task_id);
  const change = (next: Record<string, string>) => changeDraft(task.task_id, { change: { ...draft.change, ...next } });
  const { bookingId, afterwards } = typedOf(draft);
  const { booking, wrong } = useNamedBooking(bookingId);
  const shown = valueAt(task.shown, 'candidates');
  const candidates = Array.isArray(shown) ? (shown as Candidate[]) : [];
  const [paid, currency] = [valueAt(task.shown, 'payment.amount_minor'), valueAt(task.shown, 'payment.currency')];
  const unequal = booking && (booking.total_minor !== paid || booking.currency !== currency);
  const costs = booking && amountText(booking.total_minor, booking.currency);
  return (
    <>
      {candidates.length > 0 && (
        <Choice
          label="Found"
          value={candidates.some(({ booking_id: id }) => id === bookingId) ? bookingId : ''}
          onChange={(chosen) => change({ bookingId: chosen })}
          options={[
            ['', 'Choose a booking'],
            ...candidates.map(
              (candidate) =>
                [
                  candidate.booking_id,
                  `${candidate.booking_id} · ${candidate.customer_name} · ${amountText(candidate.total_minor, candidate.currency)}`,
                ] as const,
            ),
          ]}
        />
      )}
      <Field
        label="Booking"
        name="booking_id"
        value={bookingId}
        onChange={(text) => change({ bookingId: text })}
        problem={problem}
        wrong={wrong}
        maxLength={64}
        hint={booking ? `${booking.customer_name}, ${booking.status}, costs ${costs}` : 'As in BK-20251017-001'}
        autoFocus={candidates.length === 0}
      />
      {unequal && (
        <p className="note bad">
          This booking costs {costs}; the payment is{' '}
          {typeof paid === 'number' && typeof currency === 'string' ? amountText(paid, currency) : 'unknown'}.
        </p>
      )}
      <Choice
        label="Then"
        value={afterwards}
        onChange={(chosen) => change({ afterwards: chosen })}
        options={[
          ['confirm', 'Confirm the booking with it'],
          ['wait', 'Let somebody check the booking'],
        ]}
      />
    </>
  );
}

/** The booking that a payment is linked to. */
export const bookingForm: ChangeForm = {
  Fields: BookingChoice,
  pays: () => false,
  useTyped(_task, draft) {
    const { bookingId } = typedOf(draft);
    const { wrong } = useNamedBooking(bookingId);
    return bookingId.trim() !== '' && wrong === null;
  },
  request(_task, draft) {
    const { bookingId, afterwards } = typedOf(draft);
    return { booking_id: bookingIdOf(bookingId), confirm: afterwards === 'confirm' };
  },
};
