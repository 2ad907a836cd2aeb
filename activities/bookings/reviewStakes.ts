import { and, eq } from 'drizzle-orm';
import type { Judged, Judgement } from '../../books/reviews/kind.ts';
import { bookings, payments } from '../../db/bookings/schema.ts';
import { isUuid, type Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';

type Stakes = Pick<Judgement, 'risks' | 'owners'>;

/** A booking's price and people: its customer, and whoever made it for somebody without a login. */
async function bookingStakes(tx: Transaction, bookingId: string | null): Promise<Stakes> {
  if (bookingId === null) return { risks: [], owners: [] };
  const [row] = await tx
    .select({
      totalMinor: bookings.totalMinor,
      currency: bookings.currency,
      userId: bookings.userId,
      by: processes.startedBy,
    })
    .from(bookings)
    .leftJoin(processes, and(eq(processes.kind, 'booking'), eq(processes.subject, bookingId), eq(processes.run, 1)))
    .where(eq(bookings.bookingId, bookingId));
  if (!row) return { risks: [], owners: [] };
  return {
    risks: [{ amountMinor: row.totalMinor, currency: row.currency }],
    owners: [row.userId && `user:${row.userId}`, row.by].filter((owner) => owner !== null),
  };
}

/** What was paid, and who said so: a claim of the office itself is its word, not its request. */
async function paymentStakes(tx: Transaction, paymentId: string): Promise<Stakes & { bookingId: string | null }> {
  const [row] = isUuid(paymentId)
    ? await tx
        .select({
          amountMinor: payments.amountMinor,
          currency: payments.currency,
          bookingId: payments.bookingId,
          source: payments.source,
          claimedBy: payments.claimedBy,
        })
        .from(payments)
        .where(eq(payments.id, paymentId))
    : [];
  if (!row) return { risks: [], owners: [], bookingId: null };
  const { amountMinor, currency, bookingId } = row;
  return {
    // 0 stands where no amount could be read.
    risks: [{ amountMinor: amountMinor || null, currency }],
    owners: row.claimedBy && row.source !== 'manual' ? [row.claimedBy] : [],
    bookingId,
  };
}

/** Which booking a decision about a payment speaks of. */
const linkedBooking = ({ request, snapshot }: Judged): string | null =>
  request.action === 'modified'
    ? ((request.modification as StoredLink | null)?.bookingId ?? null)
    : request.action === 'approved'
      ? snapshot.payee
      : null;

/** What a decision about a payment approves and touches: the payment, and the booking that it names or has. */
export async function judgePayment(tx: Transaction, judged: Judged, paymentId: string): Promise<Judgement> {
  const payee = linkedBooking(judged);
  const payment = await paymentStakes(tx, paymentId);
  const booking = await bookingStakes(tx, payee ?? payment.bookingId);
  return {
    ok: true,
    approval: { action: null, amountMinor: null, payee, reason: null },
    risks: [...payment.risks, ...booking.risks],
    owners: [...payment.owners, ...booking.owners],
    problem: null,
  };
}
