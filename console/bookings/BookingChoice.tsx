import { useQuery } from '@tanstack/react-query';
import { api, asProblem, body } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import { valueAt } from '../reviews/cardSpec.ts';
import type { TaskDetail } from '../reviews/decisions.ts';
import { changeDraft, useDraft } from '../reviews/drafts.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { moneyText } from '../ui/Money.tsx';

interface Candidate {
  booking_id: string;
  customer_name: string;
  total_minor: number;
  currency: string;
}

const bookingIdOf = (text: string): string => text.trim().toUpperCase();
const BOOKING_ID = /^[A-Z0-9-]{3,64}$/;

/** The booking a number names, or what is wrong with the number; both null while it is looked up. */
export function useNamedBooking(text: string) {
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
export function BookingChoice({ task, problem }: { task: TaskDetail; problem: Problem | null }) {
  const draft = useDraft(task.task_id);
  const change = (next: Partial<typeof draft>) => changeDraft(task.task_id, next);
  const { booking, wrong } = useNamedBooking(draft.bookingId);
  const shown = valueAt(task.shown, 'candidates');
  const candidates = Array.isArray(shown) ? (shown as Candidate[]) : [];
  const [paid, currency] = [valueAt(task.shown, 'payment.amount_minor'), valueAt(task.shown, 'payment.currency')];
  const unequal = booking && (booking.total_minor !== paid || booking.currency !== currency);
  const costs = booking && moneyText(booking.total_minor, booking.currency);
  return (
    <>
      {candidates.length > 0 && (
        <Choice
          label="Found"
          value={candidates.some(({ booking_id: id }) => id === draft.bookingId) ? draft.bookingId : ''}
          onChange={(bookingId) => change({ bookingId })}
          options={[
            ['', 'Choose a booking'],
            ...candidates.map(
              (candidate) =>
                [
                  candidate.booking_id,
                  `${candidate.booking_id} · ${candidate.customer_name} · ${moneyText(candidate.total_minor, candidate.currency)}`,
                ] as const,
            ),
          ]}
        />
      )}
      <Field
        label="Booking"
        name="booking_id"
        value={draft.bookingId}
        onChange={(bookingId) => change({ bookingId })}
        problem={problem}
        wrong={wrong}
        maxLength={64}
        hint={booking ? `${booking.customer_name}, ${booking.status}, costs ${costs}` : 'As in BK-20251017-001'}
        autoFocus={candidates.length === 0}
      />
      {unequal && (
        <p className="note bad">
          This booking costs {costs}; the payment is{' '}
          {typeof paid === 'number' && typeof currency === 'string' ? moneyText(paid, currency) : 'unknown'}.
        </p>
      )}
      <Choice
        label="Then"
        value={draft.confirm ? 'confirm' : 'wait'}
        onChange={(then) => change({ confirm: then === 'confirm' })}
        options={[
          ['confirm', 'Confirm the booking with it'],
          ['wait', 'Let somebody check the booking'],
        ]}
      />
    </>
  );
}
